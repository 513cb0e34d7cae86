import { expect, it } from "vitest";
import type { DraftView } from "@/lib/lending/draft-queries";
import { stepsOf } from "./steps";

const draft = (fields: Partial<DraftView>) => fields as DraftView;
const done = (of: DraftView | null) => stepsOf(of).map(({ isDone }) => isDone);

it("says of no step that it is done before its content is there, wherever the borrower is", () => {
  expect(done(null)).toEqual([false, false, false, false]);
  expect(done(draft({}))).toEqual([false, false, false, false]);
  expect(done(draft({ amount: "5000.00" }))).toEqual([false, false, false, false]);
  expect(done(draft({ taxIdLast4: "0690", hasConsented: true }))).toEqual([false, false, true, false]);
});

it("says that a step is done whose content is there", () => {
  const income = {
    monthlyIncome: "5000.00",
    monthlyHousing: "0.00",
    employment: "employed",
    employedYears: "0",
  };
  const whole = { amount: "5000.00", purpose: "other", ...income, taxIdLast4: "0690", hasConsented: true };
  expect(done(draft(whole as Partial<DraftView>))).toEqual([true, true, true, false]);
});
