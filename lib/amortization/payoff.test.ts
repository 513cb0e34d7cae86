import fc from "fast-check";
import { expect, it } from "vitest";
import { addDays } from "@/lib/calendar/dates";
import { d } from "@/lib/money/money";
import { investmentInterest, maturityValue } from "./investment";
import { payoff } from "./payoff";
import type { ScheduleRequest } from "./schedule";

const ART: ScheduleRequest = {
  method: "flat",
  principal: d("5000"),
  annualRate: d("0.12"),
  installments: 12,
  disbursedOn: "2027-01-01",
  firstDueOn: "2027-02-01",
};
const AFTER_FIRST = {
  outstandingPrincipal: d("4583.33"),
  accruedInterest: d("0"),
  accruedThroughOn: "2027-02-01",
};

it("charges a flat loan for the days elapsed and no more", () => {
  const quote = payoff({ request: ART, ...AFTER_FIRST, payoffOn: "2027-02-15" });
  expect(quote.runningInterest.toFixed(2)).toBe("25.00");
  expect(quote.total.toFixed(2)).toBe("4608.33");
  expect(quote.perDiem.toFixed(4)).toBe("1.7857");
  expect([quote.goodThroughOn, quote.later.on, quote.later.total.toFixed(2)]).toEqual([
    "2027-02-15",
    "2027-02-25",
    "4626.19",
  ]);
});

it("charges a declining loan on what is outstanding, by its own day count", () => {
  const request = { ...ART, method: "equal-installment" as const };
  const on = { ...AFTER_FIRST, outstandingPrincipal: d("4605.76"), payoffOn: "2027-02-15" };
  // 4,605.76 × 1% × 14 / 28, and 4,605.76 × 12% × 14 / 365.
  expect(payoff({ request, ...on }).runningInterest.toFixed(2)).toBe("23.03");
  const daily = payoff({ request: { ...request, dayCount: "actual/365" }, ...on });
  expect([daily.runningInterest.toFixed(2), daily.perDiem.toFixed(4)]).toEqual(["21.20", "1.5142"]);
});

it("adds what is accrued and fees, and runs over a due date that is not accrued yet", () => {
  const quote = payoff({
    request: ART,
    ...AFTER_FIRST,
    payoffOn: "2027-03-17",
    accruedInterest: d("50"),
    fees: d("15"),
  });
  // A whole February of 50.00 and 16 of March's 31 days.
  expect(quote.runningInterest.toFixed(2)).toBe("75.81");
  expect(quote.total.toFixed(2)).toBe("4724.14");
});

it("charges nothing for a day already accrued, and nothing after the last due date", () => {
  expect(payoff({ request: ART, ...AFTER_FIRST, payoffOn: "2027-02-01" }).runningInterest.toFixed(2)).toBe(
    "0.00",
  );
  const late = payoff({
    request: ART,
    ...AFTER_FIRST,
    accruedThroughOn: "2028-01-01",
    payoffOn: "2028-03-01",
  });
  expect([late.runningInterest.toFixed(2), late.perDiem.toFixed(4)]).toEqual(["0.00", "0.0000"]);
});

it("never falls from day to day, and reaches the period's interest on its due date", () => {
  fc.assert(
    fc.property(fc.integer({ min: 0, max: 27 }), (days) => {
      const quote = (n: number) =>
        payoff({ request: ART, ...AFTER_FIRST, payoffOn: addDays("2027-02-01", n) }).total;
      expect(quote(days + 1).greaterThan(quote(days))).toBe(true);
      expect(quote(28).toFixed(2)).toBe("4633.33");
    }),
  );
});

it("pays an investor 40.00 a month and 10,480.00 at maturity for 10,000.00 at 4.8%", () => {
  const terms = { principal: d("10000"), annualRate: d("0.048"), termMonths: 12 };
  const { total, periods } = investmentInterest(terms);
  expect(total.toFixed(2)).toBe("480.00");
  expect(periods.map(({ amount }) => amount.toFixed(2))).toEqual(Array<string>(12).fill("40.00"));
  expect(maturityValue(terms).toFixed(2)).toBe("10480.00");
});

it("spreads an investor's odd cents by cumulative rounding", () => {
  const { periods } = investmentInterest({ principal: d("7777.71"), annualRate: d("0.048"), termMonths: 12 });
  expect(periods.map(({ amount }) => amount.toFixed(2)).filter((amount) => amount === "31.11")).toHaveLength(
    11,
  );
  expect(() => investmentInterest({ principal: d("1"), annualRate: d("0"), termMonths: 0 })).toThrow(
    RangeError,
  );
});
