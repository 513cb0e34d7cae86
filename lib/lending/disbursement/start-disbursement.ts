import { recordAudit } from "@/lib/audit/record-audit";
import type { IsoDate } from "@/lib/calendar/dates";
import type { Tx } from "@/lib/db";
import { invariant } from "@/lib/errors";
import { frozenAmong } from "@/lib/ledger/account-terms";
import { openAccounts } from "@/lib/ledger/accounts";
import { post } from "@/lib/ledger/post";
import { getBalances } from "@/lib/ledger/queries";
import { d, toMoney, type Decimal } from "@/lib/money/money";
import { createPaymentOrder } from "@/lib/payments/create-payment-order";
import { accountSpecs, borrowerPrincipal, CASH } from "@/lib/transaction-types/account-codes";
import { borrowerDisbursement } from "@/lib/transaction-types/borrower-disbursement";
import type { Loan } from "@/prisma/generated/client";

export type Started =
  { status: "DISBURSING"; paymentOrderId: string } | { status: "AWAITING_FUNDS"; paymentOrderId: null };

/** What leaves the pool for a loan: the principal less the fee withheld. */
export function proceedsOf(loan: Pick<Loan, "principal" | "originationFee">): Decimal {
  return d(loan.principal).minus(d(loan.originationFee));
}

/** What the pool can pay out now. */
export async function availableCash(tx: Tx): Promise<Decimal> {
  return d((await getBalances([CASH], {}, tx)).get(CASH)?.available ?? "0");
}

/**
 * Reserves the money of a locked loan and sends it on its way; when the pool has not enough, or an administrator has frozen
 * an account, the loan waits.
 *
 * Dr borrower principal, Cr cash (and the fee's revenue), pending until the payment clears.
 */
export async function startDisbursement(
  tx: Tx,
  loan: Loan,
  { userId, on }: { userId: string; on: IsoDate },
): Promise<Started> {
  const { id: loanId, borrowerId, rail, externalAccountId } = loan;
  invariant(rail && externalAccountId, `loan ${loanId} knows where its money goes`);
  const wait = async (): Promise<Started> => {
    await tx.loan.update({ where: { id: loanId }, data: { status: "AWAITING_FUNDS" } });
    return { status: "AWAITING_FUNDS", paymentOrderId: null };
  };
  const amount = proceedsOf(loan);
  if ((await availableCash(tx)).lt(amount)) return wait();
  if ((await frozenAmong([CASH, borrowerPrincipal(borrowerId, loanId)], tx)).size > 0) return wait();
  // A refusal uses up its ledger key forever, so each attempt has its own.
  const attempt = loan.disbursementTries + 1;
  await tx.loan.update({ where: { id: loanId }, data: { status: "DISBURSING", disbursementTries: attempt } });
  await recordAudit(tx, {
    actorUserId: userId,
    action: "loan.start-disbursement",
    subjectType: "loan",
    subjectId: loanId,
    detail: { amount: toMoney(amount), rail, attempt },
    businessDate: on,
  });
  await openAccounts(tx, accountSpecs.loan({ borrowerId, loanId }));
  const { principal, originationFee } = {
    principal: d(loan.principal),
    originationFee: d(loan.originationFee),
  };
  const [hold] = await post(tx, [
    {
      ...borrowerDisbursement({ borrowerId, loanId, principal, originationFee }),
      key: `disburse:${loanId}:${attempt}`,
      kind: "hold",
      mode: "authorize",
      effectiveOn: on,
      metadata: { loanId },
    },
  ]);
  // Another disbursement took the money between the look and the hold.
  if (hold!.status === "refused") return wait();
  const order = await createPaymentOrder(tx, {
    kind: "DISBURSEMENT",
    direction: "CREDIT",
    rail,
    amount: toMoney(amount),
    externalAccountId,
    userId,
    subjectType: "loan",
    subjectId: loanId,
    holdTransactionId: hold!.transactionId,
    createdOn: on,
  });
  return { status: "DISBURSING", paymentOrderId: order.id };
}
