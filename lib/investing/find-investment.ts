// How the verbs of this folder get hold of an investment: always locked, so that two verbs on the same one take turns.
import type { Tx } from "@/lib/db";
import { DomainError, invariant } from "@/lib/errors";
import { requireUsable } from "@/lib/payments/usable-account";
import type { Investment, PaymentOrder } from "@/prisma/generated/client";

/** The investment, locked until the transaction ends. */
export async function lockInvestment(tx: Tx, id: string): Promise<Investment> {
  await tx.$queryRaw`SELECT 1 FROM investments WHERE id = ${id} FOR UPDATE`;
  return tx.investment.findUniqueOrThrow({ where: { id } });
}

/** The same for the person who asks; somebody else's investment does not exist for them. */
export async function lockOwnInvestment(
  tx: Tx,
  { investorId, investmentId }: { investorId: string; investmentId: string },
): Promise<Investment> {
  const mine = await tx.investment.count({ where: { id: investmentId, investorId } });
  if (mine === 0) throw new DomainError("not-found", "Investment not found.");
  return lockInvestment(tx, investmentId);
}

/** The payment order of a deposit or payout and its investment, locked. */
export async function lockByPaymentOrder(
  tx: Tx,
  paymentOrderId: string,
): Promise<{ order: PaymentOrder; investment: Investment }> {
  const order = await tx.paymentOrder.findUniqueOrThrow({ where: { id: paymentOrderId } });
  invariant(order.subjectType === "investment", `payment order ${order.id} moves money of an investment`);
  return { order, investment: await lockInvestment(tx, order.subjectId) };
}

/** The ledger transaction that reserved a payout's cash. */
export function requireHold(order: PaymentOrder): string {
  invariant(order.holdTransactionId !== null, `payment order ${order.id} has a hold in the ledger`);
  return order.holdTransactionId.toString();
}

/** A bank account of this person that may be used. */
export async function requireBankAccount(
  tx: Tx,
  { userId, externalAccountId }: { userId: string; externalAccountId: string },
) {
  const account = await tx.externalAccount.findFirst({ where: { id: externalAccountId, userId } });
  if (!account) throw new DomainError("not-found", "Bank account not found.", "externalAccountId");
  requireUsable(account);
  return account;
}
