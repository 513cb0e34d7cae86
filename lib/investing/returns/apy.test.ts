import { expect, it } from "vitest";
import { d } from "@/lib/money/money";
import { apy } from "./apy";

it("makes terms comparable: 5.10% over 24 months yields 4.98% per year, 5.40% over 36 months 5.13%", () => {
  const percent = (annualRate: string, termMonths: number) =>
    apy({ annualRate: d(annualRate), termMonths })
      .times(100)
      .toFixed(2);
  expect([percent("0.051", 24), percent("0.054", 36)]).toEqual(["4.98", "5.13"]);
  expect(percent("0.048", 12)).toBe("4.80");
});

it("refuses a term that is no whole number of months", () => {
  for (const termMonths of [0, -3, 1.5]) {
    expect(() => apy({ annualRate: d("0.05"), termMonths })).toThrow(RangeError);
  }
});
