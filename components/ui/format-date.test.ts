import { expect, test } from "vitest";
import { formatDate, formatInstant } from "./format-date";

test("writes a date in full and in short, whatever zone the machine is in", () => {
  expect(formatDate("2027-01-01")).toBe("1 January 2027");
  expect(formatDate("2026-12-31", "short")).toBe("31 Dec 2026");
});

test.each(["2026-13-01", "1 March 2026", "2026-3-1", ""])("refuses %j, which is no date", (on) => {
  expect(() => formatDate(on)).toThrow(RangeError);
});

test("tells an instant in the business's zone, winter and summer", () => {
  expect(formatInstant("2026-03-01T15:42:00Z")).toBe("1 Mar 2026, 10:42 EST");
  expect(formatInstant("2026-07-01T03:05:00Z")).toBe("30 Jun 2026, 23:05 EDT");
});
