import fc from "fast-check";
import { expect, test } from "vitest";
import { schedule } from "@/lib/amortization/schedule";
import { d, sum, toMoney, type Decimal } from "@/lib/money/money";
import { partsOf, totalOf } from "@/lib/money/parts";
import { closingEntries, closingOf } from "./closing";
import { loanState, type Row } from "./loan-state";
import { scheduleRequest, type LoanTerms } from "./loan-terms";
import { isSameSchedule, remakeSchedule } from "./remake-schedule";
import { payoffOn, planRepayment, type Position } from "./repayment-plan";
import { allocate } from "./waterfall";

const START = "2026-01-01";
const art: LoanTerms = {
  method: "FLAT",
  principal: d("5000"),
  annualRate: d("0.12"),
  termMonths: 12,
  dayCount: "30/360",
  rounding: "half-even",
};
const artsRows = remakeSchedule({ terms: art, disbursedOn: START, extras: [], accrued: new Map() });
const afterOneMonth: Position = {
  rows: artsRows,
  owed: partsOf({ principal: "4583.33" }),
  interestAccrued: d("50"),
  accruedNumbers: new Set([1]),
  disbursedOn: START,
  rounding: "half-even",
};
const statusesOn = (asOf: string, change: Partial<Position> = {}) =>
  loanState({ ...afterOneMonth, ...change, asOf })
    .rows.slice(0, 3)
    .map((row) => row.status);

const anyTerms = fc
  .record({
    method: fc.constantFrom("FLAT", "EQUAL_INSTALLMENT"),
    cents: fc.integer({ min: 100_000, max: 4_000_000 }),
    ratePoints: fc.integer({ min: 0, max: 3000 }),
    termMonths: fc.constantFrom(1, 12, 24, 36, 60),
  })
  .map(({ method, cents, ratePoints, termMonths }): LoanTerms => ({
    ...art,
    method: method as LoanTerms["method"],
    principal: d(cents).div(100),
    annualRate: d(ratePoints).div(10_000),
    termMonths,
  }));

test("a paid installment is paid, the next is future, then due, then late from the day after", () => {
  expect(statusesOn("2026-02-15")).toEqual(["paid", "future", "future"]);
  expect(statusesOn("2026-03-01")).toEqual(["paid", "due", "future"]);
  expect(statusesOn("2026-03-02")).toEqual(["paid", "late", "future"]);
  expect(statusesOn("2026-02-15", { owed: partsOf({ principal: "4500" }) })).toEqual([
    "paid",
    "partly-paid",
    "future",
  ]);
});

test("days past due count from the oldest unpaid due date", () => {
  const late = loanState({ ...afterOneMonth, asOf: "2026-04-15" });
  expect(late.daysPastDue).toBe(45);
  expect(toMoney(late.pastDueAmount)).toBe("933.34");
  expect(late.nextDue).toMatchObject({ number: 2, dueOn: "2026-03-01" });
});

test("a payment covers past due interest, then its principal, then principal ahead", () => {
  const state = loanState({ ...afterOneMonth, asOf: "2026-03-05" });
  const split = (amount: string) => {
    const { parts, extraPrincipal, extraAfter } = allocate({
      amount: d(amount),
      state,
      asOf: "2026-03-05",
    });
    return [toMoney(parts.interest), toMoney(parts.principal), toMoney(extraPrincipal), extraAfter];
  };
  expect(split("30.00")).toEqual(["30.00", "0.00", "0.00", 0]);
  expect(split("466.67")).toEqual(["50.00", "416.67", "0.00", 0]);
  expect(split("500.00")).toEqual(["50.00", "450.00", "33.33", 2]);
  expect(split("1000.00")).toEqual(["50.00", "950.00", "533.33", 2]);
  expect(() => split("6000.00")).toThrow(RangeError);
});

test("a payment made for the next installment pays it, with a flat loan's agreed interest", () => {
  const state = loanState({ ...afterOneMonth, asOf: "2026-02-15" });
  const { parts, extraPrincipal } = allocate({
    ...{ amount: d("466.67"), state, asOf: "2026-02-15" },
    isForNext: true,
  });
  expect([parts.interest, parts.principal, extraPrincipal].map(toMoney)).toEqual(["50.00", "416.67", "0.00"]);
});

test("a cent less than a flat loan's payoff pays the current month's interest before principal", () => {
  const plan = planRepayment({
    ...{ position: afterOneMonth, kind: "OTHER", amount: d("4608.32"), asOf: "2026-02-15" },
  });
  expect([plan.parts.interest, plan.parts.principal].map(toMoney)).toEqual(["50.00", "4558.32"]);
});

test("a payment's parts always make the payment", () => {
  const whole = loanState({ ...afterOneMonth, asOf: "2026-03-05" });
  fc.assert(
    fc.property(fc.integer({ min: 1, max: 450_000 }), (cents) => {
      const amount = d(cents).div(100);
      const { parts, extraPrincipal } = allocate({ amount, state: whole, asOf: "2026-03-05" });
      expect(totalOf(parts).equals(amount)).toBe(true);
      expect(extraPrincipal.lte(parts.principal)).toBe(true);
    }),
  );
});

test("without extra payments the remade schedule is the agreed one, for any terms", () => {
  fc.assert(
    fc.property(anyTerms, (terms) => {
      const agreed = schedule(scheduleRequest(terms, START)).rows;
      expect(
        isSameSchedule(remakeSchedule({ terms, disbursedOn: START, extras: [], accrued: new Map() }), agreed),
      ).toBe(true);
    }),
    { numRuns: 30 },
  );
});

test("with extra payments principal still sums up, the end comes no later, and charged interest stays", () => {
  fc.assert(
    fc.property(
      anyTerms,
      fc.integer({ min: 0, max: 11 }),
      fc.integer({ min: 1, max: 99 }),
      (terms, after, percent) => {
        const agreed = remakeSchedule({ terms, disbursedOn: START, extras: [], accrued: new Map() });
        const balance = agreed[after - 1]?.balance ?? terms.principal;
        if (after >= agreed.length) return;
        const amount = balance.times(percent).div(100).toDecimalPlaces(2);
        if (amount.isZero()) return;
        const accrued = new Map(agreed.slice(0, after + 1).map((row) => [row.number, row.interest]));
        const rows = remakeSchedule({ terms, disbursedOn: START, extras: [{ after, amount }], accrued });
        expect(
          sum(rows.map((row) => row.principal))
            .plus(amount)
            .equals(terms.principal),
        ).toBe(true);
        expect(rows.length).toBeLessThanOrEqual(agreed.length);
        for (const row of rows.slice(0, after + 1)) {
          expect(row.interest.equals(agreed[row.number - 1]!.interest)).toBe(true);
        }
      },
    ),
    { numRuns: 40 },
  );
});

test("due dates are clamped from the disbursement's day, and stay as signed for an active loan", () => {
  const dates = (dueDay?: number, extras: { after: number; amount: Decimal }[] = []) =>
    remakeSchedule({ terms: { ...art, dueDay }, disbursedOn: "2025-01-31", extras, accrued: new Map() }).map(
      (row) => row.dueOn,
    );
  const rightDates =
    "2025-02-28 2025-03-31 2025-04-30 2025-05-31 2025-06-30 2025-07-31 2025-08-31 2025-09-30 2025-10-31 2025-11-30 2025-12-31 2026-01-31";
  expect(dates().join(" ")).toBe(rightDates);
  expect(dates(31)).toEqual(dates());
  // Disbursed before the due day was stored: the day that February had clamped is what the borrower signed.
  expect(dates(28)).toEqual(dates().map((on) => `${on.slice(0, 8)}28`));
  expect(dates(28, [{ after: 1, amount: d("1000") }])).toEqual(dates(28).slice(0, 10));
});

test("what was signed with a clamped due day bears the same interest when it is remade", () => {
  const rows = remakeSchedule({
    terms: { ...art, dueDay: 28 },
    disbursedOn: "2025-01-31",
    extras: [],
    accrued: new Map(),
  });
  expect(rows.map((row) => toMoney(row.interest))).toEqual(Array<string>(12).fill("50.00"));
});

test("no installment of 0.00 is left when principal paid ahead leaves a cent of an interest-only loan", () => {
  const rows = remakeSchedule({
    terms: { ...art, method: "INTEREST_ONLY" },
    disbursedOn: START,
    extras: [{ after: 3, amount: d("4999.99") }],
    accrued: new Map(),
  });
  expect(rows.map((row) => `${row.number}: ${toMoney(row.payment)}`)).toEqual([
    "1: 50.00",
    "2: 50.00",
    "3: 50.00",
    "12: 0.01",
  ]);
});

test("a payoff charges the days elapsed of the running month", () => {
  const payoff = payoffOn(afterOneMonth, "2026-02-15");
  expect(
    [payoff.amount, payoff.runningInterest, payoff.parts.interest, payoff.parts.principal].map(toMoney),
  ).toEqual(["4608.33", "25.00", "25.00", "4583.33"]);
  expect(payoff.perDiem.toFixed(4)).toBe("1.7857");
  expect(toMoney(payoffOn(afterOneMonth, "2026-02-01").amount)).toBe("4583.33");
});

test("paying everything by any name is a payoff, and more than that is refused", () => {
  const plan = (amount: string) =>
    planRepayment({ position: afterOneMonth, kind: "OTHER", amount: d(amount), asOf: "2026-02-15" });
  expect(plan("4608.33").kind).toBe("PAYOFF");
  expect(plan("4608.32").kind).toBe("OTHER");
  expect(() => plan("4608.34")).toThrow("You owe $4,608.33 today. You cannot pay more than that.");
});

test("the last of all payments closes with nothing more to charge", () => {
  const last = { rows: artsRows, accruedNumbers: new Set(artsRows.map((row) => row.number)) };
  const position = { ...afterOneMonth, ...last, owed: partsOf({ interest: "50", principal: "416.63" }) };
  const repayment = {
    kind: "SCHEDULED" as const,
    principal: "416.63",
    interest: "50.00",
    accruedOnPayoff: "0.00",
  };
  const closing = closingOf(position, repayment as unknown as Parameters<typeof closingOf>[1])!;
  expect([toMoney(closing.interest), toMoney(closing.unearned), closing.isEarly]).toEqual([
    "0.00",
    "0.00",
    false,
  ]);
  expect(closingEntries({ loan: { id: "loan_1", borrowerId: "brw_1" }, closing, period: 13 })).toBeNull();
});

test("while anything is owed after the payment the loan stays open", () => {
  const repayment = {
    kind: "SCHEDULED" as const,
    principal: "416.67",
    interest: "50.00",
    accruedOnPayoff: "0.00",
  };
  expect(closingOf(afterOneMonth, repayment as unknown as Parameters<typeof closingOf>[1])).toBeNull();
});

test("an installment's parts are never below zero however much was paid", () => {
  fc.assert(
    fc.property(
      fc.integer({ min: 0, max: 500_000 }),
      fc.integer({ min: -10_000, max: 60_000 }),
      (owed, balance) => {
        const state = loanState({
          ...afterOneMonth,
          owed: partsOf({ interest: d(balance).div(100), principal: d(owed).div(100) }),
          asOf: "2026-06-15",
        });
        for (const row of state.rows satisfies Row[]) {
          expect(row.unpaidParts.interest.gte(0) && row.unpaidParts.interest.lte(row.interest)).toBe(true);
          expect(row.unpaidParts.principal.gte(0) && row.unpaidParts.principal.lte(row.principal)).toBe(true);
        }
      },
    ),
  );
});
