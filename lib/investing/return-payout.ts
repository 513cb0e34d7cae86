import type { IsoDate } from "@/lib/calendar/dates";
import type { Tx } from "@/lib/db";
import { findAllPosted } from "@/lib/ledger/keys";
import { takenBack, together, type Booking } from "@/lib/ledger/post-facts";
import { returnKey, settleKey } from "@/lib/payments/ledger-keys";
import { describeReturn } from "@/lib/payments/return-codes";
import { failPayouts } from "./fail-payout";
import { lockByPaymentOrders } from "./find-investment";
import { takePayoutsBack } from "./take-payout-back";

type Outcome = { paymentOrderId: string; businessDate: IsoDate; returnCode?: string };

/**
 * The bank sent payouts back. After a payout had cleared the posting is reversed: Dr cash, Cr investor principal, Cr
 * investor interest; before, the reservation is released. Either way the money is the investor's again.
 *
 * @returns what is to be posted
 */
export async function returnPayouts(tx: Tx, outcomes: Outcome[]): Promise<Booking> {
  const returns = outcomes.filter(({ returnCode }) => describeReturn(returnCode).returnsMoney); // no notifications of change
  if (returns.length === 0) return { requests: [] };
  const ids = returns.map(({ paymentOrderId }) => paymentOrderId);
  const locked = await lockByPaymentOrders(tx, returns);
  const settled = await findAllPosted(
    tx,
    ids.map((id) => settleKey("PAYOUT", id)),
  );
  const hasCleared = (id: string) => settled.has(settleKey("PAYOUT", id));
  const failed = await failPayouts(
    tx,
    returns.filter(({ paymentOrderId }) => !hasCleared(paymentOrderId)),
  );
  const returned = locked
    // The others were acted on before.
    .filter(({ order, investment }) => investment.payoutOrderId === order.id && hasCleared(order.id));
  const back = await takePayoutsBack(
    tx,
    returned.map((each) => ({
      ...each,
      undo: takenBack({
        key: returnKey("PAYOUT", each.order.id),
        parentId: String(settled.get(settleKey("PAYOUT", each.order.id))!.transactionId),
        effectiveOn: each.businessDate,
        metadata: { investmentId: each.investment.id },
      }),
    })),
  );
  return together(failed, back);
}
