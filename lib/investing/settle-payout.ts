import { toDbDate, type IsoDate } from "@/lib/calendar/dates";
import type { Tx } from "@/lib/db";
import { settleHold } from "@/lib/ledger/verbs";
import { formatMoney } from "@/lib/money/money";
import { notify } from "@/lib/notifications/notify";
import { settleKey } from "@/lib/payments/ledger-keys";
import { requireHold, lockByPaymentOrder } from "./find-investment";
import { investmentPath, userOf } from "./investor-notes";

/** The payout has cleared: Dr investor principal, Dr investor interest, Cr cash. Both balances are zero. */
export async function settlePayout(
  tx: Tx,
  { paymentOrderId, businessDate }: { paymentOrderId: string; businessDate: IsoDate },
): Promise<void> {
  const { order, investment } = await lockByPaymentOrder(tx, paymentOrderId);
  if (investment.status !== "MATURED" || investment.payoutOrderId !== order.id) return; // acted on before
  await tx.investment.update({
    where: { id: investment.id },
    data: { status: "PAID_OUT", paidOutOn: toDbDate(businessDate) },
  });
  await notify(tx, {
    userId: await userOf(tx, investment.investorId),
    kind: "payout-settled",
    title: `Your payout of ${formatMoney(order.amount.toFixed(2))} has been paid`,
    body: "Principal and interest of your investment are in your bank account.",
    href: investmentPath(investment.id),
    datedOn: businessDate,
  });
  await settleHold(tx, {
    key: settleKey("PAYOUT", order.id),
    holdId: requireHold(order),
    effectiveOn: businessDate,
    eventType: "investor-withdrawal",
    metadata: { investmentId: investment.id },
  });
}
