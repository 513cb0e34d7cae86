import type { IsoDate } from "@/lib/calendar/dates";
import type { Tx } from "@/lib/db";
import { findAllPosted } from "@/lib/ledger/keys";
import { released, takenBack, together, type Booking } from "@/lib/ledger/post-facts";
import { failKey, returnKey, settleKey } from "@/lib/payments/ledger-keys";
import { describeReturn } from "@/lib/payments/return-codes";
import { requireHold } from "@/lib/investing/find-investment";
import { lockPaymentsByOrders } from "./lock-payments";
import { takeExitsBack } from "./take-exits-back";

type Outcome = { paymentOrderId: string; businessDate: IsoDate; returnCode?: string };

/**
 * Early withdrawals never cleared: the cash is free again, and the same amounts are paid to another account.
 *
 * @returns what is to be posted: the holds are released
 */
export async function failWithdrawals(tx: Tx, outcomes: Outcome[]): Promise<Booking> {
  if (outcomes.length === 0) return { requests: [] };
  const failed = (await lockPaymentsByOrders(tx, outcomes)).filter(
    ({ payment }) => payment.state === "PAYING",
  );
  return takeExitsBack(
    tx,
    failed.map((each) => ({
      ...each,
      undo: released({
        key: failKey("WITHDRAWAL", each.order.id),
        holdId: requireHold(each.order),
        effectiveOn: each.businessDate,
        metadata: { investmentId: each.investment.id },
      }),
    })),
  );
}

/**
 * The bank sent early withdrawals back. After one had cleared its posting is reversed: Dr cash, Cr investor principal, Cr investor
 * interest; before, the reservation is released. The penalty was forfeited on the day of the payment and is not taken twice.
 *
 * @returns what is to be posted
 */
export async function returnWithdrawals(tx: Tx, outcomes: Outcome[]): Promise<Booking> {
  const returns = outcomes.filter(({ returnCode }) => describeReturn(returnCode).returnsMoney); // no notifications of change
  if (returns.length === 0) return { requests: [] };
  const keys = returns.map(({ paymentOrderId }) => settleKey("WITHDRAWAL", paymentOrderId));
  const settled = await findAllPosted(tx, keys);
  const hasCleared = (id: string) => settled.has(settleKey("WITHDRAWAL", id));
  const failed = await failWithdrawals(
    tx,
    returns.filter(({ paymentOrderId }) => !hasCleared(paymentOrderId)),
  );
  const cleared = returns.filter(({ paymentOrderId }) => hasCleared(paymentOrderId));
  const returned = (await lockPaymentsByOrders(tx, cleared)).filter(
    ({ payment }) => payment.state === "PAID",
  );
  const back = await takeExitsBack(
    tx,
    returned.map((each) => ({
      ...each,
      undo: takenBack({
        key: returnKey("WITHDRAWAL", each.order.id),
        parentId: String(settled.get(settleKey("WITHDRAWAL", each.order.id))!.transactionId),
        effectiveOn: each.businessDate,
        metadata: { investmentId: each.investment.id },
      }),
    })),
  );
  return together(failed, back);
}
