import { askBank } from "@/test/sandbox-bank";
import { beforeAll, beforeEach, expect, it } from "vitest";
import {
  addAccount,
  addUser,
  createOrder,
  FRIDAY,
  MONDAY,
  moveTo,
  placeOrder,
  statusOf,
} from "@/test/payments";
import { db } from "@/lib/db";
import { pollPayments } from "./poll-payments";
import { submitWaiting } from "./submit-waiting";

const MANY = 25; // more than are asked about one by one

let userId: string;
beforeAll(async () => {
  userId = await addUser();
});
beforeEach(() => moveTo(FRIDAY));

it("asks the bank nothing while nothing is open", async () => {
  await createOrder(userId); // still ours: the bank cannot know more of it
  const before = await requestsSeen();
  expect(await pollPayments()).toBe(0);
  expect(await requestsSeen()).toBe(before);
});

it("brings many orders up to date with a few pages, and changes nothing the second time", async () => {
  await placeOrder(userId, { accountNumber: "10002" });
  const { id: externalAccountId } = await addAccount(userId, "123456789");
  for (let made = 1; made < MANY; made += 1) await createOrder(userId, { externalAccountId });
  await submitWaiting();
  await moveTo(MONDAY);
  const before = await requestsSeen();
  expect(await pollPayments()).toBeGreaterThanOrEqual(MANY);
  expect((await requestsSeen()) - before).toBe(2); // a page of orders, a page of returned orders
  const left = await db.paymentOrder.groupBy({ by: ["status"], _count: true });
  expect(left.map((group) => group.status).sort()).toEqual(["COMPLETED", "RETURNED"]);
  expect(await pollPayments()).toBe(0);
});

it("leaves out completed orders when asked to", async () => {
  const before = await requestsSeen();
  expect(await pollPayments({ withReturns: false })).toBe(0);
  expect(await requestsSeen()).toBe(before);
});

it("keeps what it knows when the bank cannot be asked", async () => {
  const order = await placeOrder(userId);
  await askBank("POST", "/sandbox/trouble", { fail: 3 });
  await expect(pollPayments()).rejects.toThrow(/503/);
  expect(await statusOf(order.id)).toBe("APPROVED");
});

async function requestsSeen() {
  return (await askBank<{ seen: number }>("GET", "/sandbox/trouble")).seen;
}
