import { expect, it } from "vitest";
import { withoutFew } from "./public-statistics";

const year = (of: number, borrowers: number) => ({
  ...{ year: of, borrowers, loans: borrowers, lent: "5000.00", meanRate: "12.00", lossRate: "0.00" },
});
const shown = (...years: ReturnType<typeof year>[]) =>
  withoutFew(years).flatMap(({ year: of, lent }) => (lent === null ? [] : [of]));

it("hides a year that fewer than ten people are behind", () => {
  expect(shown(year(2025, 9), year(2026, 10))).toEqual([]);
  expect(shown(year(2024, 9), year(2025, 9), year(2026, 10))).toEqual([2026]);
});

it("hides more years until what the totals less the others show is about ten people at least", () => {
  expect(shown(year(2024, 3), year(2025, 40), year(2026, 50))).toEqual([2026]);
  expect(shown(year(2025, 10), year(2026, 50))).toEqual([2025, 2026]);
});

it("names the years and nothing about people", () =>
  expect(withoutFew([year(2025, 1), year(2026, 1)])).toEqual([
    { year: 2025, loans: null, lent: null, meanRate: null, lossRate: null },
    { year: 2026, loans: null, lent: null, meanRate: null, lossRate: null },
  ]));
