import { expect, it } from "vitest";
import { dueDates } from "./due-dates";
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

it("refuses installments due every 0 days", () => {
  expect(() => dueDates({ first: "2027-01-01", frequency: { everyDays: 0 }, count: 2 })).toThrow(RangeError);
});
