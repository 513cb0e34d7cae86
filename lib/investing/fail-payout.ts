import type { IsoDate } from "@/lib/calendar/dates";
import type { Tx } from "@/lib/db";
import { released, type Booking } from "@/lib/ledger/post-facts";
import { failKey } from "@/lib/payments/ledger-keys";
import { lockByPaymentOrders, requireHold } from "./find-investment";
import { takePayoutsBack, type NotPaid } from "./take-payout-back";

type Outcome = { paymentOrderId: string; businessDate: IsoDate; returnCode?: string };

/**
 * The payouts never cleared: the cash is free again, the investors still have the money and name another account.
 *
 * @returns what is to be posted: the holds are released
 */
export async function failPayouts(tx: Tx, outcomes: Outcome[]): Promise<Booking> {
  if (outcomes.length === 0) return { requests: [] };
  const locked = await lockByPaymentOrders(tx, outcomes);
  const failed = locked
    // The others were acted on before.
    .filter(
      ({ order, investment }) => investment.status === "MATURED" && investment.payoutOrderId === order.id,
    );
  return takePayoutsBack(tx, failed.map(withRelease));
}

function withRelease(failed: Omit<NotPaid, "undo">): NotPaid {
  const { order, investment, businessDate } = failed;
  const undo = released({
    key: failKey("PAYOUT", order.id),
    holdId: requireHold(order),
    effectiveOn: businessDate,
    metadata: { investmentId: investment.id },
  });
  return { ...failed, undo };
}
