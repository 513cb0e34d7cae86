// The outbox is written in one go for all payments of a batch, as if they had been noted one after the other.
import pg from "pg";
import { afterEach, beforeAll, expect, test, vi } from "vitest";
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
import { setBusinessDate } from "@/test/story";
import { ZERO } from "@/lib/money/money";
import { recordWriteEvents } from "./record-write-events";

const START = "2026-01-01";
const FIRST_DUE = "2026-02-01";

beforeAll(useBureau);
afterEach(() => vi.restoreAllMocks());

async function note(...paymentOrderIds: string[]): Promise<void> {
  await inTransaction((tx) => recordWriteEvents(tx, { paymentOrderIds }));
}

async function switchTo(borrowerId: string, isOn: boolean): Promise<void> {
  await db.writebackMapping.upsert({
    where: { borrowerId },
    create: { borrowerId, isOn },
    update: { isOn },
  });
}

type Kind = "SCHEDULED" | "OTHER" | "PAYOFF";
async function pay(borrower: TestBorrower, loanId: string, kind: Kind, amount?: string): Promise<string> {
  const wish = { ...borrower, loanId, kind, idempotencyKey: crypto.randomUUID() };
  const { paymentOrderId } = await repay({ ...wish, ...(amount ? { amount } : {}) });
  await bankSays(paymentOrderId, "COMPLETED", FIRST_DUE);
  return paymentOrderId;
}

async function eventsOf(loanId: string) {
  const events = await db.writeEvent.findMany({ where: { loanId }, orderBy: { id: "asc" } });
  return events.map(({ seq, kind, reversesId, cash, charge, principalAfter, state, reference }) => ({
    ...{ seq, kind, state, tail: reference.split("-").at(-1) },
    reverses: events.find(({ id }) => id === reversesId)?.seq ?? null,
    amounts: [cash, charge, principalAfter].map((amount) => amount.toFixed(2)),
  }));
}

/** After every event the lender account in the books is at minus what is owed. */
async function expectRunning(loanId: string): Promise<void> {
  const events = await db.writeEvent.findMany({ where: { loanId }, orderBy: { seq: "asc" } });
  let lender = ZERO;
  for (const { cash, charge, principalAfter } of events) {
    lender = lender.plus(cash.toFixed(2)).minus(charge.toFixed(2));
    expect(lender.negated().toFixed(2)).toBe(principalAfter.toFixed(2));
  }
}

test("codat row 26: payments in one batch are numbered in the order of posting", async () => {
  const [art, eve] = [await newBorrower(), await newBorrower("Eve")];
  await switchTo(art.borrowerId, true);
  const long = await activeLoan(art, START);
  const sentBack = await activeLoan(eve, START);
  await setBusinessDate(FIRST_DUE);
  await chargeInterest(FIRST_DUE, long.loanId);
  const first = await pay(art, long.loanId, "SCHEDULED");
  const extra = await pay(art, long.loanId, "OTHER", "1000.00");
  await bankSays(extra, "RETURNED", FIRST_DUE, "R24");
  await bankSays(sentBack.disbursementOrderId, "RETURNED", FIRST_DUE, "R02");
  const ahead = await pay(art, long.loanId, "SCHEDULED"); // its interest is given back when the loan is closed
  const payoff = await pay(art, long.loanId, "PAYOFF");

  const all = [payoff, sentBack.disbursementOrderId, ahead, extra, long.disbursementOrderId, first];
  await note(...all);
  const written = await eventsOf(long.loanId);
  expect(written).toMatchObject([
    { seq: 1, kind: "DRAWDOWN", tail: "1", reverses: null, amounts: ["-5000.00", "0.00", "5000.00"] },
    { seq: 2, kind: "REPAYMENT", tail: "2", reverses: null, amounts: ["466.67", "50.00", "4583.33"] },
    { seq: 3, kind: "REPAYMENT", reverses: null, amounts: ["1000.00", "0.00", "3583.33"] },
    { seq: 4, kind: "REVERSAL", reverses: 3, amounts: ["-1000.00", "0.00", "4583.33"] },
    { seq: 5, kind: "REPAYMENT", reverses: null, amounts: ["466.67", "50.00", "4166.66"] },
    { seq: 6, kind: "REPAYMENT", reverses: null, amounts: ["4116.66", "-50.00", "0.00"] },
  ]);
  expect(written.every(({ state }) => state === "QUEUED")).toBe(true);
  expect(await eventsOf(sentBack.loanId)).toMatchObject([
    { seq: 1, kind: "DRAWDOWN", state: "PARKED", amounts: ["-5000.00", "0.00", "5000.00"] },
    { seq: 2, kind: "REVERSAL", reverses: 1, state: "PARKED", amounts: ["5000.00", "0.00", "0.00"] },
  ]);
  await expectRunning(long.loanId);
  const jobs = await db.$queryRaw<{ key: string }[]>`
    SELECT key FROM graphile_worker.jobs WHERE task_identifier = 'writeback-drain'`;
  expect(new Set(jobs.map(({ key }) => key))).toEqual(
    new Set([art, eve].map(({ borrowerId }) => `writeback-drain:${borrowerId}`)),
  );

  await note(...all);
  await note(first);
  expect(await eventsOf(long.loanId)).toEqual(written);

  await bankSays(payoff, "RETURNED", FIRST_DUE, "R01");
  await note(payoff);
  expect((await eventsOf(long.loanId)).at(-1)).toMatchObject({
    ...{ seq: 7, kind: "REVERSAL", reverses: 6, amounts: ["-4116.66", "50.00", "4166.66"] },
  });
});

test("codat row 26: interest given back at closing is reversed when the installment is returned", async () => {
  const art = await newBorrower();
  const { loanId, disbursementOrderId } = await activeLoan(art, START);
  await setBusinessDate(START);
  const ahead = await pay(art, loanId, "SCHEDULED");
  const payoff = await pay(art, loanId, "PAYOFF");
  await note(disbursementOrderId, ahead, payoff);
  await bankSays(ahead, "RETURNED", FIRST_DUE, "R01");
  await note(ahead);
  expect(await eventsOf(loanId)).toMatchObject([
    { kind: "DRAWDOWN", amounts: ["-5000.00", "0.00", "5000.00"] },
    { kind: "REPAYMENT", amounts: ["466.67", "50.00", "4583.33"] },
    { kind: "REPAYMENT", amounts: ["4533.33", "-50.00", "0.00"] },
    { kind: "REVERSAL", reverses: 2, amounts: ["-466.67", "0.00", "466.67"] },
  ]);
  await expectRunning(loanId);

  await bankSays(payoff, "RETURNED", FIRST_DUE, "R01"); // the closing is undone already
  await note(payoff);
  expect((await eventsOf(loanId)).at(-1)).toMatchObject({
    ...{ kind: "REVERSAL", reverses: 3, amounts: ["-4533.33", "0.00", "5000.00"] },
  });
  await expectRunning(loanId);
});

test("codat row 26: a paid-off loan whose disbursement is returned leaves what the lender owes", async () => {
  const art = await newBorrower();
  const { loanId, disbursementOrderId } = await activeLoan(art, START);
  await setBusinessDate(START);
  const ahead = await pay(art, loanId, "SCHEDULED");
  const payoff = await pay(art, loanId, "PAYOFF");
  await note(disbursementOrderId, ahead, payoff);
  await bankSays(disbursementOrderId, "RETURNED", FIRST_DUE, "R03");
  await note(disbursementOrderId);
  expect((await eventsOf(loanId)).at(-1)).toMatchObject({
    kind: "REVERSAL",
    reverses: 1,
    amounts: ["5000.00", "50.00", "-4950.00"],
  });
  await expectRunning(loanId);

  await bankSays(payoff, "RETURNED", FIRST_DUE, "R01");
  await note(payoff);
  expect((await eventsOf(loanId)).at(-1)).toMatchObject({
    ...{ kind: "REVERSAL", reverses: 3, amounts: ["-4533.33", "0.00", "-416.67"] },
  });
  await expectRunning(loanId);
});

test("codat row 44: in one batch, a loan that is in the books continues and another stays out", async () => {
  const art = await newBorrower();
  await switchTo(art.borrowerId, true);
  const inBooks = await activeLoan(art, START, { monthlyIncome: "900000.00" });
  await note(inBooks.disbursementOrderId);
  await switchTo(art.borrowerId, false);
  const outside = await activeLoan(art, START, { monthlyIncome: "900000.00" });
  await note(outside.disbursementOrderId);
  await switchTo(art.borrowerId, true);
  await setBusinessDate(FIRST_DUE);
  const paid = [
    await pay(art, inBooks.loanId, "OTHER", "10.00"),
    await pay(art, outside.loanId, "OTHER", "20.00"),
  ];
  await note(...paid);
  expect((await eventsOf(inBooks.loanId)).map(({ state }) => state)).toEqual(["QUEUED", "QUEUED"]);
  expect((await eventsOf(outside.loanId)).map(({ state }) => state)).toEqual(["PARKED", "PARKED"]);
});

test("codat row 26: twelve payments are noted in as many statements as one", async () => {
  const orders: string[] = [];
  for (let n = 0; n < 4; n++) {
    const borrower = await newBorrower();
    const { loanId, disbursementOrderId } = await activeLoan(borrower, START);
    await setBusinessDate(FIRST_DUE);
    orders.push(disbursementOrderId, await pay(borrower, loanId, "OTHER", "100.00"));
    const returned = await pay(borrower, loanId, "OTHER", "50.00");
    await bankSays(returned, "RETURNED", FIRST_DUE, "R01");
    orders.push(returned);
  }
  const statements = vi.spyOn(pg.Client.prototype, "query");
  const count = async (...ids: string[]) => {
    statements.mockClear();
    await note(...ids);
    return statements.mock.calls.length;
  };
  const [drawdown, settled, cameBack, ...others] = orders;
  const forOne = await count(drawdown!);
  expect(await count(settled!)).toBe(forOne);
  expect(await count(cameBack!)).toBe(forOne);
  expect(await count(...others)).toBe(forOne);
  expect(forOne).toBeLessThanOrEqual(9); // with BEGIN and COMMIT
  expect(await db.writeEvent.count({ where: { sourceKey: { contains: "ret" } } })).toBeGreaterThanOrEqual(4);
});
