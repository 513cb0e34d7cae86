import fc from "fast-check";
import { expect, it } from "vitest";
import { addDays } from "@/lib/calendar/dates";
import { d, fromCents, sum, toMoney } from "@/lib/money/money";
import { oidByYear } from "./oid";

const written = (terms: { startedOn: string; termMonths: number; interest?: string }) =>
  Object.fromEntries(
    [...oidByYear({ principal: d("10000"), ...terms, interest: d(terms.interest ?? "1020") })].map(
      ([year, amount]) => [year, toMoney(amount)],
    ),
  );

it("accrues 1,020.00 over 24 months at 4.9762% per year", () => {
  expect(written({ startedOn: "2026-01-01", termMonths: 24 })).toEqual({ 2026: "497.62", 2027: "522.38" });
});

it("gives each day of a year of the contract the same part, so that a leap year changes no year's sum", () => {
  expect(written({ startedOn: "2027-01-01", termMonths: 24 })).toEqual({ 2027: "497.62", 2028: "522.38" });
  // 497.6188 · 184/365 = 250.8544; then the rest of it and 522.3812 · 184/366 = 262.6179
  expect(written({ startedOn: "2026-07-01", termMonths: 24 })).toEqual({
    ...{ 2026: "250.85", 2027: "509.39", 2028: "259.76" },
  });
});

it("counts a term of a year or less when it is paid, and one month more year by year", () => {
  expect(written({ startedOn: "2026-07-01", termMonths: 12, interest: "480" })).toEqual({ 2027: "480.00" });
  expect(Object.keys(written({ startedOn: "2026-07-01", termMonths: 13, interest: "520" }))).toEqual([
    "2026",
    "2027",
  ]);
});

it("has no year without income", () => {
  expect(written({ startedOn: "2026-01-01", termMonths: 24, interest: "0" })).toEqual({});
});

it("sums to the interest over all years, and no year is negative, whatever the term", () => {
  const terms = fc.record({
    principal: fc.bigInt(1n, 250_000_00n).map(fromCents),
    interest: fc.bigInt(0n, 100_000_00n).map(fromCents),
    termMonths: fc.integer({ min: 1, max: 60 }),
    startedOn: fc.integer({ min: 0, max: 3000 }).map((days) => addDays("2024-01-01", days)),
  });
  fc.assert(
    fc.property(terms, (each) => {
      const years = [...oidByYear(each).values()];
      expect(sum(years).toFixed()).toBe(each.interest.toFixed());
      expect(years.every((amount) => amount.greaterThan(0))).toBe(true);
    }),
  );
});
