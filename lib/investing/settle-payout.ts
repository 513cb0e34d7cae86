import type { IsoDate } from "@/lib/calendar/dates";
import type { Tx } from "@/lib/db";
import { settled, type Booking } from "@/lib/ledger/post-facts";
import { dollars } from "@/lib/money/money";
import { notifyEach } from "@/lib/notifications/notify";
import { settleKey } from "@/lib/payments/ledger-keys";
import { sqlRows } from "@/lib/sql-rows";
import { lockByPaymentOrders, requireHold } from "./find-investment";
import { investmentPath, usersOf } from "./investor-notes";

type Outcome = { paymentOrderId: string; businessDate: IsoDate };

/**
 * The payouts have cleared: Dr investor principal, Dr investor interest, Cr cash. Both balances of each are zero.
 *
 * @returns what is to be posted
 */
export async function settlePayouts(tx: Tx, outcomes: Outcome[]): Promise<Booking> {
  if (outcomes.length === 0) return { requests: [] };
  const locked = await lockByPaymentOrders(tx, outcomes);
  const cleared = locked
    // The others were acted on before.
    .filter(
      ({ order, investment }) => investment.status === "MATURED" && investment.payoutOrderId === order.id,
    );
  await tx.$executeRaw`
    UPDATE investments i SET status = 'PAID_OUT', paid_out_on = cleared.paid_out_on
      FROM ${sqlRows(
        "cleared",
        { id: "text", paid_out_on: "date" },
        cleared.map(({ investment, businessDate }) => ({ id: investment.id, paid_out_on: businessDate })),
      )}
     WHERE i.id = cleared.id`;
  const userOf = await usersOf(
    tx,
    cleared.map(({ investment }) => investment.investorId),
  );
  await notifyEach(
    tx,
    cleared.map(({ order, investment, businessDate }) => ({
      userId: userOf(investment.investorId),
      kind: "payout-settled",
      title: `Your payout of ${dollars(order.amount.toFixed(2))} has been paid`,
      body: "Your investment has been paid to your bank account.",
      href: investmentPath(investment.id),
      datedOn: businessDate,
    })),
  );
  return {
    requests: cleared.map(({ order, investment, businessDate }) =>
      settled({
        key: settleKey("PAYOUT", order.id),
        holdId: requireHold(order),
        effectiveOn: businessDate,
        eventType: "investor-withdrawal",
        metadata: { investmentId: investment.id },
      }),
    ),
  };
}
