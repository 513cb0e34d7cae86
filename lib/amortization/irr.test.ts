import fc from "fast-check";
import { expect, it } from "vitest";
import { addDays } from "@/lib/calendar/dates";
import { d } from "@/lib/money/money";
import { irr, xirr } from "./irr";
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

// Microsoft, documentation of XIRR: 37.3362535 %.
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

it("refuses amounts that all move on one day", () => {
  const on = "2027-01-01";
  expect(() =>
    xirr([
      { on, amount: d("-100") },
      { on, amount: d("110") },
    ]),
  ).toThrow(/balances/);
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
