// More is open than the bank is asked about one by one.
import { askBank } from "@/test/sandbox-bank";
import { beforeAll, beforeEach, expect, it } from "vitest";
import {
  addAccount,
  addUser,
  createOrder,
  FRIDAY,
  MONDAY,
  moveTo,
  statusOf,
  WEDNESDAY,
  WIRE,
} from "@/test/payments";
import { db } from "@/lib/db";
import { cancelPaymentOrder } from "./cancel-payment-order";
import { pollPayments } from "./poll-payments";
import { simulateIncomingWire } from "./sandbox-controls";
import { submitPaymentOrder } from "./submit-payment-order";
import { submitWaiting } from "./submit-waiting";

const MANY = 25;
const HISTORY = 250; // of expectations that were met or abandoned long ago: three pages

let userId: string;
beforeAll(async () => {
  userId = await addUser();
});
beforeEach(() => moveTo(FRIDAY));

async function requestsSeen(): Promise<number> {
  return (await askBank<{ seen: number }>("GET", "/sandbox/trouble")).seen;
}

async function requestsOf(work: () => Promise<unknown>): Promise<number> {
  const before = await requestsSeen();
  await work();
  return (await requestsSeen()) - before;
}

it("asks as little about many wires that are waited for, however many came before them", async () => {
  const [account] = await askBank<{ id: string }[]>("GET", "/api/internal_accounts");
  for (let made = 0; made < HISTORY; made += 1) {
    const body = {
      amount_lower_bound: 100,
      amount_upper_bound: 100,
      direction: "credit",
      internal_account_id: account!.id,
    };
    const { id } = await askBank<{ id: string }>("POST", "/api/expected_payments", body);
    await askBank("PATCH", `/api/expected_payments/${id}`, {
      status: made % 2 === 0 ? "reconciled" : "archived",
    });
  }
  const wires: Awaited<ReturnType<typeof createOrder>>[] = [];
  for (let made = 0; made < MANY; made += 1) wires.push(await createOrder(userId, WIRE));
  await submitWaiting();
  expect(await requestsOf(pollPayments), "one page shows that all of them are still waited for").toBe(1);

  const [first, second, third] = [wires[3]!, wires[20]!, wires[11]!];
  for (const { reference } of [second, first]) await simulateIncomingWire({ reference, amount: "10000.00" });
  const { providerId } = await db.paymentOrder.findUniqueOrThrow({ where: { id: third.id } });
  await askBank("DELETE", `/api/expected_payments/${providerId}`);
  expect(await requestsOf(pollPayments), "and those that are not are looked at").toBe(4);
  expect(await Promise.all([first, second, third].map(({ id }) => statusOf(id)))).toEqual([
    ...["COMPLETED", "COMPLETED", "CANCELLED"],
  ]);
  expect(await pollPayments()).toBe(0);
  for (const { id } of wires) if ((await statusOf(id)) === "EXPECTED") await cancelPaymentOrder(id);
});

it("writes down what one poll shows in the order in which the payments were made", async () => {
  const { id: externalAccountId } = await addAccount(userId, "123456789");
  const { id: returning } = await addAccount(userId, "20001");
  const place = async (wanted: Parameters<typeof createOrder>[1]) => {
    const order = await createOrder(userId, wanted);
    await submitPaymentOrder(order.id);
    return order;
  };
  const orders: Awaited<ReturnType<typeof createOrder>>[] = [];
  for (let made = 0; made < MANY; made += 1) {
    orders.push(await place({ externalAccountId: made % 5 === 0 ? returning : externalAccountId }));
    if (made % 6 === 0) orders.push(await place(WIRE));
  }
  await moveTo(MONDAY);
  for (const { reference, direction } of await db.paymentOrder.findMany({ where: { status: "EXPECTED" } }))
    if (direction === "INCOMING") await simulateIncomingWire({ reference, amount: "10000.00" });
  expect(await pollPayments()).toBe(orders.length);
  const told = async (toStatus: "COMPLETED" | "RETURNED") => {
    const where = { toStatus, paymentOrderId: { in: orders.map(({ id }) => id) } };
    const rows = await db.paymentTransition.findMany({ where, orderBy: { id: "asc" } });
    return rows.map(({ paymentOrderId }) => orders.findIndex(({ id }) => id === paymentOrderId));
  };
  const inOrder = orders.map((_, at) => at);
  expect(await told("COMPLETED")).toEqual(inOrder);

  await moveTo(WEDNESDAY);
  expect(await pollPayments(), "those that came back").toBe(5);
  const back = await told("RETURNED");
  expect(back).toEqual(back.toSorted((a, b) => a - b));
});

it("writes down what it has heard when the bank stops answering halfway", async () => {
  for (let made = 0; made < MANY; made += 1) await createOrder(userId);
  const wire = await createOrder(userId, WIRE);
  await submitWaiting();
  await moveTo(MONDAY);
  // The page of orders is answered; the question about the wire fails, since no address can be made of this id.
  await db.paymentOrder.update({ where: { id: wire.id }, data: { providerId: ".." } });
  await expect(pollPayments()).rejects.toThrow();
  expect(await db.paymentOrder.count({ where: { status: "APPROVED" } })).toBe(0);
});
