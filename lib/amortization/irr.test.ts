import fc from "fast-check";
import { expect, it } from "vitest";
import { addDays } from "@/lib/calendar/dates";
import { d, type Decimal } from "@/lib/money/money";
import { irr, xirr } from "./irr";
import { CalculationRefused } from "./refusal";
import { findRoot } from "./root";

const rate = (...flows: string[]) => irr(flows.map((flow) => d(flow)));

// numpy-financial, documentation and tests of `irr`.
it.each([
  [["-100", "39", "59", "55", "20"], "0.28095"],
  [["-100", "0", "0", "74"], "-0.09550"],
  [["-100", "100", "0", "-7"], "-0.08330"],
  [["-100", "100", "0", "7"], "0.06206"],
  [["-5", "10.5", "1", "-8", "1"], "0.08860"],
  [["-150000", "15000", "25000", "35000", "45000", "60000"], "0.05243"],
])("finds the rate of %j as numpy-financial does", (flows, expected) => {
  expect(rate(...flows).toFixed(5)).toBe(expected);
});

// Microsoft, documentation of XIRR: 37.3362535%.
it("finds the yearly rate of dated amounts as Excel does, in any order", () => {
  const flows = [
    { on: "2008-01-01", amount: d("-10000") },
    { on: "2008-03-01", amount: d("2750") },
    { on: "2008-10-30", amount: d("4250") },
    { on: "2009-02-15", amount: d("3250") },
    { on: "2009-04-01", amount: d("2750") },
  ];
  expect(xirr(flows).toFixed(8)).toBe("0.37336253");
  expect(xirr(flows.toReversed()).toFixed(8)).toBe("0.37336253");
});

it("gives back the rate that the amounts were made with", () => {
  fc.assert(
    fc.property(fc.integer({ min: -9000, max: 100_000 }), fc.integer({ min: 1, max: 40 }), (bps, periods) => {
      const made = d(bps).div(10_000);
      const final = made.plus(1).pow(periods).times(100);
      const flows = [d("-100"), ...Array.from({ length: periods - 1 }, () => d(0)), final];
      expect(irr(flows).toFixed(9)).toBe(made.toFixed(9));
    }),
  );
});

it("compounds dated amounts over a year of 365 days", () => {
  const from = "2027-03-01";
  expect(
    xirr([
      { on: from, amount: d("-100") },
      { on: addDays(from, 730), amount: d("121") },
    ]).toFixed(9),
  ).toBe("0.100000000");
});

it("answers zero, and huge rates", () => {
  expect(rate("-100", "100").toString()).toBe("0");
  expect(rate("-1", "1000000001").toFixed(0)).toBe("1000000000");
  const many = Array<string>(1000).fill("999999999999");
  expect(rate("-1", ...many).toFixed(3)).toBe("999999999999.000");
});

it.each([[["100", "110"]], [["-100", "-110"]], [["0", "0"]], [["-100", "250", "-200"]]])(
  "refuses %j, which no rate balances",
  (flows) => {
    expect(() => rate(...flows)).toThrow(expect.objectContaining({ code: "no-solution", path: "flows" }));
  },
);

// The spreadsheets' default guess is 10%.
it.each([
  // 1 + r: 2.004 and one close to 0.
  [["-1678.87", "771.96", "1814.05", "3520.30", "3552.95", "3584.99", "4789.91", "-1"], "1.004269849"],
  [["-1000", "2350", "-1375"], "0.100000000"], // 1.1 and 1.25
  [["-1000", "2090", "-1092"], "0.050000000"], // 1.04 and 1.05, below the guess
  [["-1000", "2350", "-1380"], "0.150000000"], // 1.15 and 1.2, above it
  [["-1000", "2090", "-1086.4"], "0.120000000"], // 1.12 and 0.97
  [["-1000", "6000", "-11000", "6000"], "0.000000000"], // 1, 2 and 3
  [["-100", "220", "-121"], "0.100000000"], // twice
  [["-100", "330", "-363", "133.1"], "0.100000000"], // three times
  [["-1000", "2000", "-1000"], "0.000000000"],
])("takes of the rates of %j the one nearest to 10 percent", (flows, expected) => {
  expect(rate(...flows).toFixed(9)).toBe(expected);
});

/** The polynomial in the growth that is 0 at each of the growths. */
function flowsWithRoots(growths: Decimal[]): Decimal[] {
  return growths.reduce<Decimal[]>(
    (flows, growth) =>
      [...flows, d(0)].map((amount, at) => amount.minus((flows[at - 1] ?? d(0)).times(growth))),
    [d("-100")],
  );
}

it("finds the nearest by ln(1 + r) of rates that the amounts were made with", () => {
  const growths = fc.array(fc.integer({ min: 1, max: 400 }), { minLength: 1, maxLength: 5 });
  fc.assert(
    fc.property(growths, (percents) => {
      const roots = percents.map((percent) => d(percent).div(100));
      const distance = (growth: Decimal) => growth.div("1.1").ln().abs();
      const nearest = roots.reduce((a, b) => (distance(b).lessThan(distance(a)) ? b : a));
      expect(irr(flowsWithRoots(roots)).toFixed(6)).toBe(nearest.minus(1).toFixed(6));
    }),
    { numRuns: 40 },
  );
});

it("leaves no rate nearer to 10%, looked for by a dense scan, on random amounts", () => {
  const amounts = fc.array(fc.integer({ min: -5000, max: 5000 }), { minLength: 2, maxLength: 12 });
  fc.assert(
    fc.property(amounts, (flows) => {
      const worth = (u: number) => flows.reduce((total, amount, at) => total + amount * Math.exp(-at * u), 0);
      const scale = (u: number) =>
        flows.reduce((total, amount, at) => total + Math.abs(amount) * Math.exp(-at * u), 0);
      const guess = Math.log(1.1);
      const nearestSignChange = () => {
        for (let step = 1; step < 3000; step += 1)
          for (const side of [1, -1]) {
            const [near, far] = [guess + side * (step - 1) * 0.005, guess + side * step * 0.005];
            if (worth(near) > 0 !== worth(far) > 0) return step * 0.005;
          }
        return null;
      };
      const seen = nearestSignChange();
      const found = tried(() => irr(flows.map(d)));
      if (found === null) {
        expect(seen).toBeNull();
        return;
      }
      const u = Math.log(1 + Number(found));
      expect(Math.abs(worth(u))).toBeLessThan(scale(u) * 1e-9);
      if (seen !== null) expect(Math.abs(u - guess)).toBeLessThan(seen + 1e-9);
    }),
    { numRuns: 300 },
  );
});

function tried<T>(calculate: () => T): T | null {
  try {
    return calculate();
  } catch (error) {
    if (error instanceof CalculationRefused && error.code === "no-solution") return null;
    throw error;
  }
}

it("never answers a rate that is written as -100% or less", () => {
  // Everything is lost but a billionth, or in a day, which is more than -100% per year.
  expect(() => rate("-10000000000", "1")).toThrow(expect.objectContaining({ code: "no-solution" }));
  expect(rate("-100000000", "1").toFixed(9)).toBe("-0.999999990");
  const lost = (on: string) => [
    { on: "2027-01-01", amount: d("-100") },
    { on, amount: d("50") },
  ];
  expect(() => xirr(lost("2027-01-02"))).toThrow(expect.objectContaining({ code: "no-solution" }));
  expect(xirr(lost("2027-12-31")).toFixed(9)).toBe("-0.500951219");
});

it("refuses amounts that all move on one day", () => {
  for (const amounts of [
    ["-100", "100"],
    ["-100", "0", "100"],
    ["-5", "6", "-1"],
  ]) {
    const flows = amounts.map((amount) => ({ on: "2027-01-01", amount: d(amount) }));
    expect(() => xirr(flows)).toThrow(expect.objectContaining({ code: "no-solution", path: "flows" }));
    const later = { on: "2028-01-01", amount: d("0") };
    expect(() => xirr([...flows, later])).toThrow(expect.objectContaining({ code: "no-solution" }));
  }
});

it("takes of several yearly rates the one nearest to 10% too", () => {
  const flows = ["-1000", "2350", "-1380"].map((amount, at) => ({
    on: addDays("2027-01-01", at * 365),
    amount: d(amount),
  }));
  expect(xirr(flows).toFixed(9)).toBe("0.150000000");
});

it("refuses amounts that move on one day, one in and one out", () => {
  const on = "2027-01-01";
  expect(() =>
    xirr([
      { on, amount: d("-100") },
      { on, amount: d("110") },
    ]),
  ).toThrow(/at different times/);
});

it("finds roots inside a bracket and refuses one without a change of sign", () => {
  const square = (x: ReturnType<typeof d>) => x.times(x).minus(2);
  expect(findRoot({ at: square, low: d(0), high: d(2) }).toFixed(20)).toBe("1.41421356237309504880");
  // A function on which regula falsi alone would crawl.
  expect(
    findRoot({ at: (x) => x.pow(40).minus("1e-8"), low: d(0), high: d(3) })
      .pow(40)
      .toFixed(12),
  ).toBe("0.000000010000");
  expect(() => findRoot({ at: square, low: d(2), high: d(3) })).toThrow(RangeError);
});
