import { accrualsOf } from "@/lib/accruals/queries";
import { recordAudit } from "@/lib/audit/record-audit";
import type { IsoDate } from "@/lib/calendar/dates";
import type { Tx } from "@/lib/db";
import { invariant } from "@/lib/errors";
import { postFacts, takenBack } from "@/lib/ledger/post-facts";
import { d, dollars, ZERO } from "@/lib/money/money";
import { partsOf, sumParts } from "@/lib/money/parts";
import { notify } from "@/lib/notifications/notify";
import type { Loan, Repayment } from "@/prisma/generated/client";
import { returnKey } from "@/lib/payments/ledger-keys";
import { describeReturn } from "@/lib/payments/return-codes";
import { applyReturnCode } from "@/lib/lending/autopay/bank-answer";
import { chargeOffReturned } from "@/lib/lending/charge-off/charge-off-returned";
import { endPending } from "./fail-repayment";
import { reopenKey } from "@/lib/lending/terms/closing";
import { findClosing, markReopened, type BookedClosing } from "@/lib/lending/terms/find-closing";
import { loanPath, lockByRepayment, userOf } from "@/lib/lending/terms/find-loan";
import { followsBalance, isPosted, loadPosition, rowsWith } from "@/lib/lending/terms/loan-position";
import { isSameSchedule, withCharged } from "@/lib/lending/terms/remake-schedule";
import {
  asItCounts,
  correctionKey,
  postedSplit,
  restatementOf,
  restatementRequests,
  writeRestatement,
} from "@/lib/lending/terms/write-restatement";
import { writeSchedule } from "@/lib/lending/terms/write-schedule";

type Outcome = { paymentOrderId: string; businessDate: IsoDate; returnCode?: string | undefined };

/**
 * The bank took a repayment back. What it had paid is owed again from its original due dates, a loan that it had closed
 * is open again, and a schedule that it had shortened is as long as before. A loan that is charged off stays so: what the
 * payment had paid is charged off like the rest.
 *
 * The mirror of the repayment, and of what the closing had charged; recorded as a fact, even where cash falls below its
 * floor. A payment that never cleared only frees its reservation. On a charged-off loan, what this leaves on its accounts:
 * Dr charge-off loss, Dr revenue, Cr borrower principal, Cr borrower interest.
 */
export async function returnRepayment(
  tx: Tx,
  { paymentOrderId, businessDate, returnCode }: Outcome,
): Promise<void> {
  if (!describeReturn(returnCode).returnsMoney) return; // a notification of change
  const { order, repayment, loan } = await lockByRepayment(tx, paymentOrderId);
  if (repayment.status !== "PENDING" && repayment.status !== "POSTED") return; // acted on before
  const words = await applyReturnCode(tx, { order, returnCode, businessDate });
  const title = `Your payment of ${dollars(d(repayment.amount))} was returned by your bank`;
  const isChargedOff = loan.status === "CHARGED_OFF";
  const body = isChargedOff
    ? `${words} The amounts it had paid are owed again. The loan is charged off and autopay is off. Contact us to arrange payment.`
    : `${words} The amounts it had paid are due again.`;
  if (repayment.status === "PENDING") {
    return endPending(tx, { ...{ order, repayment, loan, businessDate, title, body }, status: "RETURNED" });
  }
  await tx.repayment.update({ where: { id: repayment.id }, data: { status: "RETURNED" } });
  await notify(tx, {
    userId: await userOf(tx, loan.borrowerId),
    kind: "repayment-returned",
    ...{ title, body },
    href: loanPath(loan.id),
    datedOn: businessDate,
  });
  await recordAudit(tx, {
    actorUserId: null,
    action: "repayment.return",
    subjectType: "repayment",
    subjectId: repayment.id,
    detail: {
      loanId: loan.id,
      amount: repayment.amount.toFixed(2),
      returnCode: returnCode ?? order.returnCode ?? "",
    },
    businessDate,
  });
  await undo(tx, { repayment, loan, paymentOrderId, businessDate });
}

type Returned = { repayment: Repayment; loan: Loan; paymentOrderId: string; businessDate: IsoDate };

async function undo(tx: Tx, { repayment, loan, paymentOrderId, businessDate }: Returned) {
  invariant(repayment.postTransactionId !== null, `repayment ${repayment.id} was posted`);
  if (followsBalance(loan)) return undoAndRestate(tx, { repayment, loan, paymentOrderId, businessDate });
  const standing = await findClosing(tx, loan.id);
  const isOwn = standing?.repaymentId === repayment.id;
  // Days that have elapsed stay charged when an earlier payment comes back; interest that it had paid ahead was not paid.
  const closing = standing && (isOwn || !standing.unearned.isZero()) ? standing : null;
  const metadata = { loanId: loan.id, repaymentId: repayment.id };
  const mirror = (parentId: string, key: string) =>
    takenBack({ key, parentId, effectiveOn: businessDate, metadata });
  const again =
    loan.status === "CHARGED_OFF"
      ? await chargeOffReturned(tx, {
          loan,
          repayment,
          closed: closing?.transactionId ?? null,
          paymentOrderId,
          businessDate,
        })
      : null;
  const requests = [
    mirror(repayment.postTransactionId.toString(), returnKey("REPAYMENT", paymentOrderId)),
    ...(closing ? [mirror(String(closing.transactionId), reopenKey(paymentOrderId))] : []),
    ...(again ? [again.request] : []),
  ];
  const posted = await postFacts(tx, requests);
  const reopened = posted.get(reopenKey(paymentOrderId));
  if (closing && reopened !== undefined)
    await markReopened(tx, { loanId: loan.id, closing, reversal: reopened });
  if (again) await again.record(posted.get(again.request.key)!);
  if (loan.status === "CLOSED")
    await tx.loan.update({ where: { id: loan.id }, data: { status: "ACTIVE", closedOn: null } });
  if (loan.disbursedOn) await restoreSchedule(tx, loan); // else its own money came back too, and with it the schedule
}

/**
 * On a declining balance the loan is computed again without the payment, and the difference is posted with the mirror: what would have
 * accrued on the restored principal, and how later payments count now.
 */
async function undoAndRestate(tx: Tx, { repayment, loan, paymentOrderId, businessDate }: Returned) {
  const metadata = { loanId: loan.id, repaymentId: repayment.id };
  const beside = { effectiveOn: businessDate, metadata };
  const key = correctionKey("returned", paymentOrderId);
  const parentId = String(repayment.postTransactionId);
  const mirror = takenBack({ ...beside, key: returnKey("REPAYMENT", paymentOrderId), parentId });
  const was = await postedSplit(tx, loan, repayment);
  if (loan.status === "CHARGED_OFF" || !loan.disbursedOn) {
    const again =
      loan.status === "CHARGED_OFF"
        ? await chargeOffReturned(tx, { loan, repayment, closed: null, paymentOrderId, businessDate })
        : null;
    const corrected = restatementRequests({ entries: asItCounts(loan, repayment, was) }, { ...beside, key });
    const posted = await postFacts(tx, [mirror, ...corrected, ...(again ? [again.request] : [])]);
    await again?.record(posted.get(again.request.key)!);
    return;
  }
  const closing = await findClosing(tx, loan.id); // of a loan that was closed before loans were computed again
  const position = await loadPosition(tx, loan.id);
  const { booked, repayments } = position;
  const closed = closing ? await chargedByClosing(tx, loan.id, closing) : null;
  const accrued = new Map([...position.accrued].filter(([period]) => period !== closed?.period));
  const charged = new Map(position.charged);
  if (closed) charged.set(closed.period, charged.get(closed.period)!.minus(closed.interest));
  const standing = repayments.filter(isPosted);
  const unearned = closing?.unearned ?? ZERO;
  const restatement = restatementOf(
    { loan, accrued, charged },
    {
      standing,
      balances: sumParts([
        booked.owed,
        was,
        partsOf({ interest: unearned.plus(closed?.interest ?? ZERO).negated(), principal: unearned }),
      ]),
    },
  );
  const posted = await postFacts(tx, [
    mirror,
    ...(closing
      ? [takenBack({ ...beside, key: reopenKey(paymentOrderId), parentId: String(closing.transactionId) })]
      : []),
    ...restatementRequests(restatement, { ...beside, key }),
  ]);
  const reopened = posted.get(reopenKey(paymentOrderId));
  if (closing && reopened !== undefined)
    await markReopened(tx, { loanId: loan.id, closing, reversal: reopened });
  if (loan.status === "CLOSED" && !restatement.isClosed)
    await tx.loan.update({ where: { id: loan.id }, data: { status: "ACTIVE", closedOn: null } });
  await writeRestatement(tx, {
    ...{ loan, restatement, businessDate },
    repayments: standing,
    before: booked.rows,
    transactionId: posted.get(key),
  });
}

async function chargedByClosing(tx: Tx, loanId: string, closing: BookedClosing) {
  const accruals = await accrualsOf(tx, { type: "loan", id: loanId });
  const accrual = accruals.find(({ transactionId }) => transactionId === closing.transactionId);
  return accrual ? { period: accrual.period, interest: accrual.amount } : null;
}

/** Made again from the terms and the extra payments still in force, it equals the schedule before the returned payment. */
async function restoreSchedule(tx: Tx, loan: Loan) {
  const { booked, accrued, repayments } = await loadPosition(tx, loan.id);
  const due = rowsWith({ loan, accrued, repayments: repayments.filter(isPosted) });
  const rows = withCharged(due, { before: booked.rows, accrued });
  if (isSameSchedule(rows, booked.rows)) return;
  await writeSchedule(tx, { loanId: loan.id, version: loan.scheduleVersion + 1, rows });
}
