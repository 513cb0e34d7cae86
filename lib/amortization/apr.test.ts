import fc from "fast-check";
import { expect, it } from "vitest";
import { addDays, addMonths } from "@/lib/calendar/dates";
import { d, fromCents } from "@/lib/money/money";
import { quotient } from "@/lib/money/quotient";
import { apr, disclosure } from "./apr";
import { schedule } from "./schedule";
import type { ScheduleRequest } from "./schedule";

const at = (amount: string, unitPeriods: number, count = 1, fraction = quotient(0)) => ({
  amount: d(amount),
  unitPeriods,
  count,
  fraction,
});

// 12 CFR 1026 Appendix J (c): the examples for the actuarial method, with the regulation's answers.
it.each([
  ["(c)(1)(i) monthly", quotient(12), "5000", [at("230", 1, 24)], "9.69"],
  [
    "(c)(1)(ii) monthly, long first period",
    quotient(12),
    "6000",
    [at("200", 1, 36, quotient(19, 30))],
    "11.82",
  ],
  [
    "(c)(1)(iii) semimonthly, short first",
    quotient(24),
    "5000",
    [at("219.17", 0, 24, quotient(6, 15))],
    "10.34",
  ],
  ["(c)(1)(iv) quarterly, long first", quotient(4), "10000", [at("385", 1, 40, quotient(39, 90))], "8.97"],
  ["(c)(1)(v) weekly, long first", quotient(52), "500", [at("17.60", 4, 30, quotient(4, 7))], "14.96"],
  ["(c)(2)(i) odd first payment", quotient(12), "5000", [at("250", 1), at("230", 2, 23)], "10.08"],
  [
    "(c)(2)(ii) every four weeks",
    quotient(13),
    "400",
    [at("39.50", 1, 1, quotient(5, 28)), at("38.31", 2, 11, quotient(5, 28))],
    "28.50",
  ],
  ["(c)(3)(i) odd final payment", quotient(12), "5000", [at("230", 1, 23), at("280", 24)], "10.50"],
  [
    "(c)(3)(ii) every two weeks",
    quotient(26),
    "200",
    [at("9.50", 0, 19, quotient(8, 14)), at("30", 19, 1, quotient(8, 14))],
    "12.22",
  ],
  [
    "(c)(4)(i) odd first and final",
    quotient(12),
    "5000",
    [at("250", 1), at("230", 2, 22), at("280", 24)],
    "10.90",
  ],
  [
    "(c)(4)(ii) every two months",
    quotient(6),
    "8000",
    [
      at("449.36", 0, 1, quotient(52, 60)),
      at("465", 1, 18, quotient(52, 60)),
      at("200", 19, 1, quotient(52, 60)),
    ],
    "7.30",
  ],
  ["(c)(5)(i) single payment, days", quotient(365, 255), "1000", [at("1080", 1)], "11.45"],
  ["(c)(5)(ii) single payment, six months", quotient(2), "1000", [at("1044", 1)], "8.80"],
  ["(c)(5)(iii) a year and a half", quotient(1), "1000", [at("1135.19", 1, 1, quotient(6, 12))], "8.76"],
  ["(c)(5)(iv) two years", quotient(1), "1000", [at("1240", 2)], "11.36"],
])("reproduces Appendix J %s", (_, unitPeriodsPerYear, advance, payments, expected) => {
  expect(apr({ unitPeriodsPerYear, advances: [at(advance, 0)], payments }).apr.toFixed(2)).toBe(expected);
});

it("gives five decimals from the same unrounded rate", () => {
  const answer = apr({
    unitPeriodsPerYear: quotient(12),
    advances: [at("5000", 0)],
    payments: [at("230", 1, 24)],
  });
  expect(answer.exact.toFixed(5)).toBe("9.68571");
});

it("is zero when nothing is charged, and refuses payments that return less than was lent", () => {
  const year = { unitPeriodsPerYear: quotient(12), advances: [at("1200", 0)] };
  expect(apr({ ...year, payments: [at("100", 1, 12)] }).exact.toFixed(5)).toBe("0.00000");
  expect(() => apr({ ...year, payments: [at("99", 1, 12)] })).toThrow(/less than was advanced/);
});

it("rounds half up, once: a rate of exactly 11.455 is 11.46", () => {
  const once = { unitPeriodsPerYear: quotient(1), advances: [at("20000", 0)], payments: [at("22291", 1)] };
  expect(apr(once).apr.toFixed(2)).toBe("11.46");
});

it("is the same whether a run is written at once or payment by payment, and in whatever order", () => {
  fc.assert(
    fc.property(fc.integer({ min: 2, max: 40 }), fc.integer({ min: 0, max: 29 }), (count, oddDays) => {
      const fraction = quotient(oddDays, 30);
      const advances = [at("900", 0), at("100", 1)];
      const run = [at("100", 2, count + 12, fraction)];
      const singly = Array.from({ length: count + 12 }, (_, k) => at("100", 2 + k, 1, fraction)).reverse();
      const unitPeriodsPerYear = quotient(12);
      expect(apr({ unitPeriodsPerYear, advances, payments: singly })).toEqual(
        apr({ unitPeriodsPerYear, advances, payments: run }),
      );
    }),
    { numRuns: 30 },
  );
});

it("finds the rate that a loan was made at, with several advances", () => {
  fc.assert(
    fc.property(fc.integer({ min: 1, max: 900 }), (bps) => {
      // A balloon that repays 700.00 now and 300.00 after two months, a year later, at a known rate.
      const i = d(bps).div(120_000);
      const balloon = d("700")
        .times(i.plus(1).pow(12))
        .plus(d("300").times(i.plus(1).pow(10)));
      const advances = [at("700", 0), at("300", 2)];
      const found = apr({
        unitPeriodsPerYear: quotient(12),
        advances,
        payments: [{ amount: balloon, unitPeriods: 12 }],
      });
      expect(found.exact.toFixed(5)).toBe(d(bps).div(100).toFixed(5));
    }),
    { numRuns: 30 },
  );
});

const ART: ScheduleRequest = {
  method: "flat",
  principal: d("5000"),
  annualRate: d("0.12"),
  installments: 12,
  disbursedOn: "2027-01-01",
  firstDueOn: "2027-02-01",
};

// The figures of the project's lending notes.
it.each([
  ["flat", "0", "21.46"],
  ["flat", "150", "27.42"],
  ["equal-installment", "0", "12.00"],
] as const)("discloses %s with a fee of %s at %s", (method, fee, expected) => {
  const { rows } = schedule({ ...ART, method });
  const figures = disclosure({ ...ART, originationFee: d(fee), rows });
  expect(figures.apr.toFixed(2)).toBe(expected);
  expect(figures.amountFinanced.toFixed(2)).toBe(d("5000").minus(fee).toFixed(2));
  expect(figures.amountFinanced.plus(figures.financeCharge).equals(figures.totalOfPayments)).toBe(true);
});

it("derives unit-periods from the dates as Appendix J (c)(1)(ii) and (v) do", () => {
  const level = (amount: string, count: number, firstDueOn: string) =>
    Array.from({ length: count }, (_, k) => ({ number: k + 1, dueOn: firstDueOn, payment: d(amount) }));
  const monthly = level("200", 36, "1978-04-01");
  expect(disclosure({ principal: d("6000"), rows: monthly, disbursedOn: "1978-02-10" }).apr.toFixed(2)).toBe(
    "11.82",
  );
  const weekly = {
    rows: level("17.60", 30, "1978-04-21"),
    disbursedOn: "1978-03-20",
    frequency: "weekly" as const,
  };
  expect(disclosure({ principal: d("500"), ...weekly }).apr.toFixed(2)).toBe("14.96");
});

// Appendix J (b)(2): from month end to month end; for the 29th and 30th the last day of February counts.
it("discloses the same for every start day of four years, month ends included", () => {
  for (let disbursedOn = "2025-01-01"; disbursedOn < "2029-01-01"; disbursedOn = addDays(disbursedOn, 1)) {
    const apr = (installments: number) => {
      const request = { ...ART, installments, disbursedOn, firstDueOn: addMonths(disbursedOn, 1) };
      return disclosure({ ...request, rows: schedule(request).rows }).apr.toFixed(2);
    };
    expect([disbursedOn, apr(12), apr(3)]).toEqual([disbursedOn, "21.46", "17.91"]);
  }
});

it("measures odd days before a series that only begins on a month's last day", () => {
  const rows = ["2027-02-28", "2027-03-28", "2027-04-28"].map((dueOn, at) => ({
    number: at + 1,
    dueOn,
    payment: d("1716.67"),
  }));
  const monthEnds = rows.map((row, at) => ({ ...row, dueOn: addMonths("2027-01-31", at + 1) }));
  const aprOf = (paid: typeof rows) =>
    disclosure({ principal: d("5000"), rows: paid, disbursedOn: "2027-01-31" }).apr.toFixed(2);
  expect(aprOf(monthEnds)).toBe("17.91");
  // 28/30 of a month to the first payment, not a whole one.
  expect(Number(aprOf(rows))).toBeGreaterThan(17.91);
});

it("takes the term of a single installment as the unit-period", () => {
  const rows = [{ number: 1, dueOn: "1978-09-15", payment: d("1080") }];
  expect(disclosure({ principal: d("1000"), rows, disbursedOn: "1978-01-03" }).apr.toFixed(2)).toBe("11.45");
});

it("refuses a fee that leaves nothing to finance", () => {
  const { rows } = schedule(ART);
  expect(() => disclosure({ ...ART, originationFee: fromCents(500_000n), rows })).toThrow(
    /below the principal/,
  );
});
