// 16 CFR 444.4: an installment that is paid in full never has a late fee because an earlier fee is unpaid.
import fc from "fast-check";
import { expect, test } from "vitest";
import { addDays } from "@/lib/calendar/dates";
import { d, ZERO } from "@/lib/money/money";
import type { LifeRequest } from "./life-terms";
import type { LoanEvent } from "./loan-event";
import { loanLife } from "./loan-life";

const RUNS = Number(process.env.LOAN_LIFE_RUNS ?? 40);

const terms: LifeRequest = {
  ...{ method: "flat", principal: d("5000"), annualRate: d("0.12"), installments: 12 },
  ...{ disbursedOn: "2026-01-01", firstDueOn: "2026-02-01", originationFee: ZERO },
  ...{ accrual: "schedule", waterfall: "consumer", prepayment: "reduce-term", nonAccrualAfter: 90 },
  lateFee: { graceDays: 15, flat: d("15"), rate: d("0.05"), rule: "greater" },
};

test("when each installment is paid by its due date except one, there is exactly one late fee", () => {
  const { rows } = loanLife(terms, [], "2026-01-01");
  const early = fc.array(fc.nat(14), { minLength: 11, maxLength: 11 });
  fc.assert(
    fc.property(early, fc.nat(10), fc.integer({ min: 16, max: 27 }), (daysEarly, lateOne, daysLate) => {
      // In the order of the installments: a payment is for the oldest one that is due.
      const events = daysEarly.map((days, at): LoanEvent => ({
        on: addDays(rows[at]!.dueOn, at === lateOne ? daysLate : at === lateOne + 1 ? 0 : -days),
        ...{ type: "payment", id: `p${at}`, amount: rows[at]!.payment, kind: "SCHEDULED" },
      }));
      const { fees } = loanLife(terms, events, "2026-12-31");
      expect(fees.map(({ id }) => id)).toEqual([`late:${lateOne + 1}`]);
      expect(fees[0]!.paid.toFixed(2)).toBe("0.00");
    }),
    { numRuns: RUNS },
  );
}, 3_600_000);
