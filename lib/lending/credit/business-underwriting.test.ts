import { expect, test } from "vitest";
import { d } from "@/lib/money/money";
import { assessBusiness, assessBusinessProposal, type Business } from "./business-underwriting";
import { decide } from "./decision";
import { DECLINE_REASONS } from "./decline-reasons";
import { monthsSince } from "./facts";
import { loanProducts } from "./products";
import { totalPoints } from "./underwriting";

const products = loanProducts.map((product) => ({
  ...product,
  minimumAmount: d(product.minimumAmount),
  maximumAmount: d(product.maximumAmount),
  rateAdjustment: d(product.rateAdjustment),
  feeRate: d(product.feeRate),
}));
const bakery: Business = {
  annualRevenue: d("480000"),
  monthsInBusiness: 96,
  monthlyDebtPayments: d("1450"),
  monthlyOwnLoans: d("0"),
  chargedOffLoans: 0,
};
const ask = (business: Partial<Business>, amount = "20000") =>
  decide({ amount: d(amount), products, business: { ...bakery, ...business }, disbursedOn: "2026-01-01" });

test("a bakery of eight years with 480,000.00 of revenue gets offers, and no reason is held against it", () => {
  const { grade, offered, reasons } = ask({});
  expect(grade).toBe("A5");
  expect(offered.length).toBeGreaterThanOrEqual(3);
  expect(reasons).toEqual([]);
});

test.each([
  [{ monthsInBusiness: 11 }, "limited-time-in-business"],
  [{ annualRevenue: d("49999.99") }, "insufficient-revenue"],
  [{ chargedOffLoans: 1 }, "poor-performance-with-us"],
  [{ monthlyDebtPayments: d("9000") }, "excessive-business-obligations"],
  [{ monthlyOwnLoans: d("4000") }, "insufficient-revenue"],
] as const)("declines %j with a reason that fits a business", (change, reason) => {
  const { offered, reasons } = ask(change);
  expect(offered).toEqual([]);
  expect(reasons[0]).toBe(reason);
  const words = reasons.map((each) => DECLINE_REASONS[each]).join(" ");
  expect(words).not.toMatch(/income|employment|credit file|bureau/i);
});

test("youth and size cost points, at their limits exactly", () => {
  const points = (change: Partial<Business>) => totalPoints(assessBusiness({ ...bakery, ...change }));
  expect([60, 59, 36, 35, 24, 23, 12].map((monthsInBusiness) => points({ monthsInBusiness }))).toEqual([
    4, 6, 6, 8, 8, 11, 11,
  ]);
  expect(
    ["250000", "249999.99", "100000", "99999.99", "50000"].map((revenue) =>
      points({ annualRevenue: d(revenue) }),
    ),
  ).toEqual([4, 6, 6, 8, 8]);
});

test("payments to us may take a tenth of the month's revenue and all debts a fifth", () => {
  const isForbidden = (change: Partial<Business>, monthlyPayment: string) =>
    assessBusinessProposal(
      { ...bakery, monthlyDebtPayments: d("0"), ...change },
      { amount: d("20000"), termMonths: 36, monthlyPayment: d(monthlyPayment) },
    ).some(({ isKnockOut }) => isKnockOut);
  // 40,000.00 a month
  expect(isForbidden({}, "4000")).toBe(false);
  expect(isForbidden({}, "4010")).toBe(true);
  expect(isForbidden({ monthlyOwnLoans: d("3500") }, "600")).toBe(true);
  expect(isForbidden({ monthlyDebtPayments: d("7000") }, "1000")).toBe(false);
  expect(isForbidden({ monthlyDebtPayments: d("7010") }, "1000")).toBe(true);
});

test("offers less where the payment would take too much of the revenue", () => {
  const { offered } = ask({ annualRevenue: d("60000"), monthlyDebtPayments: d("0") }, "40000");
  expect(offered.length).toBeGreaterThan(0);
  for (const { monthlyPayment } of offered) expect(monthlyPayment.lte("500")).toBe(true);
});

test("time in business is whole months from the date of formation", () => {
  expect(monthsSince("2024-01-31", "2025-01-30")).toBe(11);
  expect(monthsSince("2024-01-31", "2025-01-31")).toBe(12);
  expect(monthsSince("2024-02-29", "2026-02-28")).toBe(23);
  expect(monthsSince("2026-01-01", "2026-01-01")).toBe(0);
});
