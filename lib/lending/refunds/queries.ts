// What we owe a borrower, for pages.
import { fromDbDate, type IsoDate } from "@/lib/calendar/dates";
import { db } from "@/lib/db";
import { toMoney } from "@/lib/money/money";
import type { MoneyStatus } from "@/prisma/generated/enums";
import { creditsOf } from "./keep-credit";
import { refundOn } from "./run-refunds";

export type CreditView = {
  /** Dollars; what is on its way is not in it. */
  balance: string;
  /** When it is sent by itself. */
  refundOn: IsoDate;
  refunds: {
    id: string;
    amount: string;
    status: MoneyStatus;
    startedOn: IsoDate;
    paymentOrderId: string | null;
  }[];
};

/** Null for a loan that never had a credit balance. */
export async function creditView(loanId: string): Promise<CreditView | null> {
  const credit = await db.loanCredit.findUnique({ where: { loanId }, include: { loan: true } });
  if (!credit) return null;
  const [balances, on, refunds] = await Promise.all([
    creditsOf(db, [credit.loan]),
    refundOn(db, credit.loan),
    db.refund.findMany({ where: { loanId }, orderBy: { createdAt: "desc" } }),
  ]);
  return {
    balance: toMoney(balances.get(loanId)!),
    refundOn: on,
    refunds: refunds.map(({ id, amount, status, startedOn, paymentOrderId }) => ({
      ...{ id, status, paymentOrderId },
      amount: amount.toFixed(2),
      startedOn: fromDbDate(startedOn),
    })),
  };
}
