// Properties that every schedule has, whatever the terms.
import fc from "fast-check";
import { expect, it } from "vitest";
import { DAY_COUNTS } from "@/lib/calendar/day-count";
import { addDays, addMonths } from "@/lib/calendar/dates";
import { d, fromCents } from "@/lib/money/money";
import { disclosure } from "./apr";
import { CalculationRefused } from "./refusal";
import { schedule } from "./schedule";
import type { Schedule, ScheduleRequest } from "./schedule";
import { METHODS } from "./terms";

const RUNS = { numRuns: 150 };
// From 1,000.00 and half a percent upward: below that a part may be smaller than the rounding of all the others.
const regular: fc.Arbitrary<ScheduleRequest> = fc
  .record({
    method: fc.constantFrom(...METHODS),
    principal: fc.bigInt({ min: 100_000n, max: 100_000_000n }).map(fromCents),
    annualRate: fc.integer({ min: 50, max: 4000 }).map((bps) => d(bps).div(10_000)),
    installments: fc.integer({ min: 2, max: 60 }),
    disbursedOn: fc.integer({ min: 0, max: 3000 }).map((days) => addDays("2024-01-01", days)),
    rounding: fc.constantFrom("half-even" as const, "half-up" as const),
  })
  .map((terms) => ({ ...terms, firstDueOn: addMonths(terms.disbursedOn, 1) }));
const any: fc.Arbitrary<ScheduleRequest> = fc
  .record({
    method: fc.constantFrom(...METHODS),
    principal: fc.bigInt({ min: 1n, max: 10_000_000n }).map(fromCents),
    annualRate: fc.integer({ min: 0, max: 9000 }).map((bps) => d(bps).div(10_000)),
    installments: fc.integer({ min: 1, max: 120 }),
    disbursedOn: fc.constantFrom("2027-01-29", "2027-01-30", "2027-01-31", "2028-02-29", "2027-12-15"),
    firstAfterDays: fc.integer({ min: 1, max: 75 }),
    frequency: fc.constantFrom("monthly", "biweekly", "weekly", { everyDays: 15 }),
    dayCount: fc.constantFrom(...DAY_COUNTS),
    rounding: fc.constantFrom("half-even" as const, "half-up" as const),
    installmentMultiple: fc.constantFrom("0.01", "1.00", "5.00").map(d),
  })
  .map(
    ({ firstAfterDays, ...terms }) =>
      ({ ...terms, firstDueOn: addDays(terms.disbursedOn, firstAfterDays) }) as ScheduleRequest,
  );

function unlessRefused(request: ScheduleRequest): Schedule | null {
  try {
    return schedule(request);
  } catch (error) {
    const refusals = ["installments", "installmentMultiple", "annualRate"];
    if (error instanceof CalculationRefused && refusals.includes(error.path)) return null;
    throw error;
  }
}

it("repays the principal to the cent, never more, and its rows make up its totals", () => {
  let answered = 0;
  fc.assert(
    fc.property(any, (request) => {
      const result = unlessRefused(request);
      if (!result) return;
      answered += 1;
      const { rows, totals } = result;
      let balance = request.principal;
      for (const row of rows) {
        balance = balance.minus(row.principal);
        expect(row.payment.equals(row.principal.plus(row.interest))).toBe(true);
        expect(row.balance.equals(balance) && !row.balance.lessThan(0)).toBe(true);
        expect(row.principal.lessThan(0) || row.interest.lessThan(0)).toBe(false);
        expect(row.payment.decimalPlaces()).toBeLessThanOrEqual(2);
      }
      expect(rows.length).toBeLessThanOrEqual(request.installments);
      // None of 0.00, and only the last one ends the loan.
      expect(rows.some((row) => row.payment.isZero())).toBe(false);
      expect(rows.findIndex((row) => row.balance.isZero())).toBe(rows.length - 1);
      expect(balance.isZero()).toBe(true);
      expect(totals.principal.equals(request.principal)).toBe(true);
      expect(totals.payments.equals(totals.principal.plus(totals.interest))).toBe(true);
    }),
    RUNS,
  );
  expect(answered).toBeGreaterThan(RUNS.numRuns / 2);
});

it("asks for equal payments but the last, and for equal principal where the method says so", () => {
  fc.assert(
    fc.property(regular, (request) => {
      const { rows } = schedule(request);
      const before = rows.slice(0, -1);
      const distinct = (values: string[]) => new Set(values).size;
      const isLevel = request.method === "flat" || request.method === "equal-installment";
      if (isLevel) expect(distinct(before.map((row) => row.payment.toFixed(2)))).toBe(1);
      const hasLevelPrincipal = request.method === "flat" || request.method === "equal-principal";
      if (hasLevelPrincipal) expect(distinct(before.map((row) => row.principal.toFixed(2)))).toBe(1);
    }),
    RUNS,
  );
});

it("ends an annuity within the compounded rounding of its installment", () => {
  fc.assert(
    fc.property(regular, (terms) => {
      const { rows } = schedule({ ...terms, method: "equal-installment" });
      const i = terms.annualRate.div(12);
      const bound = i.plus(1).pow(terms.installments).minus(1).div(i).times("0.01");
      const [first, last] = [rows[0], rows.at(-1)];
      expect(first && last && last.payment.minus(first.payment).abs().lessThanOrEqualTo(bound)).toBe(true);
    }),
    RUNS,
  );
});

it("discloses the note rate for a regular declining loan, more for a fee, and more for a flat loan", () => {
  fc.assert(
    fc.property(regular, fc.integer({ min: 100, max: 500 }), (terms, feeBps) => {
      // Bound to the 1st to 28th, where calendar months and Appendix J's equal months are the same.
      const dates = { disbursedOn: `${terms.disbursedOn.slice(0, 8)}15` };
      const request = { ...terms, ...dates, firstDueOn: addMonths(dates.disbursedOn, 1) };
      const { rows } = schedule(request);
      const originationFee = fromCents(BigInt(request.principal.times(feeBps).div(100).toFixed(0)));
      const plain = disclosure({ principal: request.principal, rows, ...dates }).apr;
      const withFee = disclosure({ principal: request.principal, rows, originationFee, ...dates }).apr;
      expect(withFee.greaterThan(plain)).toBe(true);
      const note = request.annualRate.times(100);
      if (request.method === "flat") expect(plain.greaterThanOrEqualTo(note)).toBe(true);
      else expect(plain.minus(note).abs().lessThanOrEqualTo("0.01")).toBe(true);
    }),
    RUNS,
  );
});
