import { expect, it } from "vitest";
import { quotient } from "@/lib/money/quotient";
import { monthsCountedBack, singlePaymentTerm, unitPeriodsBetween, unitPeriodsPerYear } from "./unit-periods";

// 12 CFR 1026 Appendix J (c)(1) and (c)(3): dates and unit-periods of the worked examples.
it.each([
  ["1978-01-10", "1978-02-10", "monthly" as const, 1, quotient(0)],
  ["1978-02-10", "1978-04-01", "monthly" as const, 1, quotient(19, 30)],
  ["1978-03-20", "1978-04-21", "weekly" as const, 4, quotient(4, 7)],
  ["1978-04-03", "1978-04-11", "biweekly" as const, 0, quotient(8, 14)],
  ["1978-03-18", "1978-04-20", { everyDays: 28 }, 1, quotient(5, 28)],
])("measures %s to %s back from the payment", (from, to, frequency, whole, fraction) => {
  expect(unitPeriodsBetween({ from, to, frequency })).toEqual({ whole, fraction });
});

it("counts months back to month ends, February included", () => {
  expect(monthsCountedBack({ from: "2027-02-28", to: "2027-08-31" })).toEqual({ months: 6, oddDays: 0 });
  expect(monthsCountedBack({ from: "2027-01-31", to: "2027-02-28" })).toEqual({ months: 1, oddDays: 0 });
  expect(monthsCountedBack({ from: "2027-01-30", to: "2027-02-28" })).toEqual({ months: 1, oddDays: 0 });
  expect(monthsCountedBack({ from: "2027-01-30", to: "2028-02-29" })).toEqual({ months: 13, oddDays: 0 });
  expect(monthsCountedBack({ from: "2027-01-31", to: "2027-02-28", dueDay: 28 })).toEqual({
    months: 0,
    oddDays: 28,
  });
  expect(monthsCountedBack({ from: "2027-01-01", to: "2027-01-01" })).toEqual({ months: 0, oddDays: 0 });
});

it("knows the unit-periods of a year", () => {
  expect(["monthly", "biweekly", "weekly"].map((each) => unitPeriodsPerYear(each as "monthly"))).toEqual([
    quotient(12),
    quotient(26),
    quotient(52),
  ]);
  expect([28, 15, 1].map((everyDays) => unitPeriodsPerYear({ everyDays }))).toEqual([
    quotient(13),
    quotient(73, 3),
    quotient(365),
  ]);
});

// 12 CFR 1026 Appendix J (c)(5)(i), (iii) and (iv).
it("takes the term of a single payment as its unit-period, up to a year", () => {
  const none = quotient(0);
  expect(singlePaymentTerm({ from: "1978-01-03", to: "1978-09-15" })).toEqual({
    whole: 1,
    fraction: none,
    perYear: quotient(73, 51),
  });
  expect(singlePaymentTerm({ from: "1978-01-17", to: "1979-07-17" })).toEqual({
    whole: 1,
    fraction: quotient(6, 12),
    perYear: quotient(1),
  });
  // From month end to month end, over February.
  expect(singlePaymentTerm({ from: "2028-02-29", to: "2030-02-28" })).toMatchObject({
    whole: 2,
    fraction: none,
  });
  expect(singlePaymentTerm({ from: "2027-01-31", to: "2029-02-28" })).toMatchObject({
    whole: 2,
    fraction: quotient(1, 12),
  });
  expect(singlePaymentTerm({ from: "1978-01-03", to: "1980-01-03" })).toEqual({
    whole: 2,
    fraction: none,
    perYear: quotient(1),
  });
});
