// The owner turns the switch while a payment of theirs is being settled: what that transaction notes down counts as before the
// turn or as after it, and never falls between the two.
import "@/test/sandbox-accounting";
import { beforeAll, expect, test } from "vitest";
import { db, inTransaction } from "@/lib/db";
import { repay } from "@/lib/lending/repayment/repay";
import {
  activeLoan,
  bankSays,
  chargeInterest,
  newBorrower,
  useBureau,
  type TestBorrower,
} from "@/test/support/lending";
import { recordWriteEvents } from "@/lib/writeback/outbox/record-write-events";
import { setSwitch } from "./set-switch";
import {
  connectBooks,
  mapBooks,
  moveTo,
  newBooks,
  paid,
  statesOf,
  until,
} from "@/test/support/writeback-books";

const START = "2026-01-01";
const DUE = "2026-02-01";
beforeAll(useBureau);
beforeAll(() => moveTo(START));

/** Runs `turn` while a transaction that has noted the payment is still open, and ends that once `turn` waits or is over. */
async function whileNoted<T>(paymentOrderId: string, turn: () => Promise<T>): Promise<T> {
  let turned: Promise<T>;
  await inTransaction(async (tx) => {
    await recordWriteEvents(tx, { paymentOrderIds: [paymentOrderId] });
    const [me] = await tx.$queryRaw<{ pid: number }[]>`SELECT pg_backend_pid() AS pid`;
    let isOver = false;
    turned = turn().finally(() => (isOver = true));
    turned.catch(() => undefined); // looked at below
    await until(async () => isOver || (await isWaitedFor(me!.pid)));
  });
  return turned!;
}

async function isWaitedFor(pid: number): Promise<boolean> {
  const [row] = await db.$queryRaw<{ waiting: boolean }[]>`
    SELECT EXISTS (SELECT FROM pg_locks WHERE NOT granted AND ${pid}::int = ANY (pg_blocking_pids(pid))) AS waiting`;
  return row!.waiting;
}

/** A repayment that the ledger knows and the outbox does not. */
async function clearedPayment(borrower: TestBorrower, loanId: string): Promise<string> {
  await moveTo(DUE);
  await chargeInterest(DUE, loanId);
  const wish = { ...borrower, loanId, kind: "SCHEDULED" as const, idempotencyKey: crypto.randomUUID() };
  const { paymentOrderId } = await repay(wish);
  await bankSays(paymentOrderId, "COMPLETED", DUE);
  return paymentOrderId;
}

test("codat row 7: events recorded while writeback is turned on are included", async () => {
  const art = await newBooks();
  const turn = (isOn: boolean, backfill?: "all") =>
    setSwitch({ borrowerId: art.borrowerId, actorUserId: art.userId, isOn, backfill });
  await turn(false);
  const { loanId, disbursementOrderId } = await activeLoan(art, START);
  expect(await whileNoted(disbursementOrderId, () => turn(true, "all"))).toEqual({ queued: 1, parked: 0 });
  expect(await statesOf(loanId)).toEqual(["QUEUED"]);
  await moveTo(DUE);
  await chargeInterest(DUE, loanId);
  await paid(art, loanId, DUE);
  expect(await statesOf(loanId)).toEqual(["QUEUED", "QUEUED"]);
});

test("codat row 7: the owner who says nothing of what waits is asked about what was being noted down, too", async () => {
  const art = await newBooks();
  const turn = (isOn: boolean) => setSwitch({ borrowerId: art.borrowerId, actorUserId: art.userId, isOn });
  await turn(false);
  const { loanId, disbursementOrderId } = await activeLoan(art, START);
  await expect(whileNoted(disbursementOrderId, () => turn(true))).rejects.toMatchObject({
    ...{ code: "invalid", field: "backfill" },
  });
  expect(await statesOf(loanId)).toEqual(["PARKED"]);
});

test("codat row 44: nor is it lost when there were no settings at all when it was noted down", async () => {
  const art = await newBorrower();
  const { loanId, disbursementOrderId } = await activeLoan(art, START);
  const queued = await whileNoted(disbursementOrderId, async () => {
    await connectBooks(art);
    await mapBooks(art);
    return setSwitch({ borrowerId: art.borrowerId, actorUserId: art.userId, isOn: true, backfill: "all" });
  });
  expect(queued).toEqual({ queued: 1, parked: 0 });
  expect(await statesOf(loanId)).toEqual(["QUEUED"]);
});

test("codat row 7: events recorded while writeback is turned off keep their place", async () => {
  const art = await newBooks();
  const turn = (isOn: boolean) => setSwitch({ borrowerId: art.borrowerId, actorUserId: art.userId, isOn });
  const { loanId, disbursementOrderId } = await activeLoan(art, START);
  await inTransaction((tx) => recordWriteEvents(tx, { paymentOrderIds: [disbursementOrderId] }));
  const payment = await clearedPayment(art, loanId);
  expect(await whileNoted(payment, () => turn(false))).toEqual({ queued: 0, parked: 0 });
  expect(await statesOf(loanId)).toEqual(["QUEUED", "QUEUED"]);
  await paid(art, loanId, DUE);
  expect(await statesOf(loanId)).toEqual(["QUEUED", "QUEUED", "PARKED"]);
});
