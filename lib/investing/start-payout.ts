import type { IsoDate } from "@/lib/calendar/dates";
import type { Tx } from "@/lib/db";
import { invariant } from "@/lib/errors";
import { frozenAmong } from "@/lib/ledger/account-terms";
import { post } from "@/lib/ledger/post";
import type { PostingResult } from "@/lib/ledger/posting-request";
import { getBalances } from "@/lib/ledger/queries";
import { d, toMoney } from "@/lib/money/money";
import { notify } from "@/lib/notifications/notify";
import { createPaymentOrder } from "@/lib/payments/create-payment-order";
import { defaultRail } from "@/lib/payments/rails";
import { CASH, investorInterest, investorPrincipal } from "@/lib/transaction-types/account-codes";
import { investorWithdrawal } from "@/lib/transaction-types/investor-withdrawal";
import type { Investment } from "@/prisma/generated/client";
import { lockInvestment } from "./find-investment";
import { investmentPath, userOf } from "./investor-notes";

type Obstacle =
  | "short-of-cash" // nobody behind it is paid before it
  | "cash-frozen" // nobody is paid
  | "frozen"; // an administrator holds this one alone
export type PayoutOutcome = "started" | Obstacle | "needs-account" | "nothing-to-do";

/**
 * Reserves the cash for one matured investment and sends the payment order; pending until it clears:
 * Dr investor principal, Dr investor interest, Cr cash. Short of cash, or with an account frozen, nothing happens and it goes
 * on waiting.
 */
export async function startPayout(
  tx: Tx,
  { investmentId, businessDate }: { investmentId: string; businessDate: IsoDate },
): Promise<PayoutOutcome> {
  const investment = await lockInvestment(tx, investmentId);
  const { status, payoutOrderId, problem } = investment;
  if (status !== "MATURED" || payoutOrderId !== null || problem !== null) return "nothing-to-do";
  const userId = await userOf(tx, investment.investorId);
  if (!(await hasUsableAccount(tx, investment))) {
    await askForAccount(tx, { investment, userId, businessDate });
    return "needs-account";
  }
  const { principal, interest, total, cash, frozen } = await owed(tx, investment);
  // The hold would be refused all the same; looking first leaves no refusal in the books every day.
  if (frozen) return frozen;
  if (d(cash).lessThan(d(total))) return "short-of-cash";
  const hold = await reserve(tx, { investment, principal, interest, businessDate });
  if (hold.status === "refused") return obstacleOf(hold);
  const order = await createPaymentOrder(tx, {
    kind: "PAYOUT",
    direction: "CREDIT",
    rail: defaultRail("PAYOUT"),
    amount: total,
    externalAccountId: investment.externalAccountId,
    userId,
    subjectType: "investment",
    subjectId: investmentId,
    holdTransactionId: hold.transactionId,
    createdOn: businessDate,
  });
  await tx.investment.update({ where: { id: investmentId }, data: { payoutOrderId: order.id } });
  return "started";
}

async function owed(tx: Tx, { investorId, id: investmentId }: Investment) {
  const codes = [
    CASH,
    investorPrincipal(investorId, investmentId),
    investorInterest(investorId, investmentId),
  ] as const;
  const balances = await getBalances([...codes], {}, tx);
  const frozen = await frozenAmong([...codes], tx);
  const [cash, principal, interest] = codes.map((code) => balances.get(code));
  invariant(cash && principal && interest, `the accounts of investment ${investmentId} are open`);
  return {
    principal: principal.posted,
    interest: interest.posted,
    total: toMoney(d(principal.posted).plus(d(interest.posted))),
    cash: cash.available,
    frozen: frozen.has(CASH) ? ("cash-frozen" as const) : frozen.size > 0 ? ("frozen" as const) : null,
  };
}

/** The hold. A refusal burns its key, so each try has a number. */
async function reserve(
  tx: Tx,
  {
    investment,
    principal,
    interest,
    businessDate,
  }: { investment: Investment; principal: string; interest: string; businessDate: IsoDate },
): Promise<PostingResult> {
  const { id: investmentId, investorId } = investment;
  const { payoutTries } = await tx.investment.update({
    where: { id: investmentId },
    data: { payoutTries: { increment: 1 } },
    select: { payoutTries: true },
  });
  const [result] = await post(tx, [
    {
      ...investorWithdrawal({ investorId, investmentId, principal, interest }),
      key: `payout:${investmentId}:${payoutTries}`,
      kind: "hold",
      mode: "authorize",
      effectiveOn: businessDate,
      metadata: { investmentId },
    },
  ]);
  return result!;
}

/** Between the look and the hold the cash went elsewhere, or somebody froze an account. */
function obstacleOf({ reason, account }: Extract<PostingResult, { status: "refused" }>): Obstacle {
  if (reason === "insufficient-funds") return "short-of-cash";
  invariant(reason === "frozen", `a payout is refused for lack of cash or by a freeze, not by ${reason}`);
  return account === CASH ? "cash-frozen" : "frozen";
}

async function hasUsableAccount(tx: Tx, { externalAccountId }: Investment): Promise<boolean> {
  const account = await tx.externalAccount.findUnique({
    where: { id: externalAccountId },
    select: { status: true },
  });
  return account?.status === "ACTIVE";
}

async function askForAccount(
  tx: Tx,
  { investment, userId, businessDate }: { investment: Investment; userId: string; businessDate: IsoDate },
): Promise<void> {
  const problem =
    "The bank account for your payout can no longer be used. Choose another one and we will pay immediately.";
  await tx.investment.update({ where: { id: investment.id }, data: { problem } });
  await notify(tx, {
    userId,
    kind: "payout-needs-account",
    title: "Choose another bank account for your payout",
    body: problem,
    href: investmentPath(investment.id),
    datedOn: businessDate,
  });
}
