import type { Tx } from "@/lib/db";
import { dollars } from "@/lib/money/money";
import { OPEN_STATUSES } from "./payment-statuses";

/** The payments from or to a bank account that are not decided, in words; empty when there are none. */
export async function openPaymentsOf(tx: Tx, externalAccountId: string): Promise<string[]> {
  const orders = await tx.paymentOrder.findMany({
    where: { externalAccountId, status: { in: ["CREATED", "EXPECTED", ...OPEN_STATUSES] } },
    orderBy: { number: "asc" },
    select: { number: true, amount: true },
  });
  return orders.map(({ number, amount }) => `payment ${number} of ${dollars(amount.toFixed(2))} is pending`);
}
