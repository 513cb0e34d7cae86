import { dateParts, formatDate, toDbDate, type IsoDate } from "@/lib/calendar/dates";
import type { Tx } from "@/lib/db";
import { settleHold } from "@/lib/ledger/verbs";
import { formatMoney } from "@/lib/money/money";
import { notify } from "@/lib/notifications/notify";
import { loanPath, lockByDisbursement, requireHold, userOf } from "./find-loan";
import { rowsWith } from "./loan-position";
import { firstDueAfter } from "./loan-terms";
import { proceedsOf } from "./start-disbursement";
import { writeSchedule } from "./write-schedule";

/** The ledger key under which a disbursement was posted; a return finds the transaction by it. */
export const settleDisbursementKey = (paymentOrderId: string) => `settle-disbursement:${paymentOrderId}`;

/**
 * The money has reached the borrower: the loan starts today, and its schedule with it.
 *
 * Dr borrower principal, Cr cash (and the fee's revenue): the hold is settled.
 */
export async function settleDisbursement(
  tx: Tx,
  { paymentOrderId, businessDate }: { paymentOrderId: string; businessDate: IsoDate },
): Promise<void> {
  const { order, loan } = await lockByDisbursement(tx, paymentOrderId);
  if (loan.status !== "DISBURSING") return; // acted on before
  const firstDueOn = firstDueAfter(businessDate);
  const started = await tx.loan.update({
    where: { id: loan.id },
    data: {
      status: "ACTIVE",
      disbursedOn: toDbDate(businessDate),
      firstDueOn: toDbDate(firstDueOn),
      dueDay: dateParts(businessDate).day,
    },
  });
  // A loan whose money came back once may have payments on it, which stand.
  const repayments = await tx.repayment.findMany({ where: { loanId: loan.id, status: "POSTED" } });
  const rows = rowsWith({ loan: started, accrued: new Map(), repayments });
  await writeSchedule(tx, { loanId: loan.id, version: loan.scheduleVersion + 1, rows });
  await notify(tx, {
    userId: await userOf(tx, loan.borrowerId),
    kind: "disbursement-settled",
    title: `${formatMoney(proceedsOf(loan))} has been paid out to you`,
    body: `Your first installment of ${formatMoney(rows[0]!.payment)} is due on ${formatDate(firstDueOn)}.`,
    href: loanPath(loan.id),
    datedOn: businessDate,
  });
  await settleHold(tx, {
    key: settleDisbursementKey(paymentOrderId),
    holdId: requireHold(order),
    effectiveOn: businessDate,
    eventType: "borrower-disbursement",
    metadata: { loanId: loan.id },
  });
}
