import fc from "fast-check";
import { expect, it } from "vitest";
import { d } from "./money";
import { addQuotients, parseQuotient, quotient, timesQuotient, toDecimal } from "./quotient";

it("keeps fractions in lowest terms with the sign above", () => {
  expect(quotient(365, 255)).toEqual({ numerator: 73n, denominator: 51n });
  expect(quotient(1, -2)).toEqual({ numerator: -1n, denominator: 2n });
  expect(() => quotient(1, 0)).toThrow(RangeError);
});

it("reads quotients, whole numbers and decimals, and nothing else", () => {
  expect(["19/30", "0", "0.5", "7.3/5.1"].map(parseQuotient)).toEqual([
    quotient(19, 30),
    quotient(0),
    quotient(1, 2),
    quotient(73, 51),
  ]);
  for (const text of ["", "1/0", "-1", "1/2/3", "a", "1e3", "1 / 2", "9".repeat(50)])
    expect(parseQuotient(text)).toBeNull();
});

it("adds thirds to a whole, which decimals cannot", () => {
  const third = quotient(1, 3);
  expect(addQuotients(third, addQuotients(third, third))).toEqual(quotient(1));
  expect(toDecimal(quotient(1, 8)).toString()).toBe("0.125");
});

it("multiplies before it divides, so that an exact half stays one", () => {
  fc.assert(
    fc.property(fc.integer({ min: 1, max: 10 ** 6 }), fc.integer({ min: 1, max: 400 }), (amount, parts) => {
      expect(timesQuotient(d(amount).times(parts), quotient(1, parts)).equals(amount)).toBe(true);
    }),
  );
});
