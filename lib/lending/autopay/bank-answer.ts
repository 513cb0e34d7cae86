// What follows from a bank's refusal for the account and for autopay, and how the borrower is notified.
import { formatDate, fromDbDate, toDbDate, type IsoDate } from "@/lib/calendar/dates";
import type { Tx } from "@/lib/db";
import { d, dollars } from "@/lib/money/money";
import { notifyStaffOfReturn } from "@/lib/notifications/notify-staff-of-return";
import { disableExternalAccount } from "@/lib/payments/external-accounts";
import { describeReturn } from "@/lib/payments/return-codes";
import type { Loan, PaymentOrder } from "@/prisma/generated/client";
import { MOST_ATTEMPTS, retryDay } from "./retry-plan";
import { stopAutopay } from "./revoke-autopay";

type Refused = { order: PaymentOrder; returnCode: string | undefined; businessDate: IsoDate };

/**
 * Applies the code to the bank account, to autopay from it and to the staff's notifications, as the table of codes says.
 *
 * @returns words for the borrower: what happened, what follows, what to do
 */
export async function applyReturnCode(
  tx: Tx,
  { order, returnCode, businessDate: on }: Refused,
): Promise<string> {
  const code = returnCode ?? order.returnCode;
  const meaning = describeReturn(code);
  const { externalAccountId } = order;
  if (externalAccountId && meaning.disablesAccount) {
    await disableExternalAccount(tx, { id: externalAccountId, reason: meaning.words });
  }
  if (externalAccountId && meaning.stopsAutopay) {
    const loans = await tx.loan.findMany({
      where: { externalAccountId, isAutopay: true },
      select: { id: true },
    });
    await stopAutopay(tx, { loanIds: loans.map(({ id }) => id), on, because: meaning.words });
  }
  await notifyStaffOfReturn(tx, { order, returnCode: code, businessDate: on });
  await stopAfterLastAttempt(tx, { order, on });
  const next = await announceCollection(tx, { order, on, isRetryable: meaning.retryable });
  return `${meaning.words} ${next ?? meaning.remedy}`;
}

/** A debit that was presented for the last time and not paid ends autopay of its loan. */
export async function stopAfterLastAttempt(
  tx: Tx,
  { order, on }: { order: PaymentOrder; on: IsoDate },
): Promise<void> {
  if (order.attempt < MOST_ATTEMPTS) return;
  const { loanId } = await tx.repayment.findUniqueOrThrow({ where: { id: order.subjectId } });
  const because = `Your bank returned the payment of ${dollars(d(order.amount))} ${MOST_ATTEMPTS} times.`;
  await stopAutopay(tx, { loanIds: [loanId], on, because });
}

/** What autopay collects again, from which account and when; null where it does not. */
async function announceCollection(
  tx: Tx,
  { order, on, isRetryable }: { order: PaymentOrder; on: IsoDate; isRetryable: boolean },
): Promise<string | null> {
  const { attempt, amount, subjectType, subjectId, externalAccountId } = order;
  if (subjectType !== "repayment" || attempt >= MOST_ATTEMPTS) return null;
  const { isAutopay, loan } = await tx.repayment.findUniqueOrThrow({
    where: { id: subjectId },
    include: { loan: true },
  });
  if (!loan.isAutopay || loan.status === "CHARGED_OFF") return null;
  const isSameAccount = loan.externalAccountId === externalAccountId;
  if (isAutopay ? !isSameAccount || !isRetryable : isSameAccount && !isRetryable) return null;
  if (!isAutopay && !(await coveredAnInstallment(tx, { loan, order, on }))) return null;
  const submittedOn = fromDbDate(order.createdOn);
  const day = formatDate(retryDay({ attempt, submittedOn, endedOn: on }));
  const what = isSameAccount
    ? `We will collect ${dollars(d(amount))} from the same account again on ${day}`
    : `Autopay will collect the installment from its account on ${day}`;
  return `${what} or a few days later, unless you pay it first. Make sure the account has enough money, or turn off autopay.`;
}

/** Whether an installment fell due while a payment of the borrower was on its way. */
async function coveredAnInstallment(
  tx: Tx,
  { loan, order, on }: { loan: Loan; order: PaymentOrder; on: IsoDate },
): Promise<boolean> {
  const dueOn = { gte: order.createdOn, lte: toDbDate(on) };
  return (
    (await tx.installment.count({ where: { loanId: loan.id, version: loan.scheduleVersion, dueOn } })) > 0
  );
}
