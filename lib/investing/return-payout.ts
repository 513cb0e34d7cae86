import type { IsoDate } from "@/lib/calendar/dates";
import type { Tx } from "@/lib/db";
import { findPosted } from "@/lib/ledger/keys";
import { reverseTransaction } from "@/lib/ledger/verbs";
import { returnKey, settleKey } from "@/lib/payments/ledger-keys";
import { describeReturn } from "@/lib/payments/return-codes";
import { failPayout } from "./fail-payout";
import { lockByPaymentOrder } from "./find-investment";
import { takePayoutBack } from "./take-payout-back";

/**
 * The bank sent the payout back. After it had cleared the posting is reversed: Dr cash, Cr investor principal, Cr
 * investor interest; before, the reservation is released. Either way the money is the investor's again.
 */
export async function returnPayout(
  tx: Tx,
  outcome: { paymentOrderId: string; businessDate: IsoDate; returnCode?: string },
): Promise<void> {
  if (!describeReturn(outcome.returnCode).returnsMoney) return; // a notification of change
  const { order, investment } = await lockByPaymentOrder(tx, outcome.paymentOrderId);
  if (investment.payoutOrderId !== order.id) return; // acted on before
  const transactionId = await findPosted(tx, settleKey("PAYOUT", order.id));
  if (transactionId === null) return failPayout(tx, outcome);
  await takePayoutBack(tx, { order, investment, ...outcome }, () =>
    reverseTransaction(tx, {
      key: returnKey("PAYOUT", order.id),
      transactionId,
      effectiveOn: outcome.businessDate,
      mode: "record",
      metadata: { investmentId: investment.id },
    }),
  );
}
