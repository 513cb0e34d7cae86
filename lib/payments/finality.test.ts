import { expect, it } from "vitest";
import { finalOn } from "./finality";

it.each([
  ["2027-01-08", "500.00", false, "2027-01-13"], // Friday to Wednesday
  ["2027-01-08", "500.00", true, "2027-01-15"],
  ["2027-01-08", "10000.00", false, "2027-01-13"],
  ["2027-01-08", "10000.01", false, "2027-01-15"],
  ["2027-01-15", "500.00", false, "2027-01-21"], // Martin Luther King Day on Monday
])("money that settled on %s, %s (first: %s), can be used from %s", (settledOn, amount, isFirst, day) => {
  expect(finalOn({ settledOn, amount, isFirst })).toBe(day);
});
