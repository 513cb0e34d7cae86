import { expect, it } from "vitest";
import { addDays, dateParts, daysInMonth } from "./dates";
import { dueDates, dueDayOf } from "./due-dates";
import type { Frequency } from "./due-dates";

it.each<[string, Frequency, string]>([
  ["2027-01-31", "monthly", "2027-01-31 2027-02-28 2027-03-31 2027-04-30"],
  ["2027-12-30", "monthly", "2027-12-30 2028-01-30 2028-02-29 2028-03-30"],
  ["2027-02-28", "monthly", "2027-02-28 2027-03-28 2027-04-28 2027-05-28"],
  ["2028-02-20", "weekly", "2028-02-20 2028-02-27 2028-03-05 2028-03-12"],
  ["2027-12-20", "biweekly", "2027-12-20 2028-01-03 2028-01-17 2028-01-31"],
  ["2027-02-20", { everyDays: 15 }, "2027-02-20 2027-03-07 2027-03-22 2027-04-06"],
])("from %s %j", (first, frequency, dates) => {
  expect(dueDates({ first, frequency, count: 4 })).toEqual(dates.split(" "));
});

it("aims at the disbursement's day when February clamped the first due date, and not otherwise", () => {
  const day = (disbursedOn: string, first: string) => dueDayOf({ disbursedOn, first });
  expect(day("2025-01-31", "2025-02-28")).toBe(31);
  expect(day("2025-01-29", "2025-02-28")).toBe(29);
  expect(day("2025-12-31", "2026-02-28")).toBe(31);
  expect(day("2025-03-31", "2025-04-30")).toBe(31);
  expect(day("2025-01-15", "2025-02-28")).toBe(28);
  expect(day("2028-01-31", "2028-02-28")).toBe(28);
  expect(day("2025-02-28", "2025-03-31")).toBe(31);
});

it("falls due on the disbursement's day or the month's end, for every start day of four years", () => {
  for (let start = "2025-01-01"; start < "2029-01-01"; start = addDays(start, 1)) {
    const { year, month, day } = dateParts(start);
    const expected = Array.from({ length: 14 }, (_, index) => {
      const [y, m] = [year + Math.floor((month + index) / 12), ((month + index) % 12) + 1];
      const dueDay = String(Math.min(day, daysInMonth(y, m))).padStart(2, "0");
      return `${y}-${String(m).padStart(2, "0")}-${dueDay}`;
    });
    const first = expected[0] ?? "";
    const dueDay = dueDayOf({ disbursedOn: start, first });
    expect(dueDates({ first, frequency: "monthly", count: 14, dueDay })).toEqual(expected);
  }
});

it("refuses installments due every 0 days", () => {
  expect(() => dueDates({ first: "2027-01-01", frequency: { everyDays: 0 }, count: 2 })).toThrow(RangeError);
});
