import { coolOffsOf } from "@/lib/accounts/cool-off";
import type { IsoDate } from "@/lib/calendar/dates";
import type { Tx } from "@/lib/db";
import { invariant } from "@/lib/errors";
import { frozenAmong } from "@/lib/ledger/account-terms";
import { post } from "@/lib/ledger/post";
import type { PostingResult } from "@/lib/ledger/posting-request";
import { getBalances } from "@/lib/ledger/queries";
import { d, dollars, toMoney, ZERO, type Decimal } from "@/lib/money/money";
import { notifyEach } from "@/lib/notifications/notify";
import { createPaymentOrders } from "@/lib/payments/create-payment-order";
import { defaultRail } from "@/lib/payments/rails";
import { sqlRows } from "@/lib/sql-rows";
import { CASH, investorInterest, investorPrincipal } from "@/lib/transaction-types/account-codes";
import { investorWithdrawal } from "@/lib/transaction-types/investor-withdrawal";
import type { Investment } from "@/prisma/generated/client";
import { promisedByExits } from "./exits/open-payments";
import { lockInvestments } from "./find-investment";
import { investmentPath, usersOf } from "./investor-notes";
import { reportableInterest } from "./reportable-interest";
import { payeesOf } from "./taxes/payees";
import { TAX_PAGE } from "./taxes/tin-notices";
import { backupWithholding } from "./taxes/withholding";

type Obstacle =
  | "short-of-cash" // nobody behind it is paid before it
  | "cash-frozen" // nobody is paid
  | "frozen" // an administrator holds this one alone
  | "cooling-off"; // something about the investor's account changed within a day
export type PayoutOutcome = "started" | Obstacle | "needs-account" | "nothing-to-do";

/** Thrown where the holds of many did not turn out as decided: each has to be tried by itself, in order. */
class OvertakenError extends Error {}

/** What one investment is owed, and what may keep it from being paid. */
type Owed = {
  investment: Investment;
  userId: string;
  principal: string;
  interest: string;
  /** Income tax that is kept back for the IRS. */
  withheld: Decimal;
  /** What is paid: principal and interest less the tax. */
  total: Decimal;
  hasUsableAccount: boolean;
  isFrozen: boolean;
  isCoolingOff: boolean;
};

/**
 * Reserves the cash for matured investments, the first ones first, and sends the payment orders; pending until they clear:
 * Dr investor principal, Dr investor interest, Cr cash, and Cr backup withholding for who has certified no taxpayer identification
 * number. From the first one for which cash does not suffice, or while cash is frozen, nothing happens and they go on waiting; one
 * whose own account is frozen, or changed within a day, is passed over.
 *
 * @param investmentIds of each at most one, in the order in which they are paid
 * @returns an outcome for each; behind one that is short of cash, all that have something to be paid are
 * @throws OvertakenError when of several one hold was refused because the cash went elsewhere in between
 */
export async function startPayouts(
  tx: Tx,
  { investmentIds, businessDate }: { investmentIds: string[]; businessDate: IsoDate },
): Promise<PayoutOutcome[]> {
  const investments = await lockInvestments(tx, investmentIds);
  const waiting = investmentIds.flatMap((id) => {
    const investment = investments.get(id);
    invariant(investment, `there is an investment ${id}`);
    const { status, payoutOrderId, problem } = investment;
    return status === "MATURED" && payoutOrderId === null && problem === null ? [investment] : [];
  });
  if (waiting.length === 0) return investmentIds.map(() => "nothing-to-do");
  const { owed, cash } = await load(tx, waiting, businessDate);
  const outcomes = decide(owed, cash);
  const those = (outcome: PayoutOutcome) => owed.filter((_, at) => outcomes[at] === outcome);
  await askForAccounts(tx, those("needs-account"), businessDate);
  const refusal = await pay(tx, those("started"), businessDate);
  const outcomeOf = new Map(owed.map(({ investment }, at) => [investment.id, outcomes[at]!]));
  return investmentIds.map((id) => {
    const outcome = outcomeOf.get(id) ?? "nothing-to-do";
    return outcome === "started" && refusal ? refusal : outcome;
  });
}

/** Looking first leaves no refusal in the books every day. */
function decide(owed: Owed[], cash: { available: Decimal; isFrozen: boolean }): PayoutOutcome[] {
  let left = cash.available;
  let stop: Obstacle | null = null;
  return owed.map(({ total, hasUsableAccount, isFrozen, isCoolingOff }): PayoutOutcome => {
    if (stop) return stop;
    if (!hasUsableAccount) return "needs-account";
    if (cash.isFrozen) return (stop = "cash-frozen");
    if (isFrozen) return "frozen";
    if (isCoolingOff) return "cooling-off";
    if (left.lessThan(total)) return (stop = "short-of-cash");
    left = left.minus(total);
    return "started";
  });
}

async function load(tx: Tx, investments: Investment[], businessDate: IsoDate) {
  const codesOf = ({ investorId, id }: Investment) =>
    [investorPrincipal(investorId, id), investorInterest(investorId, id)] as const;
  const codes = [CASH, ...investments.flatMap(codesOf)];
  const balances = await getBalances(codes, {}, tx);
  const frozen = await frozenAmong(codes, tx);
  const userOf = await usersOf(
    tx,
    investments.map(({ investorId }) => investorId),
  );
  const payeeOf = await payeesOf(
    tx,
    investments.map(({ investorId }) => userOf(investorId)),
  );
  const usable = await tx.externalAccount.findMany({
    where: { id: { in: investments.map(({ externalAccountId }) => externalAccountId) }, status: "ACTIVE" },
    select: { id: true },
  });
  const usableIds = new Set(usable.map(({ id }) => id));
  const coolOffs = await coolOffsOf(
    tx,
    investments.map(({ investorId }) => userOf(investorId)),
  );
  const promised = await promisedByExits(
    tx,
    investments.map(({ id }) => id),
  );
  const owed = investments.map((investment): Owed => {
    const [principalOf, interestOf] = codesOf(investment).map((code) => balances.get(code)?.posted);
    invariant(principalOf && interestOf, `the accounts of investment ${investment.id} are open`);
    const elsewhere = promised(investment.id);
    const principal = toMoney(d(principalOf).minus(elsewhere.principal));
    const interest = toMoney(d(interestOf).minus(elsewhere.interest));
    const userId = userOf(investment.investorId);
    const withheld = payeeOf(userId).isWithheld
      ? backupWithholding(reportableInterest(investment, { interest: d(interest), on: businessDate }))
      : ZERO;
    return {
      ...{ investment, principal, interest, withheld, userId },
      total: d(principal).plus(d(interest)).minus(withheld),
      hasUsableAccount: usableIds.has(investment.externalAccountId),
      isFrozen: codesOf(investment).some((code) => frozen.has(code)),
      isCoolingOff: coolOffs.has(userOf(investment.investorId)),
    };
  });
  const available = balances.get(CASH)?.available;
  return { owed, cash: { available: available ? d(available) : ZERO, isFrozen: frozen.has(CASH) } };
}

/** @returns why the only one was refused all the same; null when they are on their way */
async function pay(tx: Tx, owed: Owed[], businessDate: IsoDate): Promise<Obstacle | null> {
  if (owed.length === 0) return null;
  const results = await reserve(tx, owed, businessDate);
  const refused = results.find((result) => result.status === "refused");
  if (refused && owed.length > 1) throw new OvertakenError("A payout's hold was refused.");
  if (refused) return obstacleOf(refused);
  const holds = results.filter((result) => result.status === "posted");
  const orders = await createPaymentOrders(
    tx,
    owed.map(({ investment, userId, total }, at) => ({
      kind: "PAYOUT",
      direction: "CREDIT",
      rail: defaultRail("PAYOUT"),
      amount: toMoney(total),
      externalAccountId: investment.externalAccountId,
      userId,
      subjectType: "investment",
      subjectId: investment.id,
      holdTransactionId: holds[at]!.transactionId,
      createdOn: businessDate,
    })),
  );
  await tx.$executeRaw`
    UPDATE investments i SET payout_order_id = paid.order_id
      FROM ${sqlRows(
        "paid",
        { id: "text", order_id: "text" },
        owed.map(({ investment }, at) => ({ id: investment.id, order_id: orders[at]!.id })),
      )}
     WHERE i.id = paid.id`;
  await notifyEach(tx, owed.filter(({ withheld }) => !withheld.isZero()).map(withheldNote(businessDate)));
  return null;
}

/** The holds. A refusal burns its key, so each try has a number. */
async function reserve(tx: Tx, owed: Owed[], businessDate: IsoDate): Promise<PostingResult[]> {
  await tx.investment.updateMany({
    where: { id: { in: owed.map(({ investment }) => investment.id) } },
    data: { payoutTries: { increment: 1 } },
  });
  return post(
    tx,
    owed.map(
      ({ investment: { id: investmentId, investorId, payoutTries }, principal, interest, withheld }) => ({
        ...investorWithdrawal({ investorId, investmentId, principal, interest, withheld }),
        key: `payout:${investmentId}:${payoutTries + 1}`,
        kind: "hold",
        mode: "authorize",
        effectiveOn: businessDate,
        metadata: { investmentId },
      }),
    ),
  );
}

const withheldNote =
  (businessDate: IsoDate) =>
  ({ userId, withheld }: Owed) => ({
    userId,
    kind: "tax-withheld" as const,
    title: `We withheld ${dollars(withheld)} of tax from your payout`,
    body: "We must send 24% of your interest to the IRS because we have no certified taxpayer identification number for you, or because the IRS asks for it. Your tax form shows the amount. Certify your number so that later payouts are paid in full.",
    href: TAX_PAGE,
    datedOn: businessDate,
  });

/** Between the look and the hold the cash went elsewhere, or somebody froze an account. */
function obstacleOf({ reason, account }: Extract<PostingResult, { status: "refused" }>): Obstacle {
  if (reason === "insufficient-funds") return "short-of-cash";
  invariant(reason === "frozen", `a payout is refused for lack of cash or by a freeze, not by ${reason}`);
  return account === CASH ? "cash-frozen" : "frozen";
}

async function askForAccounts(tx: Tx, owed: Owed[], businessDate: IsoDate): Promise<void> {
  if (owed.length === 0) return;
  const problem =
    "The bank account for your payout can no longer be used. Choose another one and we will pay 24 hours later.";
  await tx.investment.updateMany({
    where: { id: { in: owed.map(({ investment }) => investment.id) } },
    data: { problem },
  });
  await notifyEach(
    tx,
    owed.map(({ investment, userId }) => ({
      userId,
      kind: "payout-needs-account",
      title: "Choose another bank account for your payout",
      body: problem,
      href: investmentPath(investment.id),
      datedOn: businessDate,
    })),
  );
}
