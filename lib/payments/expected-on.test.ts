import { expect, it } from "vitest";
import { expectedOn } from "./expected-on";

it.each([
  ["ACH", "2027-07-02", "2027-07-06"], // Friday before the observed Independence Day
  ["WIRE", "2027-07-02", "2027-07-02"],
  ["WIRE", "2027-07-03", "2027-07-06"],
  ["RTP", "2027-07-04", "2027-07-04"],
] as const)("expects %s of %s on %s", (rail, createdOn, date) => {
  expect(expectedOn(rail, createdOn)).toBe(date);
});
