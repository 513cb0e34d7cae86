// The worked example of a pool that loses money, figure by figure, and what holds for any loss.
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { CENT, d, fromCents, sum, toMoney } from "@/lib/money/money";
import { coverage } from "./coverage";
import { haircuts } from "./haircut";
import { provision } from "./provision";

describe("coverage", () => {
  const POOL = {
    cash: d("3600"),
    performingPrincipal: d("12000"),
    interest: d("0"),
    allowance: d("0"),
    owed: d("15200"),
  };
  const percent = (change: Partial<typeof POOL>) =>
    coverage({ ...POOL, ...change })
      ?.times(100)
      .toFixed(2);

  it("falls from 102.63% to 97.70% and 95.72% as loans of 750.00 and 300.00 are lost", () => {
    expect(percent({})).toBe("102.63");
    expect(percent({ performingPrincipal: d("11250") })).toBe("97.70");
    expect(percent({ performingPrincipal: d("10950") })).toBe("95.72");
  });

  it("of those who stay is kept by paying the coverage of a claim: 10,031.84 of 10,480.00", () => {
    const assets = d("14550");
    const paid = d("10480").times(assets).div("15200");
    expect(paid.toFixed(2)).toBe("10031.84");
    const left = { performingPrincipal: d("0"), cash: assets.minus("10031.84"), owed: d("4720") };
    expect(percent(left)).toBe("95.72");
    // Left in what is owed, the deferred 448.16 would lower everybody else.
    expect(percent({ ...left, owed: d("4720").plus("448.16") })).toBe("87.42");
  });

  it("is exact, so that a figure just below 100% is below it; nothing owed has none", () => {
    const below = { ...POOL, cash: d("0"), performingPrincipal: d("99999.99"), owed: d("100000") };
    expect(coverage(below)?.lessThan(1)).toBe(true);
    expect(percent(below)).toBe("100.00");
    expect(coverage({ ...below, performingPrincipal: d("100000") })?.equals(1)).toBe(true);
    expect(coverage({ ...POOL, owed: d("0") })).toBeNull();
  });
});

describe("a provision", () => {
  const art = { outstanding: d("4583.33"), grade: "B", monthsLeft: 11, daysPastDue: 0 } as const;

  it("of a current loan is the yearly loss of its grade over the months left, at most a year", () => {
    expect(provision(art).toFixed(2)).toBe("126.04");
    const year = (["A", "B", "C", "D"] as const).map((grade) =>
      provision({ ...art, outstanding: d("1000"), grade, monthsLeft: 30 }).toFixed(2),
    );
    expect(year).toEqual(["15.00", "30.00", "50.00", "80.00"]);
  });

  it.each([
    [1, "100.00"],
    [30, "100.00"],
    [31, "300.00"],
    [45, "300.00"],
    [60, "300.00"],
    [61, "550.00"],
    [90, "550.00"],
    [91, "800.00"],
    [119, "800.00"],
    [120, "1000.00"],
    [900, "1000.00"],
  ])("of 1,000.00 that is %i days past due is %s", (daysPastDue, amount) => {
    expect(provision({ ...art, outstanding: d("1000"), daysPastDue }).toFixed(2)).toBe(amount);
  });

  it("of Art's loan 45 days past due is 1,375.00", () => {
    expect(provision({ ...art, daysPastDue: 45 }).toFixed(2)).toBe("1375.00");
  });
});

describe("haircuts", () => {
  it("of 350.00 are 230.26, 115.13 and 4.61 of 10,000.00, 5,000.00 and 200.00", () => {
    const cuts = haircuts({ loss: d("350"), claims: [d("10000"), d("5000"), d("200")] });
    expect(cuts.map(toMoney)).toEqual(["230.26", "115.13", "4.61"]);
  });

  it("refuse a loss above all claims", () => {
    expect(() => haircuts({ loss: d("1"), claims: [] })).toThrow("more than all claims together");
  });

  it("sum to the loss, exceed no claim and differ by less than a cent from the exact share", () => {
    const claims = fc.array(fc.bigInt(0n, 20_000_00n).map(fromCents), { minLength: 1, maxLength: 30 });
    fc.assert(
      fc.property(claims, fc.integer({ min: 0, max: 1000 }), (each, permille) => {
        const loss = sum(each).times(permille).div(1000).toDecimalPlaces(2, 1);
        const cuts = haircuts({ loss, claims: each });
        expect(sum(cuts).toFixed()).toBe(loss.toFixed());
        cuts.forEach((cut, index) => {
          expect(cut.isNegative() || cut.greaterThan(each[index]!)).toBe(false);
          if (sum(each).isZero()) return;
          const exact = loss.times(each[index]!).div(sum(each));
          expect(cut.minus(exact).abs().lessThan(CENT)).toBe(true);
        });
      }),
    );
  });
});
