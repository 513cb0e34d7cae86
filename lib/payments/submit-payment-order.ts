import { db, inTransaction } from "@/lib/db";
import { invariant } from "@/lib/errors";
import { toMoney } from "@/lib/money/money";
import type { ExternalAccount, PaymentOrder } from "@/prisma/generated/client";
import { applyProviderState } from "./apply-provider-state";
import {
  expectWire,
  findOrder,
  placeOrder,
  refusalOf,
  registerAccount,
  type OrderToPlace,
  type ProviderState,
} from "./provider";
import { unseal } from "./sealing";
import { changeStatus, lockPaymentOrder } from "./change-status";

type OrderWithAccount = PaymentOrder & { externalAccount: ExternalAccount | null };

/**
 * Hands an order that is still ours to the bank. Safe to run any number of times and by several workers at once: the
 * bank carries out one order per key, and a try that got no answer is looked up before it is repeated.
 *
 * @throws when the bank could not be reached or was out of order: the order stays ours and the job comes again
 */
export async function submitPaymentOrder(id: string): Promise<void> {
  const order = await claim(id);
  if (!order) return;
  let state: ProviderState;
  try {
    state = await handOver(order);
  } catch (error) {
    const refusal = refusalOf(error);
    if (refusal === null) throw error;
    return fail(id, `The bank refused this payment. It says: ${refusal}`);
  }
  await applyProviderState(state, "ours");
}

/** Counts the try before it begins: from then on the order may exist at the bank, whatever we hear. */
async function claim(id: string): Promise<OrderWithAccount | null> {
  const { count } = await db.paymentOrder.updateMany({
    where: { id, status: "CREATED" },
    data: { submitAttempts: { increment: 1 } },
  });
  if (count === 0) return null;
  return db.paymentOrder.findUniqueOrThrow({ where: { id }, include: { externalAccount: true } });
}

async function handOver(order: OrderWithAccount): Promise<ProviderState> {
  const toPlace: OrderToPlace = { ...order, amount: toMoney(order.amount.toString()) };
  if (order.submitAttempts > 1) {
    const placed = await findOrder(toPlace);
    if (placed) return placed;
  }
  if (order.direction === "INCOMING") return expectWire(toPlace);
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
