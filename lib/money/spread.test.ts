import fc from "fast-check";
import { expect, it } from "vitest";
import { d, fromCents, sum } from "./money";
import { quotient } from "./quotient";
import { roundToMultiple, spreadByLargestRemainder, spreadCumulatively, spreadWithTrueUp } from "./spread";

const total = fc.bigInt({ min: 0n, max: 10n ** 12n }).map(fromCents);
const parts = fc.integer({ min: 1, max: 400 });
const rounding = fc.constantFrom("half-even" as const, "half-up" as const);

it("spreads 373.33 over 12 months as 31.11 eleven times and 31.12 once", () => {
  const evenly = spreadCumulatively({ total: d("373.33"), parts: 12 }).map(String);
  const upwards = spreadCumulatively({ total: d("373.33"), parts: 12, rounding: "half-up" }).map(String);
  expect(evenly.filter((part) => part === "31.11")).toHaveLength(11);
  expect(evenly.indexOf("31.12")).toBe(6);
  expect(upwards.filter((part) => part === "31.11")).toHaveLength(11);
  expect(upwards.indexOf("31.12")).toBe(5);
});

it("loses no cent by cumulative rounding and no part is a cent off", () => {
  fc.assert(
    fc.property(total, parts, rounding, (amount, count, mode) => {
      const spread = spreadCumulatively({ total: amount, parts: count, rounding: mode });
      expect(sum(spread).equals(amount)).toBe(true);
      expect(spread.every((part) => part.minus(amount.div(count)).abs().lessThan("0.01"))).toBe(true);
    }),
  );
});

it("lets the last part take up the rounding, and no part exceeds what is left", () => {
  const each = (count: number) => Array.from({ length: count }, () => quotient(1, 12));
  expect(
    spreadWithTrueUp({ total: d("5000"), weights: each(12) })
      .at(-1)
      ?.toString(),
  ).toBe("416.63");
  const long = spreadWithTrueUp({ total: d("200"), weights: each(360) });
  expect(long[0]?.toString()).toBe("0.56");
  expect(sum(long).toString()).toBe("200");
  expect(long.some((part) => part.isNegative() && !part.isZero())).toBe(false);
});

it("spreads by weight, and gives nothing where nothing weighs", () => {
  const weights = [quotient(45, 31), quotient(1), quotient(1)];
  expect(spreadWithTrueUp({ total: d("172.58"), weights }).map(String)).toEqual(["72.58", "50", "50"]);
  expect(spreadWithTrueUp({ total: d("0"), weights: [quotient(0), quotient(0)] }).map(String)).toEqual([
    "0",
    "0",
  ]);
});

it("gives the cents that are left to the largest remainders, of equal ones to the larger weight", () => {
  const spread = (cents: string, weights: string[]) =>
    spreadByLargestRemainder({ total: d(cents), weights: weights.map(d) }).map((part) => part.toFixed(2));
  expect(spread("350.00", ["10000.00", "5000.00", "200.00"])).toEqual(["230.26", "115.13", "4.61"]);
  expect(spread("0.02", ["1.00", "3.00"])).toEqual(["0.00", "0.02"]);
  expect(spread("0.02", ["1.00", "1.00", "1.00"])).toEqual(["0.01", "0.01", "0.00"]);
  expect(spread("0.00", ["0.00"])).toEqual(["0.00"]);
  expect(() => spread("1.01", ["1.00"])).toThrow(RangeError);
});

it("rounds to multiples", () => {
  expect(roundToMultiple(d("444.24"), d("5")).toString()).toBe("445");
  expect(roundToMultiple(d("442.5"), d("5")).toString()).toBe("440");
  expect(roundToMultiple(d("442.5"), d("5"), "half-up").toString()).toBe("445");
});
