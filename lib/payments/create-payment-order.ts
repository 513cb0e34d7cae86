import { randomBytes } from "node:crypto";
import { toDbDate, type IsoDate } from "@/lib/calendar/dates";
import { now } from "@/lib/clock";
import type { Tx } from "@/lib/db";
import { DomainError, invariant } from "@/lib/errors";
import { newId } from "@/lib/ids";
import { d, toMoney } from "@/lib/money/money";
import { addJob } from "@/lib/queue";
import { businessUsersAmong } from "@/lib/identity/business-users";
import type {
  ExternalAccount,
  PaymentChannel,
  PaymentDirection,
  PaymentKind,
  PaymentRail,
} from "@/prisma/generated/client";
import { carries, railRefusal, RAILS } from "./rails";
import { secCodeOf } from "./sec-code";
import { requireUsable } from "./usable-account";

// Without 0, 1, I and O: the reference of a wire is typed by hand.
const REFERENCE_LETTERS = "23456789ABCDEFGHJKLMNPQRSTUVWXYZ";
const REFERENCE_LENGTH = 8; // with the prefix 10, short enough for every bank

export type NewPaymentOrder = {
  kind: PaymentKind;
  direction: PaymentDirection;
  rail: PaymentRail;
  channel?: PaymentChannel; // how it was authorized; default: on these pages
  amount: string;
  externalAccountId?: string; // none only when money is pushed to us
  userId: string;
  subjectType: "investment" | "loan" | "repayment" | "refund";
  subjectId: string;
  holdTransactionId?: string;
  retryOf?: string; // the order that came back and is presented again, with the same amount and class to the same account
  attempt?: number; // with retryOf: 2 or 3
  createdOn: IsoDate;
};

export type CreatedPaymentOrder = { id: string; number: number; reference: string };

/**
 * Writes the order and the job that hands it to the bank, in the transaction of the business fact that calls for it.
 * Nothing leaves the house before that transaction commits.
 */
export async function createPaymentOrder(tx: Tx, order: NewPaymentOrder): Promise<CreatedPaymentOrder> {
  return (await createPaymentOrders(tx, [order]))[0]!;
}

/** The same for many orders, in as many statements as for one. One that cannot be written refuses them all. */
export async function createPaymentOrders(tx: Tx, orders: NewPaymentOrder[]): Promise<CreatedPaymentOrder[]> {
  if (orders.length === 0) return [];
  for (const order of orders) {
    invariant(d(order.amount).greaterThan(0), "a payment order has an amount above zero");
    const { kind, direction, rail } = order;
    invariant(carries(rail, { kind, direction }), `a ${kind} goes by ${rail} as ${direction}`);
  }
  const accounts = await requireUsableAccounts(
    tx,
    orders.filter(({ direction }) => direction !== "INCOMING"),
  );
  const classOf = await classes(tx, orders, accounts);
  const rows = orders.map(({ externalAccountId, holdTransactionId, createdOn, ...facts }) => ({
    ...facts,
    ...classOf({ ...facts, externalAccountId }),
    id: newId("po"),
    amount: toMoney(facts.amount),
    reference: newReference(),
    externalAccountId: externalAccountId ?? null,
    holdTransactionId: holdTransactionId === undefined ? null : BigInt(holdTransactionId),
    createdOn: toDbDate(createdOn),
  }));
  const select = { id: true, number: true, reference: true };
  const created = await tx.paymentOrder.createManyAndReturn({ data: rows, select });
  const byId = new Map(created.map((order) => [order.id, order]));
  await tx.paymentTransition.createMany({
    data: rows.map(({ id, createdOn }) => ({
      paymentOrderId: id,
      toStatus: "CREATED" as const,
      source: "ours",
      businessDate: createdOn,
      handledAt: now(),
    })),
  });
  const paymentOrderIds = rows.map(({ id }) => id);
  await addJob(tx, "submit-payment-orders", { paymentOrderIds }, `submit:${paymentOrderIds[0]}`);
  return rows.map(({ id }) => byId.get(id)!);
}

type Accounts = ReadonlyMap<string, ExternalAccount>;
type Classified = Pick<NewPaymentOrder, "rail" | "direction" | "amount" | "channel" | "retryOf"> & {
  externalAccountId: string | undefined;
};

/** How each order is authorized and classed; one that is presented again, as the first time. */
async function classes(tx: Tx, orders: NewPaymentOrder[], accounts: Accounts) {
  const retried = orders.flatMap(({ retryOf }) => retryOf ?? []);
  const firsts =
    retried.length === 0
      ? []
      : await tx.paymentOrder.findMany({
          where: { id: { in: retried } },
          select: { id: true, channel: true, secCode: true },
        });
  const undecided = [...accounts.values()].filter(({ holderKind }) => holderKind === null);
  const businesses = await businessUsersAmong(
    tx,
    undecided.map(({ userId }) => userId),
  );
  return ({ rail, direction, amount, channel = "WEB", externalAccountId, retryOf }: Classified) => {
    const first = firsts.find(({ id }) => id === retryOf);
    if (first) return { channel: first.channel, secCode: first.secCode };
    const account = accounts.get(externalAccountId ?? "");
    const holder = account?.holderKind ?? (account && businesses.has(account.userId) ? "BUSINESS" : "PERSON");
    const refusal = railRefusal(RAILS[rail], { amount, holder: account ? holder : null });
    if (refusal !== null) throw new DomainError("invalid", refusal, "rail");
    return { channel, secCode: secCodeOf({ rail, direction, holder, channel }) };
  };
}

async function requireUsableAccounts(tx: Tx, orders: NewPaymentOrder[]): Promise<Accounts> {
  const field = "externalAccountId";
  const ids = orders.flatMap(({ externalAccountId }) => externalAccountId ?? []);
  const accounts = ids.length === 0 ? [] : await tx.externalAccount.findMany({ where: { id: { in: ids } } });
  const byId = new Map(accounts.map((account) => [account.id, account]));
  for (const { userId, externalAccountId } of orders) {
    if (!externalAccountId) throw new DomainError("invalid", "Choose a bank account.", field);
    const account = byId.get(externalAccountId);
    if (account?.userId !== userId)
      throw new DomainError("not-found", "Bank account not found. Choose another.", field);
    requireUsable(account);
  }
  return byId;
}

/** A reference that goes with money to the bank and comes back on its statement. */
export function newReference(): string {
  const letters = [...randomBytes(REFERENCE_LENGTH)].map((byte) => REFERENCE_LETTERS[byte & 31]);
  return `ML${letters.join("")}`;
}
