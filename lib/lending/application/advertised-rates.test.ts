import { expect, it } from "vitest";
import { d } from "@/lib/money/money";
import { ratesOf } from "./advertised-rates";
import { loanProducts } from "@/lib/lending/credit/products";

const products = loanProducts.map((product) => ({
  ...product,
  minimumAmount: d(product.minimumAmount),
  maximumAmount: d(product.maximumAmount),
  rateAdjustment: d(product.rateAdjustment),
  feeRate: d(product.feeRate),
}));
const rates = ratesOf(products, "2026-01-05")!;

it("gives the range of each kind of loan from the best grade to the last that is offered", () => {
  const [equal, flat] = rates.loans;
  expect(equal).toEqual({
    method: "EQUAL_INSTALLMENT",
    termsMonths: [12, 24, 36, 60],
    rates: { lowest: "0.06", highest: "0.185" },
    aprs: { lowest: "6.00", highest: "18.50" },
  });
  expect(flat?.method).toBe("FLAT");
  expect(Number(flat?.aprs.lowest)).toBeGreaterThan(10);
  expect(Number(flat?.aprs.highest)).toBeGreaterThan(30);
});

it("gives an example whose payments, finance charge and total agree", () => {
  const { amount, termMonths, monthlyPayment, lastPayment, financeCharge, totalOfPayments, apr } =
    rates.example;
  expect([amount, termMonths, apr]).toEqual(["10000.00", 36, "12.00"]);
  expect(
    d(monthlyPayment)
      .times(termMonths - 1)
      .plus(lastPayment)
      .toFixed(2),
  ).toBe(totalOfPayments);
  expect(d(totalOfPayments).minus(amount).toFixed(2)).toBe(financeCharge);
});

it("counts an origination fee into the APR", () => {
  const withFee = products.map((product) => ({ ...product, feeRate: d("0.03") }));
  expect(Number(ratesOf(withFee, "2026-01-05")!.example.apr)).toBeGreaterThan(12);
});

it("has nothing to advertise while no product is offered", () => {
  expect(ratesOf([], "2026-01-05")).toBeNull();
});
