import fc from "fast-check";
import { expect, test } from "vitest";
import { addDays } from "@/lib/calendar/dates";
import { d, ZERO } from "@/lib/money/money";
import { minusParts, partsOf } from "@/lib/money/parts";
import { loanState } from "./loan-state";
import { remakeSchedule } from "./remake-schedule";
import { planRepayment, type Position } from "./repayment-plan";
import { standingOn } from "./standing";

const START = "2026-01-01";
const rows = remakeSchedule({
  terms: {
    method: "FLAT",
    principal: d("5000"),
    annualRate: d("0.12"),
    termMonths: 12,
    dayCount: "30/360",
    rounding: "half-even",
  },
  disbursedOn: START,
  extras: [],
  accrued: new Map(),
});
/** Art's loan with the interest of `months` charged and nothing paid. */
const unpaidAfter = (months: number): Position => ({
  rows,
  owed: partsOf({ interest: 50 * months, principal: "5000" }),
  interestAccrued: d(50 * months),
  accruedNumbers: new Set(Array.from({ length: months }, (_, at) => at + 1)),
  disbursedOn: START,
  rounding: "half-even",
});
const lessPending = (booked: Position, interest: string, principal: string): Position => ({
  ...booked,
  owed: minusParts(booked.owed, partsOf({ interest, principal })),
});

test("a payment initiated on the due date keeps the loan at 0 days past due until it settles or comes back", () => {
  const booked = unpaidAfter(1);
  const expected = lessPending(booked, "50", "416.67");
  expect(standingOn({ booked, expected }, "2026-02-03")).toMatchObject({
    daysPastDue: 0,
    pastDueAmount: ZERO,
    dueAmount: ZERO,
    nextDue: { number: 2, dueOn: "2026-03-01" },
  });
  expect(standingOn({ booked, expected }, "2026-02-03").rows.slice(0, 2)).toMatchObject([
    { status: "pending", unpaid: d("466.67") },
    { status: "future" },
  ]);
  expect(standingOn({ booked, expected: booked }, "2026-02-03")).toMatchObject({
    daysPastDue: 2,
    rows: expect.arrayContaining([expect.objectContaining({ number: 1, status: "late" })]),
  });
});

test("a payment on its way that covers the older of two installments leaves the count of the younger", () => {
  const booked = unpaidAfter(2);
  const expected = lessPending(booked, "50", "416.67");
  const standing = standingOn({ booked, expected }, "2026-03-11");
  expect(standing).toMatchObject({ daysPastDue: 10, pastDueAmount: d("466.67") });
  expect(standing.rows.slice(0, 3).map(({ status }) => status)).toEqual(["pending", "late", "future"]);
});

test("a payment on its way that covers a part of an installment does not stop its count", () => {
  const booked = unpaidAfter(1);
  const expected = lessPending(booked, "50", "100");
  expect(standingOn({ booked, expected }, "2026-02-21")).toMatchObject({
    daysPastDue: 20,
    pastDueAmount: d("316.67"),
  });
});

test("a pending payoff covers every installment that is left", () => {
  const booked = unpaidAfter(1);
  const expected = { ...lessPending(booked, "50", "5000"), rows: rows.slice(0, 1) };
  const standing = standingOn({ booked, expected }, "2026-02-03");
  expect(standing.nextDue).toBeNull();
  expect(new Set(standing.rows.map(({ status }) => status))).toEqual(new Set(["pending"]));
});

test("without a payment on its way a loan is as the books have it, on every day of its life", () => {
  const anyDay = fc.record({
    months: fc.integer({ min: 0, max: 12 }),
    days: fc.integer({ min: 0, max: 500 }),
  });
  fc.assert(
    fc.property(anyDay, ({ months, days }) => {
      const booked = unpaidAfter(months);
      const asOf = addDays(START, days);
      expect(standingOn({ booked, expected: booked }, asOf)).toEqual(loanState({ ...booked, asOf }));
    }),
  );
});

test("a pending payment never raises the days past due, and paying all that is due makes them 0", () => {
  const anyPayment = fc.record({
    months: fc.integer({ min: 1, max: 12 }),
    late: fc.integer({ min: 0, max: 200 }),
    share: fc.integer({ min: 1, max: 100 }),
  });
  fc.assert(
    fc.property(anyPayment, ({ months, late, share }) => {
      const booked = unpaidAfter(months);
      const asOf = addDays(rows[months - 1]!.dueOn, late);
      const { dueAmount, daysPastDue } = loanState({ ...booked, asOf });
      const amount = dueAmount.times(share).div(100).toDecimalPlaces(2);
      const { interest, principal } = planRepayment({ position: booked, kind: "OTHER", amount, asOf }).parts;
      const expected = lessPending(booked, interest.toFixed(2), principal.toFixed(2));
      const after = standingOn({ booked, expected }, asOf).daysPastDue;
      expect(after).toBeLessThanOrEqual(daysPastDue);
      if (share === 100) expect(after).toBe(0);
    }),
  );
});
