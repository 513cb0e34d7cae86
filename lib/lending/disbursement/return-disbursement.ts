import { accrualsOf } from "@/lib/accruals/queries";
import { undoAccruals } from "@/lib/accruals/undo-accruals";
import { toDbDate, type IsoDate } from "@/lib/calendar/dates";
import { recordAudit } from "@/lib/audit/record-audit";
import type { Tx } from "@/lib/db";
import { findPosted } from "@/lib/ledger/keys";
import { postFacts, takenBack } from "@/lib/ledger/post-facts";
import type { PostingRequest } from "@/lib/ledger/posting-request";
import { d, type Decimal, dollars, sum, toMoney, ZERO } from "@/lib/money/money";
import { notify, notifyAdministrators } from "@/lib/notifications/notify";
import { returnInterestKey, returnKey, settleKey } from "@/lib/payments/ledger-keys";
import { describeReturn } from "@/lib/payments/return-codes";
import { interestCalculation } from "@/lib/transaction-types/interest-calculation";
import { reversal } from "@/lib/transaction-types/reversal";
import type { InterestCorrection, Loan } from "@/prisma/generated/client";
import { applyReturnCode } from "@/lib/lending/autopay/bank-answer";
import { failDisbursement } from "./fail-disbursement";
import { findClosing, markReopened } from "@/lib/lending/terms/find-closing";
import { reopenKey } from "@/lib/lending/terms/closing";
import { loanPath, lockByDisbursement, userOf } from "@/lib/lending/terms/find-loan";

type Outcome = { paymentOrderId: string; businessDate: IsoDate; returnCode?: string };
type Returned = { loan: Loan; paymentOrderId: string; businessDate: IsoDate };

/**
 * The money came back: the loan never began. The posting and all interest charged since are undone, and the borrower may
 * name another account. Money that came back before it had cleared only frees its reservation.
 *
 * What the borrower has paid in the meantime, even all of it, stays on the loan's accounts as a credit: it counts when the loan is
 * paid out again. A loan that is charged off stays so; what came back for it is for a person to decide on.
 *
 * Dr cash, Cr borrower principal (the mirror); Dr revenue, Cr borrower interest for what was charged; the mirror of what a
 * closing had booked.
 */
export async function returnDisbursement(
  tx: Tx,
  { paymentOrderId, businessDate, returnCode }: Outcome,
): Promise<void> {
  if (!describeReturn(returnCode).returnsMoney) return; // a notification of change
  const { order, loan } = await lockByDisbursement(tx, paymentOrderId);
  const settled = await findPosted(tx, settleKey("DISBURSEMENT", paymentOrderId));
  if (!settled) {
    if (loan.status === "DISBURSING")
      await failDisbursement(tx, { paymentOrderId, businessDate, returnCode: returnCode ?? "unknown" });
    return;
  }
  if (await findPosted(tx, returnKey("DISBURSEMENT", paymentOrderId))) return; // acted on before
  const returned = { loan, paymentOrderId, businessDate };
  const paid = await paidSoFar(tx, loan.id);
  if (loan.status !== "CHARGED_OFF")
    await tx.loan.update({
      where: { id: loan.id },
      data: {
        status: "DISBURSEMENT_FAILED",
        disbursedOn: null,
        firstDueOn: null,
        dueDay: null,
        closedOn: null,
      },
    });
  const words = await applyReturnCode(tx, { order, returnCode, businessDate });
  await tell(tx, { ...returned, words, paid });
  await undo(tx, returned, settled);
}

async function undo(tx: Tx, returned: Returned, settled: string) {
  const { loan, paymentOrderId } = returned;
  const isChargedOff = loan.status === "CHARGED_OFF";
  const closing = isChargedOff ? null : await findClosing(tx, loan.id);
  const standing = isChargedOff ? [] : await accrualsOf(tx, { type: "loan", id: loan.id });
  const accruals = standing.filter(({ transactionId }) => transactionId !== closing?.transactionId);
  const corrections = isChargedOff
    ? []
    : await tx.interestCorrection.findMany({ where: { loanId: loan.id } });
  const byPeriod = new Map<number, Decimal>();
  for (const { period, amount } of [...accruals, ...corrections])
    byPeriod.set(period, (byPeriod.get(period) ?? ZERO).plus(d(amount)));
  const requests = [
    mirror(returned, settled, returnKey("DISBURSEMENT", paymentOrderId)),
    ...(closing ? [mirror(returned, String(closing.transactionId), reopenKey(paymentOrderId))] : []),
    ...undoInterest(returned, byPeriod),
  ];
  const posted = await postFacts(tx, requests);
  const reopened = posted.get(reopenKey(paymentOrderId));
  if (closing && reopened !== undefined)
    await markReopened(tx, { loanId: loan.id, closing, reversal: reopened });
  const undone = posted.get(returnInterestKey("DISBURSEMENT", paymentOrderId));
  if (undone === undefined) return;
  await undoAccruals(tx, { type: "loan", id: loan.id }, undone);
  await undoCorrections(tx, { returned, corrections, transactionId: undone });
}

async function undoCorrections(
  tx: Tx,
  {
    returned: { loan, businessDate },
    corrections,
    transactionId,
  }: { returned: Returned; corrections: InterestCorrection[]; transactionId: bigint },
) {
  const periods = new Set(corrections.map(({ period }) => period));
  const data = [...periods].map((period) => {
    const made = sum(corrections.filter((each) => each.period === period).map(({ amount }) => d(amount)));
    return {
      loanId: loan.id,
      period,
      transactionId,
      amount: made.negated(),
      businessDate: toDbDate(businessDate),
    };
  });
  await tx.interestCorrection.createMany({
    data: data
      .filter(({ amount }) => !amount.isZero())
      .map((row) => ({ ...row, amount: toMoney(row.amount) })),
  });
}

function mirror({ loan, businessDate }: Returned, parentId: string, key: string) {
  return takenBack({ key, parentId, effectiveOn: businessDate, metadata: { loanId: loan.id } });
}

/** A run's transaction is never reversed whole for one loan's sake; this loan's part is taken back by one that names it. */
function undoInterest(
  { loan, paymentOrderId, businessDate }: Returned,
  charged: ReadonlyMap<number, Decimal>,
): PostingRequest[] {
  if (sum(charged.values()).isZero()) return [];
  const borrowers = [...charged].map(([period, amount]) => ({
    borrowerId: loan.borrowerId,
    loanId: loan.id,
    period,
    amount: toMoney(amount),
  }));
  return [
    {
      ...reversal(interestCalculation({ borrowers, investors: [] }).lines),
      key: returnInterestKey("DISBURSEMENT", paymentOrderId),
      kind: "post",
      mode: "record",
      effectiveOn: businessDate,
      metadata: { loanId: loan.id },
    },
  ];
}

/** Dollars of the payments that stand. */
async function paidSoFar(tx: Tx, loanId: string): Promise<Decimal> {
  const { _sum } = await tx.repayment.aggregate({
    where: { loanId, status: "POSTED" },
    _sum: { amount: true },
  });
  return d(_sum.amount ?? "0");
}

async function tell(
  tx: Tx,
  { loan, paymentOrderId, businessDate, words, paid }: Returned & { words: string; paid: Decimal },
) {
  const isChargedOff = loan.status === "CHARGED_OFF";
  const credit = paid.isZero()
    ? ""
    : ` What you have paid, ${dollars(paid)}, is credited to you and will count when the loan is disbursed again. Contact us if you prefer a refund.`;
  await notify(tx, {
    userId: await userOf(tx, loan.borrowerId),
    kind: "disbursement-returned",
    title: "Your bank returned the loan's disbursement",
    body: isChargedOff
      ? `${words} The loan is charged off. We will review it and contact you.`
      : `${words} You owe nothing for it, and no interest is owed.${credit} Choose another bank account.`,
    href: loanPath(loan.id),
    datedOn: businessDate,
  });
  await recordAudit(tx, {
    actorUserId: null,
    action: "loan.return-disbursement",
    subjectType: "loan",
    subjectId: loan.id,
    detail: { paymentOrderId, paid: toMoney(paid), status: loan.status },
    businessDate,
  });
  if (paid.isZero() && !isChargedOff) return;
  await notifyAdministrators(tx, {
    kind: "disbursement-returned",
    title: `The disbursement of loan ${loan.number} was returned after payments on it`,
    body: `The borrower has paid ${dollars(paid)}, which we owe them until the loan is disbursed again.`,
    href: `/admin/loans/${loan.id}`,
    datedOn: businessDate,
  });
}
