import { expect, test } from "vitest";
import { d, toMoney } from "@/lib/money/money";
import { NO_PARTS, partsOf } from "@/lib/money/parts";
import type { LoanStatus } from "@/prisma/generated/enums";
import { decideChargeOff } from "./charge-off-policy";
import { loanState } from "@/lib/lending/terms/loan-state";
import { remakeSchedule } from "@/lib/lending/terms/remake-schedule";
import type { Position } from "@/lib/lending/terms/repayment-plan";

const START = "2026-01-01";
/** Art paid the first installment, and nothing since; the interest of five months was charged. */
const art: Position = {
  rows: remakeSchedule({
    terms: {
      method: "FLAT",
      principal: d("5000"),
      annualRate: d("0.12"),
      termMonths: 12,
      dayCount: "30/360",
      rounding: "half-even",
    },
    disbursedOn: START,
    extras: [],
    accrued: new Map(),
  }),
  owed: partsOf({ interest: "200", principal: "4583.33" }),
  interestAccrued: d("250"),
  accruedNumbers: new Set([1, 2, 3, 4, 5]),
  disbursedOn: START,
  rounding: "half-even",
};

const decide = (change: Partial<Parameters<typeof decideChargeOff>[0]> = {}) =>
  decideChargeOff({ status: "ACTIVE", booked: art, pendingCount: 0, asOf: "2026-06-29", ...change });

test("a loan that is 120 days past due is charged off with all that is owed", () => {
  const { parts, daysPastDue } = decide();
  expect([toMoney(parts.principal), toMoney(parts.interest), daysPastDue]).toEqual([
    "4583.33",
    "200.00",
    120,
  ]);
});

test("a day earlier it is refused, with the first day on which it is possible", () => {
  expect(() => decide({ asOf: "2026-06-28" })).toThrow(
    "A loan can be charged off once it is 120 days past due. This loan is 119 days past due and can be charged off on June 29, 2026 at the earliest.",
  );
  expect(() => decide({ asOf: "2026-03-02" })).toThrow(
    "This loan is 1 day past due and can be charged off on June 29, 2026 at the earliest.",
  );
  expect(() => decide({ asOf: "2026-03-01" })).toThrow("This loan has nothing past due.");
});

test("a payment that is under way is waited for", () => {
  expect(() => decide({ pendingCount: 1 })).toThrow("A payment on this loan is pending.");
});

test.each<[LoanStatus, string]>([
  ["CHARGED_OFF", "This loan is already charged off."],
  ["CLOSED", "This loan is paid off, so there is nothing to charge off."],
  ["DISBURSING", "This loan was not disbursed, so there is nothing to charge off."],
  ["DISBURSEMENT_FAILED", "This loan was not disbursed, so there is nothing to charge off."],
])("a loan that is %s is refused", (status, sentence) => {
  expect(() => decide({ status })).toThrow(sentence);
});

test("what was charged off is not paid, is not late either, and what was paid stays paid", () => {
  const state = loanState({
    ...art,
    owed: NO_PARTS,
    chargedOff: partsOf({ interest: "200", principal: "4583.33" }),
    asOf: "2026-09-01",
  });
  expect(state.rows.map(({ status }) => status)).toEqual(["paid", ...Array<string>(11).fill("charged-off")]);
  expect(toMoney(state.rows[1]!.unpaid)).toBe("466.67");
  expect([state.nextDue, state.daysPastDue, toMoney(state.dueAmount), toMoney(state.pastDueAmount)]).toEqual([
    null,
    0,
    "0.00",
    "0.00",
  ]);
});
