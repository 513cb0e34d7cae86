import { describe, expect, it } from "vitest";
import { RETURN_CODE_CATEGORIES } from "./return-codes";
import { rateOf, ratesOf, type DebitCount } from "./return-rates";

const of = (code: string, count: number, debits = 400): DebitCount[] => [
  { secCode: "WEB", code, count },
  { secCode: "WEB", code: null, count: debits - count },
];

describe("the network's limits", () => {
  it.each([
    ["unauthorized", "R10", 1, "0.25", "OK"],
    ["unauthorized", "R10", 2, "0.50", "WARNING"], // at the limit is not above it
    ["unauthorized", "R10", 3, "0.75", "BREACH"],
    ["administrative", "R03", 7, "1.75", "OK"],
    ["administrative", "R03", 8, "2.00", "WARNING"],
    ["administrative", "R03", 12, "3.00", "WARNING"],
    ["administrative", "R03", 13, "3.25", "BREACH"],
    ["all", "R01", 35, "8.75", "OK"],
    ["all", "R01", 36, "9.00", "WARNING"],
    ["all", "R01", 60, "15.00", "WARNING"],
    ["all", "R01", 61, "15.25", "BREACH"],
  ] as const)("%s returns: %s of %i in 400 debits are %s%%, %s", (category, code, count, rate, level) => {
    expect(rateOf(category, of(code, count))).toMatchObject({ returned: count, debits: 400, rate, level });
  });

  it("count the codes that Nacha counts", () => {
    expect(RETURN_CODE_CATEGORIES).toEqual({
      unauthorized: ["R05", "R07", "R10", "R11", "R29", "R51"],
      administrative: ["R02", "R03", "R04"],
    });
    expect(ratesOf(of("R99", 3)).map(({ returned }) => returned)).toEqual([0, 0, 3]);
  });

  it("judge nothing from fewer than a hundred debits", () => {
    expect(rateOf("all", of("R01", 50, 99))).toMatchObject({ rate: "50.51", level: "FEW" });
    expect(rateOf("all", of("R01", 50, 100)).level).toBe("BREACH");
    expect(rateOf("all", [])).toMatchObject({ rate: "0.00", debits: 0, level: "FEW" });
  });
});
