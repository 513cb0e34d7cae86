import type { Tx } from "@/lib/db";
import { invariant } from "@/lib/errors";
import { lockByPaymentOrders, type LockedPayment } from "@/lib/investing/find-investment";
import type { WithdrawalPayment } from "@/prisma/generated/client";

type LockedExit<O> = O & LockedPayment & { payment: WithdrawalPayment };

/** What happened to early withdrawals, each with its payment, order and investment, locked; those that were taken back are left out. */
export async function lockPaymentsByOrders<O extends { paymentOrderId: string }>(
  tx: Tx,
  outcomes: readonly O[],
): Promise<LockedExit<O>[]> {
  const locked = await lockByPaymentOrders(tx, outcomes);
  const payments = await tx.withdrawalPayment.findMany({
    where: { paymentOrderId: { in: outcomes.map(({ paymentOrderId }) => paymentOrderId) } },
  });
  const byOrder = new Map(payments.map((payment) => [payment.paymentOrderId, payment]));
  return locked.flatMap((each) => {
    invariant(each.order.kind === "WITHDRAWAL", `payment order ${each.order.id} is an early withdrawal`);
    const payment = byOrder.get(each.order.id);
    return payment ? [{ ...each, payment }] : []; // the order of an earlier try was acted on before
  });
}
