import { describe, expect, it } from "vitest";
import { d, sum, toMoney } from "@/lib/money/money";
import { discountOfYear } from "./original-issue-discount";

const TWO_YEARS = { principal: "10000.00", annualRate: "0.051", termMonths: 24, startedOn: "2026-01-01" };

describe("original issue discount", () => {
  it("follows the constant yield of 4.9762% over two years", () => {
    expect(discountOfYear(TWO_YEARS, 2026)).toBe("497.62");
    expect(discountOfYear(TWO_YEARS, 2027)).toBe("522.38");
  });

  it("is nothing before the start and after maturity", () => {
    expect(discountOfYear(TWO_YEARS, 2025)).toBe("0.00");
    expect(discountOfYear(TWO_YEARS, 2028)).toBe("0.00");
  });

  it("divides a year by days when the start is within it", () => {
    const inMay = { ...TWO_YEARS, startedOn: "2026-05-15" };
    expect(discountOfYear(inMay, 2026)).toBe("314.93"); // 497.62 × 231 / 365
  });

  it.each([18, 24, 36, 60])("adds up to the whole interest over %i months", (termMonths) => {
    const investment = { principal: "12345.67", annualRate: "0.0525", termMonths, startedOn: "2027-02-28" };
    const years = Array.from({ length: 8 }, (_, n) => d(discountOfYear(investment, 2026 + n)));
    const interest = d("12345.67").times("0.0525").times(termMonths).div(12);
    expect(toMoney(sum(years))).toBe(toMoney(interest.toDecimalPlaces(2)));
  });
});
