import { expect, test } from "vitest";
import { formatDate, formatInstant } from "./format-date";

test("writes a date in full and in short, whatever zone the machine is in", () => {
  expect(formatDate("2027-01-01")).toBe("January 1, 2027");
  expect(formatDate("2026-12-31", "short")).toBe("Dec 31, 2026");
});

test.each(["2026-13-01", "March 1, 2026", "2026-3-1", ""])("refuses %j, which is not a date", (on) => {
  expect(() => formatDate(on)).toThrow(RangeError);
});

test("writes an instant in the business time zone, in winter and in summer", () => {
  expect(formatInstant("2026-03-01T15:42:00Z")).toBe("Mar 1, 2026, 10:42 AM EST");
  expect(formatInstant("2026-07-01T03:05:00Z")).toBe("Jun 30, 2026, 11:05 PM EDT");
  expect(formatInstant("2026-07-01T04:00:00Z")).toBe("Jul 1, 2026, 12:00 AM EDT");
});
