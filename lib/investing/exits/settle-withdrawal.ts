import type { IsoDate } from "@/lib/calendar/dates";
import type { Tx } from "@/lib/db";
import { settled, type Booking } from "@/lib/ledger/post-facts";
import { dollars } from "@/lib/money/money";
import { notifyEach } from "@/lib/notifications/notify";
import { settleKey } from "@/lib/payments/ledger-keys";
import { sqlRows } from "@/lib/sql-rows";
import { requireHold } from "@/lib/investing/find-investment";
import { investmentPath, usersOf } from "@/lib/investing/investor-notes";
import { lockPaymentsByOrders } from "./lock-payments";

/**
 * Early withdrawals have cleared: Dr investor principal, Dr investor interest, Cr cash.
 *
 * @returns what is to be posted
 */
export async function settleWithdrawals(
  tx: Tx,
  outcomes: { paymentOrderId: string; businessDate: IsoDate }[],
): Promise<Booking> {
  if (outcomes.length === 0) return { requests: [] };
  const cleared = (await lockPaymentsByOrders(tx, outcomes)).filter(
    ({ payment }) => payment.state === "PAYING",
  );
  await tx.$executeRaw`
    UPDATE withdrawal_payments w SET state = 'PAID', paid_on = cleared.paid_on
      FROM ${sqlRows(
        "cleared",
        { id: "text", paid_on: "date" },
        cleared.map(({ payment, businessDate }) => ({ id: payment.id, paid_on: businessDate })),
      )}
     WHERE w.id = cleared.id`;
  await tx.$executeRaw`
    UPDATE investments i SET paid_out_on = last.paid_on
      FROM (SELECT investment_id, max(paid_on) AS paid_on FROM withdrawal_payments
             WHERE investment_id = ANY(${cleared.map(({ investment }) => investment.id)}::text[])
             GROUP BY 1 HAVING bool_and(state IN ('PAID', 'CANCELED'))) last
     WHERE i.id = last.investment_id AND i.status = 'WITHDRAWN'`;
  const userOf = await usersOf(
    tx,
    cleared.map(({ investment }) => investment.investorId),
  );
  await notifyEach(
    tx,
    cleared.map(({ order, investment, businessDate }) => ({
      userId: userOf(investment.investorId),
      kind: "withdrawal-settled",
      title: `Your early withdrawal of ${dollars(order.amount.toFixed(2))} has been paid`,
      body: "The money is in your bank account.",
      href: investmentPath(investment.id),
      datedOn: businessDate,
    })),
  );
  return {
    requests: cleared.map(({ order, investment, businessDate }) =>
      settled({
        key: settleKey("WITHDRAWAL", order.id),
        holdId: requireHold(order),
        effectiveOn: businessDate,
        eventType: "investor-withdrawal",
        metadata: { investmentId: investment.id },
      }),
    ),
  };
}
