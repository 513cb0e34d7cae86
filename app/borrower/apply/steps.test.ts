import { expect, it } from "vitest";
import type { DraftView } from "@/lib/lending/application/draft-queries";
import { stepsOf } from "./steps";

const draft = (fields: Partial<DraftView>) => fields as DraftView;
const done = (of: DraftView | null, kind: "PERSON" | "BUSINESS" = "PERSON") =>
  stepsOf(of, kind).map(({ isDone }) => isDone);

it("says of no step that it is done before its content is there, wherever the borrower is", () => {
  expect(done(null)).toEqual([false, false, false, false]);
  expect(done(draft({}))).toEqual([false, false, false, false]);
  expect(done(draft({ amount: "5000.00" }))).toEqual([false, false, false, false]);
  expect(done(draft({ hasTaxId: true, hasConsented: true }))).toEqual([false, false, true, false]);
});

it("says that a step is done whose content is there", () => {
  const income = {
    monthlyIncome: "5000.00",
    monthlyHousing: "0.00",
    employment: "employed",
    employedYears: "0",
  };
  const whole = { amount: "5000.00", purpose: "other", ...income, hasTaxId: true, hasConsented: true };
  expect(done(draft(whole as Partial<DraftView>))).toEqual([true, true, true, false]);
});

it("says of a business's steps the same", () => {
  expect(done(null, "BUSINESS")).toEqual([false, false, false, false]);
  const business = { entityType: "llc", formedOn: "2019-04-30", formationState: "OR" };
  expect(done(draft({ business, hasConsented: true }), "BUSINESS")).toEqual([false, false, false, false]);
  const figures = { ...business, annualRevenue: "480000.00", monthlyDebtPayments: "0.00" };
  const people = { controlName: "Pat Doe", controlTitle: "Owner", signerTitle: "Owner" };
  expect(done(draft({ business: figures }), "BUSINESS")).toEqual([false, true, false, false]);
  const all = { business: { ...figures, ...people }, hasConsented: true };
  expect(done(draft(all), "BUSINESS")).toEqual([false, true, true, false]);
});
