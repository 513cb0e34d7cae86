// Section 2 of the servicing specification, day by day: Art, 5,000.00 flat, 466.67 due on the 1st, paid once.
import { beforeAll, describe, expect, it, test } from "vitest";
import { addDays, compare, type IsoDate } from "@/lib/calendar/dates";
import { db } from "@/lib/db";
import { setBusinessDate } from "@/test/story";
import { activeLoan, bankSays, chargeInterest, newBorrower, useBureau } from "@/test/support/lending";
import { repay } from "@/lib/lending/repayment/repay";
import { listLoanDays } from "./queries";
import { runDelinquency } from "./run-delinquency";

beforeAll(useBureau);
let key = 0;

async function toDay(on: IsoDate, loanId: string): Promise<number> {
  await setBusinessDate(on);
  await chargeInterest(on, loanId);
  return (await runDelinquency({ businessDate: on })).changed;
}

async function live(from: IsoDate, to: IsoDate, loanId: string): Promise<void> {
  for (let day = from; compare(day, to) <= 0; day = addDays(day, 1)) await toDay(day, loanId);
}

async function pay(borrowerId: string, loanId: string, amount = "466.67"): Promise<string> {
  const idempotencyKey = `delinquency-${(key += 1)}`;
  return (await repay({ borrowerId, loanId, kind: "OTHER", amount, idempotencyKey })).paymentOrderId;
}

/** As the table of the specification: date, days, bucket, past due, event. */
async function tableOf(loanId: string) {
  const days = await listLoanDays(loanId);
  return days
    .filter(({ reason }) => reason !== "month-end")
    .map(({ on, daysPastDue, bucket, pastDue, event }) =>
      [on, daysPastDue, bucket, pastDue.interest, pastDue.principal, event ?? ""].join(" "),
    )
    .reverse();
}

async function artWhoPaidOnce() {
  const art = await newBorrower();
  const { loanId } = await activeLoan(art, "2026-01-01");
  await toDay("2026-02-01", loanId);
  await bankSays(await pay(art.borrowerId, loanId), "COMPLETED", "2026-02-01");
  return { ...art, loanId };
}

describe("the table of section 2", () => {
  it("reads the same, one row for each day on which something changed", async () => {
    const { loanId } = await artWhoPaidOnce();
    await live("2026-02-02", "2026-06-29", loanId);
    expect(await tableOf(loanId)).toEqual([
      "2026-03-02 1 grace 50.00 416.67 loan.late",
      "2026-03-17 16 16-30 50.00 416.67 loan.bucket",
      "2026-04-01 31 31-60 50.00 416.67 loan.bucket",
      "2026-04-02 32 31-60 100.00 833.34 ",
      "2026-04-17 47 31-60 100.00 833.34 ", // a second late fee
      "2026-05-01 61 61-90 100.00 833.34 loan.bucket",
      "2026-05-02 62 61-90 150.00 1250.01 ",
      "2026-05-17 77 61-90 150.00 1250.01 ",
      "2026-05-31 91 91-119 150.00 1250.01 loan.bucket",
      "2026-06-02 93 91-119 200.00 1666.68 ",
      "2026-06-17 108 91-119 200.00 1666.68 ",
      "2026-06-29 120 120+ 200.00 1666.68 loan.bucket",
    ]);
  });

  it("a payment makes it 9 days, and its return four days later 44, as if it had never been", async () => {
    const { borrowerId, loanId } = await artWhoPaidOnce();
    await live("2026-02-02", "2026-04-10", loanId);
    const before = await tableOf(loanId);
    const order = await pay(borrowerId, loanId);
    await toDay("2026-04-14", loanId);
    await bankSays(order, "RETURNED", "2026-04-14", "R01");
    const after = await tableOf(loanId);
    expect(after.slice(before.length)).toEqual([
      "2026-04-10 9 grace 50.00 416.67 loan.bucket",
      "2026-04-14 44 31-60 100.00 833.34 loan.bucket",
    ]);
  });

  it("money that posted and comes back later restores every column", async () => {
    const { borrowerId, loanId } = await artWhoPaidOnce();
    await live("2026-02-02", "2026-03-05", loanId);
    const order = await pay(borrowerId, loanId);
    expect((await tableOf(loanId)).at(-1)).toBe("2026-03-05 0 current 0.00 0.00 loan.cured");
    await bankSays(order, "COMPLETED", "2026-03-07");
    await live("2026-03-06", "2026-03-20", loanId);
    await bankSays(order, "RETURNED", "2026-03-20", "R10");
    expect((await tableOf(loanId)).at(-1)).toBe("2026-03-20 19 16-30 50.00 416.67 loan.late");
    expect(await toDay("2026-03-21", loanId)).toBe(1); // the late fee, by the next daily step
    expect(await db.loanDelinquency.findUniqueOrThrow({ where: { loanId } })).toMatchObject({
      bucket: "16-30",
      nextOn: new Date("2026-04-01"),
    });
  });
});

test("less than 1.00 unpaid makes no loan late, and stays owed", async () => {
  const art = await newBorrower();
  const { loanId } = await activeLoan(art, "2026-01-01");
  await toDay("2026-02-01", loanId);
  await bankSays(await pay(art.borrowerId, loanId, "465.68"), "COMPLETED", "2026-02-01");
  await live("2026-02-02", "2026-02-20", loanId);
  expect(await tableOf(loanId)).toEqual(["2026-02-02 0 current 0.00 0.99 "]);
});

test("a day that is run again notes nothing again, and a punctual loan is not read", async () => {
  const art = await newBorrower();
  const { loanId } = await activeLoan(art, "2026-01-01");
  await toDay("2026-02-01", loanId);
  await pay(art.borrowerId, loanId); // on its way counts as made
  expect(await toDay("2026-02-02", loanId)).toBe(0);
  expect(await listLoanDays(loanId)).toEqual([]);
  await live("2026-02-03", "2026-03-02", loanId);
  expect(await toDay("2026-03-02", loanId)).toBe(0);
  expect(await tableOf(loanId)).toEqual(["2026-03-02 1 grace 50.00 416.67 loan.late"]);
});

test("at the end of a month each loan has one row, also when the day is run again", async () => {
  const art = await newBorrower();
  const { loanId } = await activeLoan(art, "2026-01-01");
  await toDay("2026-01-31", loanId);
  await toDay("2026-01-31", loanId);
  const days = await listLoanDays(loanId);
  expect(days.map(({ on, reason, bucket }) => [on, reason, bucket])).toEqual([
    ["2026-01-31", "month-end", "current"],
  ]);
});
