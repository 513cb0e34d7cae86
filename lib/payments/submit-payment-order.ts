import { db, inTransaction } from "@/lib/db";
import { invariant } from "@/lib/errors";
import { toMoney } from "@/lib/money/money";
import type { ExternalAccount, PaymentOrder } from "@/prisma/generated/client";
import { applyProviderState } from "./apply-provider-state";
import {
  expectPayment,
  findOrder,
  placeOrder,
  refusalOf,
  registerAccount,
  type OrderToPlace,
  type ProviderState,
} from "./provider";
import { unseal } from "./sealing";
import { changeStatus, lockPaymentOrder } from "./change-status";

export type OrderWithAccount = PaymentOrder & { externalAccount: ExternalAccount | null };

/**
 * Hands an order that is still ours to the bank. Safe to run any number of times and by several workers at once: the
 * bank carries out one order per key, and a try that got no answer is looked up before it is repeated.
 *
 * @throws when the bank could not be reached or was out of order: the order stays ours and the job comes again
 */
export async function submitPaymentOrder(id: string): Promise<void> {
  const [order] = await claim([id]);
  if (!order) return;
  const state = await handOver(order);
  if (state) await applyProviderState(state, "ours");
}

/**
 * Takes those that are still ours to hand them over. The try is counted before it begins: from then on the order may exist
 * at the bank, whatever we hear.
 */
export async function claim(ids: string[]): Promise<OrderWithAccount[]> {
  const claimed = await db.$queryRaw<{ id: string }[]>`
    UPDATE payment_orders SET submit_attempts = submit_attempts + 1
     WHERE id IN (SELECT id FROM payment_orders WHERE id = ANY(${ids}::text[]) AND status = 'CREATED' ORDER BY id FOR UPDATE)
    RETURNING id`;
  if (claimed.length === 0) return [];
  return db.paymentOrder.findMany({
    where: { id: { in: claimed.map(({ id }) => id) } },
    orderBy: { number: "asc" },
    include: { externalAccount: true },
  });
}

/**
 * Hands a claimed order to the bank, once forever.
 *
 * @returns what the bank made of it; null when it refused, and the order has failed
 */
export async function handOver(order: OrderWithAccount): Promise<ProviderState | null> {
  try {
    return await place(order);
  } catch (error) {
    const refusal = refusalOf(error);
    if (refusal === null) throw error;
    await fail(order.id, `The bank refused this payment: ${refusal}`);
    return null;
  }
}

async function place(order: OrderWithAccount): Promise<ProviderState> {
  const toPlace: OrderToPlace = { ...order, amount: toMoney(order.amount.toString()) };
  if (order.submitAttempts > 1) {
    const placed = await findOrder(toPlace);
    if (placed) return placed;
  }
  if (order.direction === "INCOMING") return expectPayment(toPlace);
  invariant(order.externalAccount, "an order that moves money names a bank account");
  return placeOrder(toPlace, await providerAccountId(order.externalAccount));
}

/** The account's id at the provider, who learns of it when it is first used. */
async function providerAccountId(account: ExternalAccount): Promise<string> {
  if (account.providerId) return account.providerId;
  const accountNumber = unseal(account.accountNumberSealed, account.id);
  const providerId = await registerAccount({ ...account, accountNumber });
  await db.externalAccount.update({ where: { id: account.id }, data: { providerId } });
  return providerId;
}

async function fail(id: string, failureReason: string): Promise<void> {
  await inTransaction(async (tx) => {
    const order = await lockPaymentOrder(tx, id);
    if (order) await changeStatus(tx, order, { status: "FAILED", source: "ours", failureReason });
  });
}
