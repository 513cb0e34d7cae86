import fc from "fast-check";
import { expect, it } from "vitest";
import {
  addDays,
  addMonths,
  compare,
  dateParts,
  dayOfWeek,
  daysBetween,
  formatDate,
  formatShortDate,
  fromDbDate,
  isIsoDate,
  isoDate,
  monthEnd,
  monthName,
  toDbDate,
} from "./dates";

const date = fc
  .date({ min: new Date("1600-01-01T00:00:00Z"), max: new Date("2600-12-31T00:00:00Z"), noInvalidDate: true })
  .map((instant) => instant.toISOString().slice(0, 10));

it("knows the dates that exist", () => {
  expect(["2028-02-29", "2000-02-29", "0001-01-01", "9999-12-31"].every(isIsoDate)).toBe(true);
  const absent = [
    "2027-02-29",
    "1900-02-29",
    "2027-13-01",
    "2027-00-10",
    "2027-04-31",
    "0000-01-01",
    "2027-1-1",
    " 2027-01-01",
  ];
  expect(absent.some(isIsoDate)).toBe(false);
  expect(isoDate.safeParse("2027-02-30").success).toBe(false);
  expect(() => addDays("2027-02-30", 1)).toThrow(RangeError);
});

it("clamps months to the month's end, always from the anchor", () => {
  expect([1, 2, 13, -2].map((n) => addMonths("2027-01-31", n))).toEqual([
    "2027-02-28",
    "2027-03-31",
    "2028-02-29",
    "2026-11-30",
  ]);
});

it("knows a month's last day and its name, in leap years too", () => {
  expect(["2028-02-10", "2027-02-28", "2027-12-01"].map(monthEnd)).toEqual([
    "2028-02-29",
    "2027-02-28",
    "2027-12-31",
  ]);
  expect(monthName("2028-02-29")).toBe("February 2028");
});

it("refuses to leave the years 0001 to 9999", () => {
  expect(() => addDays("9999-12-31", 1)).toThrow(RangeError);
  expect(() => addDays("2027-01-01", 1e12)).toThrow(RangeError);
  expect(() => addMonths("0001-01-01", -1)).toThrow(RangeError);
});

it("undoes a step of days by the same step back, over every leap day", () => {
  fc.assert(
    fc.property(date, fc.integer({ min: -50_000, max: 50_000 }), (from, n) => {
      const to = addDays(from, n);
      expect(daysBetween(from, to)).toBe(n);
      expect(addDays(to, -n)).toBe(from);
      expect(Math.sign(compare(to, from))).toBe(Math.sign(n));
    }),
  );
});

it("keeps the day of the month wherever the month has it", () => {
  fc.assert(
    fc.property(date, fc.integer({ min: -600, max: 600 }), (from, n) => {
      const to = addMonths(from, n);
      const nextDay = addDays(to, 1);
      const isKept = dateParts(to).day === dateParts(from).day;
      expect(isKept || (dateParts(nextDay).day === 1 && dateParts(to).day < dateParts(from).day)).toBe(true);
    }),
  );
});

it("crosses the database as midnight UTC, in a time zone that is neither", () => {
  expect(process.env.TZ).toBe("Asia/Kathmandu");
  expect(toDbDate("2027-01-31").toISOString()).toBe("2027-01-31T00:00:00.000Z");
  fc.assert(fc.property(date, (day) => fromDbDate(toDbDate(day)) === day));
});

it("knows weekdays and writes dates for people", () => {
  expect([dayOfWeek("2027-01-01"), dayOfWeek("2000-02-29"), dayOfWeek("2027-01-03")]).toEqual([5, 2, 0]);
  expect(formatDate("2027-01-01")).toBe("January 1, 2027");
  expect(formatShortDate("2027-12-09")).toBe("Dec 9, 2027");
});
