import type { IsoDate } from "@/lib/calendar/dates";
import type { Tx } from "@/lib/db";
import { releaseHold } from "@/lib/ledger/verbs";
import { failKey } from "@/lib/payments/ledger-keys";
import { lockByPaymentOrder, requireHold } from "./find-investment";
import { takePayoutBack } from "./take-payout-back";

type Outcome = { paymentOrderId: string; businessDate: IsoDate; returnCode?: string };

/** The payout never cleared: the cash is free again, the investor still has the money and names another account. */
export async function failPayout(tx: Tx, outcome: Outcome): Promise<void> {
  const { order, investment } = await lockByPaymentOrder(tx, outcome.paymentOrderId);
  if (investment.status !== "MATURED" || investment.payoutOrderId !== order.id) return; // acted on before
  await takePayoutBack(tx, { order, investment, ...outcome }, () =>
    releaseHold(tx, {
      key: failKey("PAYOUT", order.id),
      holdId: requireHold(order),
      effectiveOn: outcome.businessDate,
      metadata: { investmentId: investment.id },
    }),
  );
}
