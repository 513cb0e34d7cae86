// What may be said about our rates before anybody applies: the range of each kind of loan, and an example with every term
// that 12 CFR 1026.24(d) wants beside a payment amount. From the pricing itself, so that no advertised figure is typed in.
import { businessDate } from "@/lib/clock";
import type { IsoDate } from "@/lib/calendar/dates";
import { db } from "@/lib/db";
import { d, Decimal, roundCents, toMoney } from "@/lib/money/money";
import type { Method } from "@/prisma/generated/enums";
import { gradePercent, LAST_OFFERED } from "@/lib/lending/credit/grades";
import { priced } from "@/lib/lending/terms/loan-terms";
import { judge, type Product } from "@/lib/lending/credit/pricing";
import { offeredProducts } from "@/lib/lending/credit/products";

export type AdvertisedLoan = {
  method: Method;
  termsMonths: number[];
  rates: { lowest: string; highest: string }; // fractions a year
  aprs: { lowest: string; highest: string }; // percent, two decimals
};

export type RateExample = {
  amount: string;
  termMonths: number;
  annualRate: string; // fraction
  apr: string; // percent
  monthlyPayment: string;
  lastPayment: string;
  financeCharge: string;
  totalOfPayments: string;
};

export type AdvertisedRates = {
  amounts: { lowest: string; highest: string };
  loans: AdvertisedLoan[]; // lowest APR first
  example: RateExample;
};

/** Today's rates for borrowers; null while nothing is on offer. */
export async function advertisedRates(): Promise<AdvertisedRates | null> {
  return ratesOf(await offeredProducts(db), await businessDate());
}

const EXAMPLE_AMOUNT = d("10000");
/** The middle of the grades that are offered. */
const EXAMPLE_GRADE = LAST_OFFERED / 2;

/** An applicant against whom no rule counts: whoever is offered the lowest rate. */
const BEST = {
  applicant: {
    monthlyIncome: d("100000"),
    monthlyHousing: d("0"),
    employedYears: 10,
    monthlyOwnLoans: d("0"),
    chargedOffLoans: 0,
  },
  credit: {
    score: 800,
    monthlyDebtPayments: "0.00",
    inquiriesLast6Months: 0,
    delinquenciesLast24Months: 0,
    utilization: "0.10",
    historyMonths: 240,
    bankruptcyMonthsAgo: null,
  },
};

/** @example ratesOf(products, "2026-01-05")?.loans[0]?.aprs // { lowest: "6.00", highest: "18.50" } */
export function ratesOf(products: readonly Product[], on: IsoDate): AdvertisedRates | null {
  if (products.length === 0) return null;
  const methods = [...new Set(products.map(({ method }) => method))];
  const loans = methods
    .map((method) =>
      advertised(
        products.filter((product) => product.method === method),
        on,
      ),
    )
    .toSorted((a, b) => d(a.aprs.lowest).cmp(d(b.aprs.lowest)) || d(a.aprs.highest).cmp(d(b.aprs.highest)));
  const usual = products.find(({ method }) => method === loans[0]?.method) ?? products[0]!;
  return {
    amounts: {
      lowest: toMoney(Decimal.min(...products.map(({ minimumAmount }) => minimumAmount))),
      highest: toMoney(Decimal.max(...products.map(({ maximumAmount }) => maximumAmount))),
    },
    loans,
    example: example(usual, on),
  };
}

function advertised(products: readonly Product[], on: IsoDate): AdvertisedLoan {
  const menu = products.flatMap((product) =>
    product.termsMonths.flatMap((termMonths) =>
      [bestRate(product, termMonths, on), rateAt(product, LAST_OFFERED)].map((annualRate) => ({
        annualRate,
        apr: figures(product, { termMonths, annualRate, on }).disclosure.apr,
      })),
    ),
  );
  const [rates, aprs] = [menu.map(({ annualRate }) => annualRate), menu.map(({ apr }) => apr)];
  return {
    method: products[0]!.method,
    termsMonths: [...new Set(products.flatMap(({ termsMonths }) => termsMonths))].sort((a, b) => a - b),
    rates: { lowest: Decimal.min(...rates).toString(), highest: Decimal.max(...rates).toString() },
    aprs: { lowest: Decimal.min(...aprs).toFixed(2), highest: Decimal.max(...aprs).toFixed(2) },
  };
}

function bestRate(product: Product, termMonths: number, disbursedOn: IsoDate) {
  const amount = amountOf(product);
  return judge({ ...BEST, amount, products: [product], disbursedOn }, { product, termMonths, amount }).terms
    .annualRate;
}

const rateAt = (product: Product, grade: number) =>
  d(gradePercent(grade)).div(100).plus(product.rateAdjustment);

const amountOf = ({ minimumAmount, maximumAmount }: Product) =>
  Decimal.min(Decimal.max(EXAMPLE_AMOUNT, minimumAmount), maximumAmount);

function figures(product: Product, at: { termMonths: number; annualRate: Decimal; on: IsoDate }) {
  const { method, dayCount, rounding, feeRate } = product;
  const { termMonths, annualRate, on } = at;
  const principal = amountOf(product);
  const terms = { method, principal, annualRate, termMonths, dayCount, rounding };
  return priced(terms, roundCents(principal.times(feeRate)), on);
}

function example(product: Product, on: IsoDate): RateExample {
  const termMonths = Math.max(...product.termsMonths);
  const annualRate = rateAt(product, EXAMPLE_GRADE);
  const { rows, disclosure } = figures(product, { termMonths, annualRate, on });
  return {
    amount: toMoney(amountOf(product)),
    termMonths,
    annualRate: annualRate.toString(),
    apr: disclosure.apr.toFixed(2),
    monthlyPayment: toMoney(rows[0]!.payment),
    lastPayment: toMoney(rows.at(-1)!.payment),
    financeCharge: toMoney(disclosure.financeCharge),
    totalOfPayments: toMoney(disclosure.totalOfPayments),
  };
}
