import { recordAudit } from "@/lib/audit/record-audit";
import { nextBankingDay } from "@/lib/calendar/banking-days";
import { fromDbDate, toDbDate, type IsoDate } from "@/lib/calendar/dates";
import { businessDate } from "@/lib/clock";
import { db, inTransaction, type Tx } from "@/lib/db";
import { EARLY_WITHDRAWAL_VERSION, earlyWithdrawalRequest } from "@/lib/documents/early-withdrawal";
import { signDocument } from "@/lib/documents/sign-document";
import { DomainError, invariant } from "@/lib/errors";
import { requireVerifiedEmail } from "@/lib/identity/require-verified-email";
import { newId } from "@/lib/ids";
import { d, dollars, sum, toMoney, type Decimal } from "@/lib/money/money";
import type { Investment } from "@/prisma/generated/client";
import { lockOwnInvestment } from "@/lib/investing/find-investment";
import { requireOpenGate } from "@/lib/investing/gate/gate";
import { earnedTo, forfeitedMonths, runningInterest } from "@/lib/investing/returns/early-withdrawal";
import { payeesOf } from "@/lib/investing/taxes/payees";
import { TAX_PAGE } from "@/lib/investing/taxes/tin-notices";
import { leave, paidOf, type Standing } from "@/lib/investing/returns/leave";
import { standingsOf } from "./find-requests";

const NO_EXITS = "The pool pays no early withdrawals";

type Mine = { investorId: string; userId: string; investmentId: string };
type RequestWithdrawal = Mine & {
  amount: string; // dollars of principal
  signedName: string;
  idempotencyKey: string;
  ipAddress?: string | null | undefined;
  userAgent?: string | null | undefined;
};

/**
 * Asks to leave an investment before maturity, in full or in part. The signed request says what is forfeited and how the queue is served;
 * it amends agreements that have no early withdrawal. The same idempotency key gives the same request again.
 *
 * @throws DomainError not-found; not-allowed before the email address is verified and the taxpayer number certified; wrong-state on the day of maturity and later, and for an investment that has ended; invalid (amount)
 *   above what is not requested yet, or leaving less than the option's minimum; conflict (key used for something else); of the signature
 *   as `signDocument`
 */
export async function requestWithdrawal(input: RequestWithdrawal): Promise<{ requestId: string }> {
  return inTransaction(async (tx) => {
    const investment = await lockOwnInvestment(tx, input);
    const earlier = await tx.withdrawalRequest.findUnique({
      where: { idempotencyKey: input.idempotencyKey },
    });
    if (earlier) return sameAsBefore(earlier, input);
    const today = await businessDate(tx);
    const amount = d(input.amount);
    requireRunning(investment, today);
    await requireVerifiedEmail(tx, input);
    await requireCertifiedTin(tx, input.userId);
    await requireOpenGate(tx, NO_EXITS);
    const standing = (await standingsOf(tx, [investment]))(investment);
    await refusePart(tx, { investment, standing, amount });
    const id = newId("wdr");
    const document = await signDocument(tx, {
      kind: "early-withdrawal",
      templateVersion: EARLY_WITHDRAWAL_VERSION,
      ...{ subjectType: "investment", subjectId: investment.id, userId: input.userId },
      body: await textOf(tx, { investment, standing, amount, userId: input.userId, today }),
      ...{ signedName: input.signedName, signedOn: today },
      ...{ ipAddress: input.ipAddress, userAgent: input.userAgent },
    });
    await tx.withdrawalRequest.create({
      data: {
        ...{ id, investmentId: investment.id, principal: input.amount, openPrincipal: input.amount },
        ...{ requestedOn: toDbDate(today), documentId: document.id, idempotencyKey: input.idempotencyKey },
      },
    });
    await recordAudit(tx, {
      actorUserId: input.userId,
      action: "investment.request-withdrawal",
      subjectType: "investment",
      subjectId: investment.id,
      detail: { amount: toMoney(amount) },
      businessDate: today,
    });
    return { requestId: id };
  });
}

function sameAsBefore(
  earlier: { id: string; investmentId: string; principal: { toFixed(decimals: number): string } },
  { investmentId, amount }: RequestWithdrawal,
): { requestId: string } {
  if (earlier.investmentId === investmentId && d(earlier.principal.toFixed(2)).equals(d(amount)))
    return { requestId: earlier.id };
  throw new DomainError("conflict", "This form was already used for another request. Open it again.");
}

/** An early withdrawal is paid in shares, with a penalty: no tax is kept back from it, so none may be due. */
async function requireCertifiedTin(tx: Tx, userId: string): Promise<void> {
  if (!(await payeesOf(tx, [userId]))(userId).isWithheld) return;
  throw new DomainError(
    "not-allowed",
    "Certify your taxpayer identification number first. Without it we would have to keep tax back from your interest.",
    undefined,
    { href: TAX_PAGE, label: "Certify your number" },
  );
}

function requireRunning({ status, maturesOn }: Investment, today: IsoDate): void {
  const matures = maturesOn && fromDbDate(maturesOn);
  if (status === "MATURED" || (status === "ACTIVE" && matures && matures <= today))
    throw new DomainError(
      "wrong-state",
      "This investment has matured. It is paid to your bank account in full, without a penalty.",
    );
  if (status !== "ACTIVE")
    throw new DomainError("wrong-state", "You can withdraw early only from an active investment.");
}

async function refusePart(
  tx: Tx,
  { investment, standing, amount }: { investment: Investment; standing: Standing; amount: Decimal },
): Promise<void> {
  const free = standing.principal.minus(await asked(tx, investment.id));
  const refuse = (sentence: string) => new DomainError("invalid", sentence, "amount");
  if (free.isZero())
    throw refuse("You have already asked for all of this investment. Cancel a request to change the amount.");
  if (amount.greaterThan(free)) throw refuse(`You can withdraw up to ${dollars(free)} of this investment.`);
  const rest = free.minus(amount);
  const { minimum } = await tx.investmentOption.findUniqueOrThrow({ where: { id: investment.optionId } });
  if (!rest.isZero() && rest.lessThan(d(minimum))) {
    const least = dollars(minimum.toFixed(2));
    throw refuse(
      `At least ${least} must remain invested. Withdraw ${dollars(free)} to leave in full, or a smaller amount.`,
    );
  }
}

async function asked(tx: Tx, investmentId: string): Promise<Decimal> {
  const open = await tx.withdrawalRequest.findMany({ where: { investmentId, state: "QUEUED" } });
  return sum(open.map(({ openPrincipal }) => d(openPrincipal)));
}

async function textOf(
  tx: Tx,
  of: { investment: Investment; standing: Standing; amount: Decimal; userId: string; today: IsoDate },
): Promise<string> {
  const { investment, standing, amount, today } = of;
  const { name } = await tx.user.findUniqueOrThrow({ where: { id: of.userId }, select: { name: true } });
  invariant(investment.maturesOn, `investment ${investment.id} has started`);
  const estimate = estimateOf(standing, { amount, today });
  return earlyWithdrawalRequest({
    ...{ investorName: name, investmentNumber: investment.number, principal: toMoney(standing.principal) },
    ...{ annualRate: investment.annualRate.toString(), termMonths: investment.termMonths },
    ...{ maturesOn: fromDbDate(investment.maturesOn), requestedOn: today, amount: toMoney(amount) },
    forfeitedMonths: forfeitedMonths(investment.termMonths),
    estimate: { on: estimate.on, earned: estimate.earned, penalty: estimate.penalty, paid: estimate.paid },
  });
}

export type WithdrawalPreview = {
  /** The first day on which it can be paid. */
  on: IsoDate;
  principal: string; // dollars, like every amount here
  earned: string;
  penalty: string;
  paid: string;
  remainingPrincipal: string;
  remainingInterest: string;
  /** What is posted on that day, in order. */
  journal: { account: string; debit: string | null; credit: string | null }[];
};

function estimateOf(
  now: Standing,
  { amount, today }: { amount: Decimal; today: IsoDate },
): WithdrawalPreview {
  const on = nextBankingDay(today);
  // A month may be over, and be credited, until then.
  const wholeMonths = (day: IsoDate) => earnedTo(now, day).minus(runningInterest(now, day));
  const standing = { ...now, credited: now.credited.plus(wholeMonths(on)).minus(wholeMonths(today)) };
  const left = leave(standing, { on, part: amount });
  const [paid, earned] = [paidOf(left), left.interest.plus(left.penalty)];
  const line = (account: string, side: "debit" | "credit", of: Decimal) =>
    of.isZero()
      ? []
      : [
          {
            account,
            debit: side === "debit" ? toMoney(of) : null,
            credit: side === "credit" ? toMoney(of) : null,
          },
        ];
  return {
    ...{ on, principal: toMoney(amount), earned: toMoney(earned), penalty: toMoney(left.penalty) },
    paid: toMoney(paid),
    remainingPrincipal: toMoney(standing.principal.minus(amount)),
    remainingInterest: toMoney(standing.credited.plus(left.running).minus(earned)),
    journal: [
      ...line("Interest revenue", "debit", left.running),
      ...line("Your interest", "credit", left.running),
      ...line("Your interest", "debit", left.penalty),
      ...line("Early withdrawal penalties", "credit", left.penalty),
      ...line("Your principal", "debit", left.principal),
      ...line("Your interest", "debit", left.interest),
      ...line("Cash", "credit", paid),
    ],
  };
}

/**
 * Amounts and text of a request for a page, before it is signed.
 *
 * @throws DomainError as `requestWithdrawal`, but for the signature
 */
export async function previewWithdrawal(
  mine: Mine & { amount: string },
): Promise<WithdrawalPreview & { text: string }> {
  const { investorId, investmentId, userId } = mine;
  const investment = await db.investment.findFirst({ where: { id: investmentId, investorId } });
  if (!investment) throw new DomainError("not-found", "Investment not found.");
  const [today, amount] = [await businessDate(), d(mine.amount)];
  requireRunning(investment, today);
  await requireOpenGate(db, NO_EXITS);
  const standing = (await standingsOf(db, [investment]))(investment);
  await refusePart(db, { investment, standing, amount });
  const text = await textOf(db, { investment, standing, amount, userId, today });
  return { ...estimateOf(standing, { amount, today }), text };
}
