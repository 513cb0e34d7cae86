import type { IsoDate } from "@/lib/calendar/dates";
import type { Tx } from "@/lib/db";
import { releaseHold } from "@/lib/ledger/verbs";
import { d, dollars } from "@/lib/money/money";
import { notify } from "@/lib/notifications/notify";
import type { Loan, PaymentOrder, Repayment } from "@/prisma/generated/client";
import { applyReturnCode, stopAfterLastAttempt } from "@/lib/lending/autopay/bank-answer";
import { loanPath, lockByRepayment, requireHold, userOf } from "@/lib/lending/terms/find-loan";

/** What the borrower is notified of when a repayment has ended without being paid. */
const ENDED = {
  FAILED: "repayment-failed",
  RETURNED: "repayment-returned",
  CANCELLED: "repayment-cancelled",
} as const;

type Outcome = { paymentOrderId: string; businessDate: IsoDate; returnCode?: string | undefined };

/** The payment did not happen: its announcement is taken back, and what it would have paid stays due. */
export async function failRepayment(tx: Tx, outcome: Outcome): Promise<void> {
  const { order, repayment, loan } = await lockByRepayment(tx, outcome.paymentOrderId);
  if (repayment.status !== "PENDING") return; // acted on before
  const isCanceled = order.status === "CANCELLED";
  const { businessDate, returnCode } = outcome;
  const words = returnCode
    ? await applyReturnCode(tx, { order, returnCode, businessDate })
    : order.failureReason;
  if (!returnCode && !isCanceled) await stopAfterLastAttempt(tx, { order, on: businessDate });
  await endPending(tx, {
    ...{ order, repayment, loan },
    status: isCanceled ? "CANCELLED" : "FAILED",
    businessDate,
    title: `Your payment of ${dollars(d(repayment.amount))} was ${isCanceled ? "canceled" : "unsuccessful"}`,
    body: `${words ?? ""} No money was collected, and the amount is still due.`.trim(),
  });
}

/** Ends a repayment that never cleared. */
export async function endPending(
  tx: Tx,
  end: {
    order: PaymentOrder;
    repayment: Repayment;
    loan: Loan;
    status: "CANCELLED" | "FAILED" | "RETURNED";
    businessDate: IsoDate;
    title: string;
    body: string;
  },
): Promise<void> {
  const { order, repayment, loan, status, businessDate, title, body } = end;
  await tx.repayment.update({ where: { id: repayment.id }, data: { status } });
  await notify(tx, {
    userId: await userOf(tx, loan.borrowerId),
    kind: ENDED[status],
    title,
    body,
    href: loanPath(loan.id),
    datedOn: businessDate,
  });
  await releaseHold(tx, {
    key: `end-repayment:${order.id}`,
    holdId: requireHold(order),
    effectiveOn: businessDate,
    metadata: { loanId: loan.id, repaymentId: repayment.id },
  });
}
