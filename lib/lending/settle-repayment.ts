import { toDbDate, type IsoDate } from "@/lib/calendar/dates";
import type { Tx } from "@/lib/db";
import { invariant } from "@/lib/errors";
import { post } from "@/lib/ledger/post";
import type { PostingRequest } from "@/lib/ledger/posting-request";
import { d, formatMoney, toMoney, ZERO } from "@/lib/money/money";
import { notify } from "@/lib/notifications/notify";
import type { Repayment } from "@/prisma/generated/client";
import { closeKey, closingEntries, closingOf, type Closing } from "./closing";
import { loanPath, lockByRepayment, requireHold, userOf } from "./find-loan";
import { isPosted, loadPosition, rowsWith, type LoanPosition } from "./loan-position";
import { closeSchedule } from "./remake-schedule";
import { writeSchedule } from "./write-schedule";

/** The ledger key under which a repayment was posted. */
export const settleRepaymentKey = (paymentOrderId: string) => `settle-repayment:${paymentOrderId}`;

/**
 * The borrower's money has cleared: it is posted as it was split. Extra principal puts a shorter schedule in force; the
 * payment that leaves nothing owed closes the loan.
 *
 * Dr cash, Cr borrower interest, Cr borrower principal: the hold is settled; see `closing.ts` for what closing adds.
 */
export async function settleRepayment(
  tx: Tx,
  { paymentOrderId, businessDate }: { paymentOrderId: string; businessDate: IsoDate },
): Promise<void> {
  const { order, repayment, loan } = await lockByRepayment(tx, paymentOrderId);
  if (repayment.status !== "PENDING") return; // acted on before
  const position = await loadPosition(tx, loan.id);
  const closing = closingOf(position.booked, repayment);
  if (closing) await close(tx, { position, closing, businessDate });
  else if (d(repayment.extraPrincipal).gt(0)) await shorten(tx, position, repayment);
  await notify(tx, {
    userId: await userOf(tx, loan.borrowerId),
    kind: closing ? "loan-closed" : "repayment-settled",
    title: closing
      ? "Your loan is paid off"
      : `Your payment of ${formatMoney(d(repayment.amount))} has cleared`,
    body: `${formatMoney(d(repayment.interest))} of interest and ${formatMoney(d(repayment.principal))} of principal were paid.`,
    href: loanPath(loan.id),
    datedOn: businessDate,
  });
  const metadata = { loanId: loan.id, repaymentId: repayment.id };
  const requests: PostingRequest[] = [
    {
      key: settleRepaymentKey(paymentOrderId),
      kind: "settle",
      mode: "record",
      eventType: "borrower-repayment",
      effectiveOn: businessDate,
      parentId: requireHold(order),
      metadata,
    },
  ];
  const entries = closing && closingEntries({ loan, closing, period: closing.period });
  if (entries) {
    requests.push({
      ...entries,
      key: closeKey(paymentOrderId),
      kind: "post",
      mode: "record",
      effectiveOn: businessDate,
      metadata,
    });
  }
  const [settled, closed] = (await post(tx, requests)).map((result) => {
    invariant(result.status === "posted", `the settlement of ${paymentOrderId} can be recorded`);
    return BigInt(result.transactionId);
  });
  await tx.repayment.update({
    where: { id: repayment.id },
    data: {
      status: "POSTED",
      postedOn: toDbDate(businessDate),
      postTransactionId: settled!,
      unearnedInterest: toMoney(closing?.unearned ?? ZERO),
    },
  });
  if (closing && closed !== undefined)
    await recordAccrual(tx, { loanId: loan.id, closing, transactionId: closed, businessDate });
}

type Closed = { position: LoanPosition; closing: Closing; businessDate: IsoDate };

async function close(tx: Tx, { position, closing, businessDate }: Closed) {
  const { loan, booked } = position;
  await tx.loan.update({
    where: { id: loan.id },
    data: { status: "CLOSED", closedOn: toDbDate(businessDate) },
  });
  if (!closing.isEarly) return;
  const rows = closeSchedule({
    rows: booked.rows,
    accrued: booked.accruedNumbers,
    closedOn: businessDate,
    interest: closing.interest,
    disbursedOn: booked.disbursedOn,
  });
  await writeSchedule(tx, { loanId: loan.id, version: loan.scheduleVersion + 1, rows });
}

async function shorten(tx: Tx, { loan, accrued, repayments }: LoanPosition, repayment: Repayment) {
  const rows = rowsWith({ loan, accrued, repayments: [...repayments.filter(isPosted), repayment] });
  await writeSchedule(tx, { loanId: loan.id, version: loan.scheduleVersion + 1, rows });
}

/** A payoff that was returned has left its undone row behind, which the next one takes over. */
async function recordAccrual(
  tx: Tx,
  {
    loanId,
    closing,
    transactionId,
    businessDate,
  }: { loanId: string; closing: Closing; transactionId: bigint; businessDate: IsoDate },
) {
  if (closing.interest.isZero()) return;
  const facts = {
    amount: toMoney(closing.interest),
    businessDate: toDbDate(businessDate),
    transactionId,
    reversedTransactionId: null,
  };
  const id = { subjectType: "loan", subjectId: loanId, period: closing.period };
  await tx.interestAccrual.upsert({
    where: { subjectType_subjectId_period: id },
    create: { ...id, ...facts },
    update: facts,
  });
}
