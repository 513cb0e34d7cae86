import { nextBankingDay } from "@/lib/calendar/banking-days";
import { addDays, compare, daysBetween, fromDbDate, toDbDate, type IsoDate } from "@/lib/calendar/dates";
import { db, inTransaction, type Tx } from "@/lib/db";
import { DomainError } from "@/lib/errors";
import { logLeftOut } from "@/lib/in-halves";
import { dollars } from "@/lib/money/money";
import { notifyAdministrators } from "@/lib/notifications/notify";
import { RAILS } from "@/lib/payments/rails";
import type { Loan } from "@/prisma/generated/client";
import { lockLoan } from "@/lib/lending/terms/find-loan";
import { creditsOf } from "./keep-credit";
import { MOST_REFUND_ALONE } from "./most-refund-alone";
import { refund } from "./start-refund";

/** A good-faith effort is due once a credit balance is older than six months: 12 CFR 1026.21(c). */
const OLD_AFTER_DAYS = 180;
const BANKING_DAYS_AFTER_FINALITY = 3;

/**
 * Refunds of a business date: credit balances go back three banking days after the loan's last payment is final, without a request;
 * those above what is sent without a second person wait for the staff. On the 180th day the staff are notified once.
 *
 * @returns how many refunds were started
 */
export async function runRefunds({ businessDate: on }: { businessDate: IsoDate }): Promise<number> {
  const waiting = await db.loanCredit.findMany({ select: { loanId: true }, orderBy: { loanId: "asc" } });
  let started = 0;
  for (const { loanId } of waiting)
    try {
      // Apart from each other: a refund that cannot start must not take the notice back.
      await inTransaction((tx) => announceOld(tx, loanId, on));
      if (await inTransaction((tx) => start(tx, loanId, on))) started += 1;
    } catch (error) {
      if (!(error instanceof DomainError)) throw error;
      logLeftOut({ loanId }, error, "A refund could not be started.");
    }
  return started;
}

async function announceOld(tx: Tx, loanId: string, on: IsoDate): Promise<void> {
  const loan = await lockLoan(tx, loanId);
  const credit = await tx.loanCredit.findUnique({ where: { loanId } });
  const amount = (await creditsOf(tx, [loan])).get(loanId)!;
  if (!credit || credit.announcedOn || amount.lte(0)) return;
  const age = daysBetween(fromDbDate(credit.sinceOn), on);
  if (age < OLD_AFTER_DAYS) return;
  await notifyAdministrators(tx, {
    kind: "credit-balance-old",
    title: `Loan ${loan.number} has had a credit balance for ${age} days`,
    body: `We owe its borrower ${dollars(amount)}. Make an effort to refund it: 12 CFR 1026.21(c).`,
    href: `/admin/loans/${loanId}`,
    datedOn: on,
  });
  await tx.loanCredit.update({ where: { loanId }, data: { announcedOn: toDbDate(on) } });
}

async function start(tx: Tx, loanId: string, on: IsoDate): Promise<boolean> {
  const loan = await lockLoan(tx, loanId);
  const amount = (await creditsOf(tx, [loan])).get(loanId)!;
  if (amount.lte(0)) return false;
  if (amount.gt(MOST_REFUND_ALONE) || compare(await refundOn(tx, loan), on) > 0) return false;
  // One that is pending blocks the next; after one that did not arrive, a person decides.
  if ((await tx.refund.count({ where: { loanId, status: { not: "POSTED" } } })) > 0) return false;
  await refund(tx, { loan, amount, on, startedBy: null });
  return true;
}

/** Three banking days after the last payment can no longer be returned. */
export async function refundOn(tx: Tx, loan: Loan): Promise<IsoDate> {
  const repayments = await tx.repayment.findMany({
    where: { loanId: loan.id, status: "POSTED" },
    select: { paymentOrderId: true, postedOn: true },
  });
  const orders = await tx.paymentOrder.findMany({
    where: { id: { in: repayments.flatMap(({ paymentOrderId }) => paymentOrderId ?? []) } },
    select: { id: true, rail: true },
  });
  const railOf = new Map(orders.map(({ id, rail }) => [id, rail]));
  const finals = repayments.flatMap(({ paymentOrderId, postedOn }) => {
    const rail = railOf.get(paymentOrderId ?? "");
    return postedOn && rail ? [addDays(fromDbDate(postedOn), RAILS[rail].returnDays ?? 0)] : [];
  });
  let day = finals.reduce((a, b) => (compare(a, b) > 0 ? a : b), fromDbDate(loan.acceptedOn));
  for (let n = 0; n < BANKING_DAYS_AFTER_FINALITY; n += 1) day = nextBankingDay(day);
  return day;
}
