import { expect, it } from "vitest";
import { d } from "@/lib/money/money";
import { utilization } from "./utilization";

it.each([
  ["5000", "5000", "0.5000"],
  ["0", "5000", "1.0000"],
  ["10000", "0", "0.0000"],
  ["0", "0", "0.0000"],
  ["-100", "100", "0.0000"], // cash below its floor by all that is lent: no pool to speak of
])("calls a pool of %s cash and %s lent %s used", (cash, lentOut, expected) => {
  expect(utilization(d(cash), d(lentOut))).toBe(expected);
});
