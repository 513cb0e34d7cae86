import fc from "fast-check";
import { expect, it } from "vitest";
import { d, sum, toMoney } from "@/lib/money/money";
import { interestOfPeriod, project } from "./projection";

const brittany = { principal: "10000.00", annualRate: "0.048", termMonths: 12 };

it("makes 10,480.00 of 10,000.00 at 4.8% in 12 months, 40.00 a month", () => {
  const projection = project({ ...brittany, startedOn: "2026-01-01" });
  expect(projection).toMatchObject({
    interest: "480.00",
    maturityAmount: "10480.00",
    maturesOn: "2027-01-01",
  });
  expect(projection.months.map((month) => month.amount)).toEqual(Array<string>(12).fill("40.00"));
});

it("anchors the months to the start and clamps them to the month's end", () => {
  const { months } = project({ ...brittany, termMonths: 3, startedOn: "2028-01-31" });
  expect(months.map((month) => month.dueOn)).toEqual(["2028-02-29", "2028-03-31", "2028-04-30"]);
});

it("knows no dates before the deposit has cleared", () => {
  const { maturesOn, months } = project({ ...brittany, startedOn: null });
  expect([maturesOn, months[0]?.dueOn]).toEqual([null, null]);
});

it("loses no cent: the months add up to the interest for any principal, rate and term", () => {
  const terms = fc.record({
    cents: fc.integer({ min: 1, max: 25_000_000 }),
    basisPoints: fc.integer({ min: 1, max: 2_000 }),
    termMonths: fc.integer({ min: 1, max: 120 }),
  });
  fc.assert(
    fc.property(terms, ({ cents, basisPoints, termMonths }) => {
      const principal = toMoney(d(cents).div(100));
      const annualRate = d(basisPoints).div(10_000).toString();
      const { interest, maturityAmount, months } = project({
        principal,
        annualRate,
        termMonths,
        startedOn: null,
      });
      expect(toMoney(sum(months.map((month) => d(month.amount))))).toBe(interest);
      expect(toMoney(d(principal).plus(d(interest)))).toBe(maturityAmount);
    }),
  );
});

it("refuses a month outside the term", () => {
  expect(interestOfPeriod({ ...brittany, period: 12 })).toBe("40.00");
  expect(() => interestOfPeriod({ ...brittany, period: 13 })).toThrow(RangeError);
});
