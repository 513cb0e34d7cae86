import { expect, test } from "vitest";
import { d, toMoney } from "@/lib/money/money";
import { decide } from "./decision";
import { gradeName, gradePercent, subGrade } from "./grades";
import { priced } from "@/lib/lending/terms/loan-terms";
import { considerOffers, judge, type Request } from "./pricing";
import { loanProducts } from "./products";
import {
  assessApplicant,
  assessProposal,
  topReasons,
  totalPoints,
  type Applicant,
  type Credit,
} from "./underwriting";

const products = loanProducts.map((product) => ({
  ...product,
  minimumAmount: d(product.minimumAmount),
  maximumAmount: d(product.maximumAmount),
  rateAdjustment: d(product.rateAdjustment),
  feeRate: d(product.feeRate),
}));
const applicant: Applicant = {
  monthlyIncome: d("5000"),
  monthlyHousing: d("1200"),
  employedYears: 3,
  monthlyOwnLoans: d("0"),
  chargedOffLoans: 0,
};
const credit: Credit = {
  score: 690,
  monthlyDebtPayments: "0.00",
  inquiriesLast6Months: 0,
  delinquenciesLast24Months: 0,
  utilization: "0.20",
  historyMonths: 96,
  bankruptcyMonthsAgo: null,
};
const art: Request = { amount: d("5000"), products, applicant, credit, disbursedOn: "2026-01-01" };

test("Art gets six offers, and twelve months flat cost 12% with an APR of 21.46%", () => {
  const { offered } = considerOffers(art);
  expect(offered).toHaveLength(6);
  const flat = offered.find(({ terms }) => terms.method === "FLAT" && terms.termMonths === 12)!;
  expect(gradeName(flat.grade)).toBe("B5");
  expect(flat.terms.annualRate.toString()).toBe("0.12");
  const { rows, disclosure } = priced(flat.terms, flat.originationFee, "2026-01-01");
  expect(toMoney(rows[0]!.payment)).toBe("466.67");
  expect(toMoney(rows[11]!.payment)).toBe("466.63");
  expect(disclosure.apr.toFixed(2)).toBe("21.46");
  expect(toMoney(disclosure.financeCharge)).toBe("600.00");
  expect(toMoney(disclosure.totalOfPayments)).toBe("5600.00");
});

test("rates rise from A1 to G5, and B5 is exactly 12%", () => {
  const rates = Array.from({ length: 35 }, (_, at) => d(gradePercent(at + 1)));
  for (let at = 1; at < rates.length; at++) expect(rates[at]!.gt(rates[at - 1]!)).toBe(true);
  expect(gradePercent(10)).toBe("12.00");
  expect([gradeName(1), gradeName(10), gradeName(35)]).toEqual(["A1", "B5", "G5"]);
  expect(subGrade(99)).toBe(35);
});

test("each mark against the applicant gives its points", () => {
  const points = (change: Partial<Credit>) =>
    totalPoints(assessApplicant(applicant, { ...credit, ...change }));
  expect(points({})).toBe(9);
  expect(points({ score: 780 })).toBe(0);
  expect(points({ inquiriesLast6Months: 5 })).toBe(12);
  expect(points({ delinquenciesLast24Months: 2 })).toBe(17);
  expect(points({ utilization: "0.51" })).toBe(11);
  expect(points({ utilization: "0.81" })).toBe(14);
  expect(points({ historyMonths: 35 })).toBe(12);
  expect(totalPoints(assessApplicant({ ...applicant, employedYears: 0 }, credit))).toBe(11);
});

test("a longer term costs a point at 36 months and four at 60, none at 12 or 24", () => {
  const points = (termMonths: number) =>
    totalPoints(
      assessProposal(applicant, credit, { amount: d("5000"), termMonths, monthlyPayment: d("100") }),
    );
  expect([12, 24, 36, 60].map(points)).toEqual([0, 0, 1, 4]);
});

test("a score below 600, no file, no score and a recent bankruptcy knock out, each with its reason", () => {
  const reasons = (change: Partial<Credit>) => decide({ ...art, credit: { ...credit, ...change } }).reasons;
  expect(reasons({ score: 599 })).toEqual(["poor-credit-performance"]);
  expect(reasons({ score: null, historyMonths: 0 })[0]).toBe("no-credit-file");
  expect(reasons({ score: null })).toEqual(["no-credit-score"]); // there is a file, without a score
  expect(reasons({ bankruptcyMonthsAgo: 10 })).toEqual(["bankruptcy", "poor-credit-performance"]);
  expect(reasons({ bankruptcyMonthsAgo: 24 })).toEqual([]);
});

test("whoever has a loan with us charged off is declined for that", () => {
  const { offered, reasons } = decide({ ...art, applicant: { ...applicant, chargedOffLoans: 1 } });
  expect(offered).toEqual([]);
  expect(reasons[0]).toBe("poor-performance-with-us");
});

test("names at most four reasons, the weightiest of this applicant first", () => {
  const { offered, reasons } = decide({
    ...art,
    credit: {
      ...credit,
      score: 612,
      inquiriesLast6Months: 7,
      delinquenciesLast24Months: 3,
      utilization: "0.86",
      monthlyDebtPayments: "640.00",
    },
  });
  expect(offered).toEqual([]);
  expect(reasons).toEqual([
    "poor-credit-performance",
    "delinquent-obligations",
    "recent-inquiries",
    "revolving-utilization",
  ]);
  expect(topReasons([])).toEqual([]);
});

test("offers less when the payment would take too much of the income", () => {
  const { offered } = considerOffers({
    ...art,
    amount: d("20000"),
    applicant: { ...applicant, monthlyIncome: d("2000") },
  });
  expect(offered.length).toBeGreaterThanOrEqual(3);
  for (const { terms, monthlyPayment } of offered) {
    expect(terms.principal.lt("20000")).toBe(true);
    expect(terms.principal.mod("100").isZero()).toBe(true);
    expect(monthlyPayment.lte("400")).toBe(true);
  }
});

test("all payments to us count together: what passes alone is refused beside the loans there are", () => {
  const proposal = { amount: d("5000"), termMonths: 12, monthlyPayment: d("466.67") };
  const isForbidden = (monthlyOwnLoans: string) =>
    assessProposal({ ...applicant, monthlyOwnLoans: d(monthlyOwnLoans) }, credit, proposal).some(
      ({ isKnockOut }) => isKnockOut,
    );
  // 466.67 + 533.33 is exactly a fifth of 5,000.00
  expect(["0", "533.33", "533.34", "1400"].map(isForbidden)).toEqual([false, false, true, true]);
});

test("a counter-offer is the largest that passes: 100.00 more would not", () => {
  const request = { ...art, amount: d("20000"), applicant: { ...applicant, monthlyIncome: d("2000") } };
  for (const { product, terms } of considerOffers(request).offered) {
    const more = judge(request, { product, termMonths: terms.termMonths, amount: terms.principal.plus(100) });
    expect(more.isOffered).toBe(false);
  }
});

test("makes at most nine offers, none below D5, for any score and income", () => {
  for (const score of [600, 640, 680, 720, 800]) {
    for (const monthlyIncome of ["900", "2500", "12000"]) {
      const request = {
        ...art,
        credit: { ...credit, score },
        applicant: { ...applicant, monthlyIncome: d(monthlyIncome) },
      };
      const { offered } = considerOffers({ ...request, amount: d("15000") });
      expect(offered.length).toBeLessThanOrEqual(9);
      for (const { grade } of offered) expect(grade).toBeLessThanOrEqual(20);
    }
  }
});

test("takes no attribute that Regulation B forbids", () => {
  // The lists are exact, so that a new input has to pass by this test.
  expect(Object.keys(applicant).toSorted()).toEqual([
    "chargedOffLoans",
    "employedYears",
    "monthlyHousing",
    "monthlyIncome",
    "monthlyOwnLoans",
  ]);
  expect(Object.keys(credit).toSorted()).toEqual([
    "bankruptcyMonthsAgo",
    "delinquenciesLast24Months",
    "historyMonths",
    "inquiriesLast6Months",
    "monthlyDebtPayments",
    "score",
    "utilization",
  ]);
});
