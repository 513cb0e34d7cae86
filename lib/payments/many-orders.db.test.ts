import "@/test/sandbox-bank";
import { beforeAll, beforeEach, expect, it } from "vitest";
import { addUser, createOrder, FRIDAY, moveTo, placeOrder } from "@/test/payments";
import { db, inTransaction } from "@/lib/db";
import { applyProviderStates } from "./apply-provider-state";
import { createPaymentOrders } from "./create-payment-order";
import type { ProviderState } from "./provider";

let userId: string;
beforeAll(async () => {
  userId = await addUser();
});
beforeEach(() => moveTo(FRIDAY));

async function stateOf(id: string, change: Partial<ProviderState> = {}): Promise<ProviderState> {
  const { providerId } = await db.paymentOrder.findUniqueOrThrow({ where: { id } });
  return {
    providerId: providerId ?? "nobody's",
    paymentOrderId: id,
    status: "COMPLETED",
    returnCode: null,
    failureReason: null,
    ...change,
  };
}

it("writes down what the bank says of many orders as it would of each", async () => {
  const [first, returned, known, early] = [
    await placeOrder(userId),
    await placeOrder(userId),
    await placeOrder(userId),
    await createOrder(userId),
  ];
  const applied = await applyProviderStates(
    [
      await stateOf(first.id),
      await stateOf(returned.id, { status: "RETURNED", returnCode: "R01" }),
      await stateOf(known.id, { status: "APPROVED" }),
      await stateOf(early.id, { status: "APPROVED", providerId: "reported before its answer came" }),
      await stateOf(first.id, { providerId: "another object", paymentOrderId: "po_of_nobody" }),
      await stateOf(returned.id, { providerId: "an object that claims to be ours" }),
    ],
    "poll",
  );
  expect(applied).toEqual(["changed", "changed", "unchanged", "changed", "unknown", "unknown"]);
  const rows = await db.paymentOrder.findMany({ include: { transitions: { orderBy: { id: "asc" } } } });
  const row = (id: string) => rows.find((each) => each.id === id)!;
  expect(row(first.id)).toMatchObject({ status: "COMPLETED", settledOn: new Date(FRIDAY), returnCode: null });
  expect(row(returned.id)).toMatchObject({ status: "RETURNED", settledOn: null, returnCode: "R01" });
  expect(row(early.id)).toMatchObject({ status: "APPROVED", providerId: "reported before its answer came" });
  expect(row(first.id).transitions.map(({ toStatus, handledAt }) => [toStatus, handledAt === null])).toEqual([
    ["CREATED", false],
    ["APPROVED", false],
    ["COMPLETED", true],
  ]);
  const jobs = await db.$queryRaw<{ payload: { transitionIds: string[] } }[]>`
    SELECT payload FROM graphile_worker._private_jobs WHERE key LIKE 'transitions:%'`;
  const decided = [first, returned].map(({ id }) => row(id).transitions.at(-1)!.id.toString());
  expect(jobs.map(({ payload }) => payload.transitionIds)).toEqual([decided]); // for nothing on the way
});

it("creates none of many orders when one names an account that is not its user's", async () => {
  const before = await db.paymentOrder.count();
  const { externalAccountId } = await db.paymentOrder.findFirstOrThrow({ where: { direction: "DEBIT" } });
  const order = {
    kind: "REPAYMENT",
    direction: "DEBIT",
    rail: "ACH",
    amount: "10.00",
    externalAccountId: externalAccountId!,
    userId,
    subjectType: "repayment",
    subjectId: "rpy_x",
    createdOn: FRIDAY,
  } as const;
  const stranger = { ...order, userId: await addUser() };
  await expect(inTransaction((tx) => createPaymentOrders(tx, [order, stranger]))).rejects.toMatchObject({
    code: "not-found",
    field: "externalAccountId",
  });
  expect(await db.paymentOrder.count()).toBe(before);
});
