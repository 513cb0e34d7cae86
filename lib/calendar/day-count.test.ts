import fc from "fast-check";
import { expect, it } from "vitest";
import { dayCount, DAY_COUNTS } from "./day-count";
import type { DayCount } from "./day-count";
import { addDays } from "./dates";

// Days of the 30/360 family as tabled in ISDA's "30/360 day count conventions" worksheet, for month ends and February.
it.each<[string, string, Record<string, number>]>([
  ["2007-01-15", "2007-01-30", { "30/360": 15, "30E/360": 15, "30/360 US": 15 }],
  ["2007-01-15", "2007-07-15", { "30/360": 180, "30E/360": 180, "30/360 US": 180 }],
  ["2007-09-30", "2008-03-31", { "30/360": 180, "30E/360": 180, "30/360 US": 180 }],
  ["2007-09-30", "2007-10-31", { "30/360": 30, "30E/360": 30, "30/360 US": 30 }],
  ["2007-01-15", "2007-01-31", { "30/360": 16, "30E/360": 15, "30/360 US": 16 }],
  ["2007-01-31", "2007-02-28", { "30/360": 28, "30E/360": 28, "30/360 US": 28 }],
  ["2007-02-28", "2007-03-31", { "30/360": 33, "30E/360": 32, "30/360 US": 30 }],
  ["2006-08-31", "2007-02-28", { "30/360": 178, "30E/360": 178, "30/360 US": 178 }],
  ["2007-02-28", "2007-08-31", { "30/360": 183, "30E/360": 182, "30/360 US": 180 }],
  ["2007-02-14", "2007-02-28", { "30/360": 14, "30E/360": 14, "30/360 US": 14 }],
  ["2008-02-29", "2009-02-28", { "30/360": 359, "30E/360": 359, "30/360 US": 360 }],
])("counts %s to %s in months of 30 days", (from, to, days) => {
  for (const [convention, count] of Object.entries(days)) {
    expect(dayCount({ from, to, convention: convention as DayCount }).days, convention).toBe(count);
  }
});

// ISDA, "EMU and market conventions", 1998: the actual/actual example of November 1, 2003 to May 1, 2004, 0.497724380567.
it("splits actual/actual at the turn of a leap year", () => {
  const span = { from: "2003-11-01", to: "2004-05-01", convention: "actual/actual ISDA" as const };
  expect(dayCount(span).fraction.toFixed(12)).toBe("0.497724380567");
  const years = { from: "2003-07-01", to: "2006-07-01", convention: "actual/actual ISDA" as const };
  expect(dayCount(years).fraction.toFixed(6)).toBe("3.000000");
});

it.each<[DayCount, string]>([
  ["actual/365", "0.084931506849"],
  ["actual/364", "0.085164835165"],
  ["actual/360", "0.086111111111"],
  ["unit-period", "0.083333333333"],
])("takes January as a part of a year by %s", (convention, fraction) => {
  expect(dayCount({ from: "2027-01-01", to: "2027-02-01", convention }).fraction.toFixed(12)).toBe(fraction);
});

// Appendix J counts back from the later date, so at the turn of a month its count may step back a day.
const STEADY = DAY_COUNTS.filter((convention) => convention !== "unit-period");

it("is nothing for no time, never shrinks from day to day, and refuses time that runs backwards", () => {
  fc.assert(
    fc.property(fc.constantFrom(...STEADY), fc.integer({ min: 0, max: 3000 }), (convention, days) => {
      const from = "2023-08-31";
      expect(dayCount({ from, to: from, convention }).fraction.isZero()).toBe(true);
      const here = dayCount({ from, to: addDays(from, days), convention }).fraction;
      const next = dayCount({ from, to: addDays(from, days + 1), convention }).fraction;
      expect(next.greaterThanOrEqualTo(here)).toBe(true);
    }),
  );
  expect(() => dayCount({ from: "2027-01-02", to: "2027-01-01", convention: "30/360" })).toThrow(RangeError);
});
