// How the verbs of this folder get hold of an investment: always locked, so that two verbs on the same one take turns.
import type { Tx } from "@/lib/db";
import { DomainError, invariant } from "@/lib/errors";
import { requireUsable } from "@/lib/payments/usable-account";
import type { Investment, PaymentOrder } from "@/prisma/generated/client";

/** The investment, locked until the transaction ends. */
async function lockInvestment(tx: Tx, id: string): Promise<Investment> {
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

/** Investments by id, locked in the order of their ids, so that two who lock the same ones cannot wait for each other. */
export async function lockInvestments(tx: Tx, ids: readonly string[]): Promise<Map<string, Investment>> {
  await tx.$queryRaw`
    SELECT count(*) FROM (SELECT FROM investments WHERE id = ANY(${[...ids]}::text[]) ORDER BY id FOR UPDATE) locked`;
  const investments = await tx.investment.findMany({ where: { id: { in: [...ids] } } });
  return new Map(investments.map((investment) => [investment.id, investment]));
}

export type LockedPayment = { order: PaymentOrder; investment: Investment };

/** What happened to deposits or payouts, each with its payment order and investment, locked, in the order given. */
export async function lockByPaymentOrders<O extends { paymentOrderId: string }>(
  tx: Tx,
  outcomes: readonly O[],
): Promise<(O & LockedPayment)[]> {
  const paymentOrderIds = outcomes.map(({ paymentOrderId }) => paymentOrderId);
  const found = await tx.paymentOrder.findMany({ where: { id: { in: paymentOrderIds } } });
  const orders = new Map(found.map((order) => [order.id, order]));
  const investments = await lockInvestments(
    tx,
    found.map(({ subjectId }) => subjectId),
  );
  return outcomes.map((outcome) => {
    const { paymentOrderId: id } = outcome;
    const order = orders.get(id);
    const investment = order?.subjectType === "investment" ? investments.get(order.subjectId) : undefined;
    invariant(order && investment, `payment order ${id} moves money of an investment`);
    return { ...outcome, order, investment };
  });
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
