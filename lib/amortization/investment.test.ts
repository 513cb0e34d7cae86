import fc from "fast-check";
import { expect, it } from "vitest";
import { d, fromCents } from "@/lib/money/money";
import { interestOfMonth, investmentInterest } from "./investment";

it("gives one month as the list of all months has it", () => {
  fc.assert(
    fc.property(
      fc.bigInt(1n, 10n ** 12n),
      fc.integer({ min: 0, max: 300_000 }),
      fc.integer({ min: 1, max: 120 }),
      fc.constantFrom("half-even" as const, "half-up" as const),
      (cents, millionths, termMonths, rounding) => {
        const terms = {
          principal: fromCents(cents),
          annualRate: d(millionths).div(1_000_000),
          termMonths,
          rounding,
        };
        const { periods } = investmentInterest(terms);
        expect(periods.map(({ number }) => interestOfMonth(terms, number).toFixed(2))).toEqual(
          periods.map(({ amount }) => amount.toFixed(2)),
        );
      },
    ),
    { numRuns: 50 },
  );
});

it.each([0, 13, 1.5, -1])("refuses month %d of twelve", (month) => {
  const terms = { principal: d("10000"), annualRate: d("0.048"), termMonths: 12 };
  expect(() => interestOfMonth(terms, month)).toThrow(RangeError);
});
