// The four figures that a borrower is shown before signing (12 CFR 1026.18); the rate itself is in actuarial.ts.
import { dateParts, type IsoDate } from "@/lib/calendar/dates";
import type { Frequency } from "@/lib/calendar/due-dates";
import { singlePaymentTerm, unitPeriodsBetween, unitPeriodsPerYear } from "@/lib/calendar/unit-periods";
import { sum, ZERO } from "@/lib/money/money";
import type { Decimal } from "@/lib/money/money";
import { apr } from "./actuarial";
import type { AprFlow } from "./actuarial";
import { CalculationRefused } from "./refusal";
import type { ScheduleRow } from "./rows";

export { apr } from "./actuarial";

export type Disclosure = {
  /** Dollars the borrower receives: principal less the fee withheld. */
  amountFinanced: Decimal;
  /** Dollars the credit costs: interest and fee. */
  financeCharge: Decimal;
  totalOfPayments: Decimal;
  /** Percent, two decimals. */
  apr: Decimal;
};

type PaidRow = Pick<ScheduleRow, "number" | "dueOn" | "payment">;

/**
 * Amount financed, finance charge, total of payments and APR of a schedule.
 *
 * @param principal      dollars of the contract
 * @param originationFee dollars withheld from the proceeds, default 0
 * @param rows           the schedule's rows, numbered one unit-period apart
 * @param disbursedOn    the day of the advance
 * @param frequency      default monthly
 * @throws CalculationRefused "invalid-request" when the fee leaves nothing to finance
 *
 * amount financed = principal − fee; finance charge = total of payments − amount financed.
 * Source: 12 CFR 1026.18(b), (d), (e), (h), and Appendix J (b)(2) and (b)(5) for the unit-periods: whole ones are counted
 * back from the first due date, odd days go before them. A single payment has the term as its unit-period.
 *
 * @example disclosure({ principal: d("5000"), rows, disbursedOn: "2027-01-01" }).apr.toString()
 *   // "21.46" for 12 months of 12% flat; "27.42" with a fee of 150.00
 */
export function disclosure({
  principal,
  originationFee = ZERO,
  rows,
  disbursedOn,
  frequency = "monthly",
}: {
  principal: Decimal;
  originationFee?: Decimal;
  rows: PaidRow[];
  disbursedOn: IsoDate;
  frequency?: Frequency;
}): Disclosure {
  const amountFinanced = principal.minus(originationFee);
  if (originationFee.isNegative() || !amountFinanced.greaterThan(0)) {
    throw new CalculationRefused(
      "invalid-request",
      "originationFee",
      "The fee is 0.00 or more and below the principal.",
    );
  }
  const totalOfPayments = sum(rows.map((row) => row.payment));
  const advances = [{ amount: amountFinanced, unitPeriods: 0 }];
  const rate = apr({ advances, ...timed(rows, disbursedOn, frequency) });
  return {
    amountFinanced,
    financeCharge: totalOfPayments.minus(amountFinanced),
    totalOfPayments,
    apr: rate.apr,
  };
}

function timed(rows: PaidRow[], from: IsoDate, frequency: Frequency) {
  const paid = rows.filter((row) => row.payment.greaterThan(0));
  const [only, second] = paid;
  if (only && !second) {
    const { whole, fraction, perYear } = singlePaymentTerm({ from, to: only.dueOn });
    return {
      unitPeriodsPerYear: perYear,
      payments: [{ amount: only.payment, unitPeriods: whole, fraction }],
    };
  }
  const first = rows[0];
  if (!first)
    throw new CalculationRefused("invalid-request", "rows", "A disclosure needs at least one installment.");
  // All months are equal, so the later payments are whole unit-periods after the first, whatever month ends they hit.
  // Of two months in a row at least one has 31 days, so the latest day is the one that the short months clamp.
  const dueDay = Math.max(...rows.map((row) => dateParts(row.dueOn).day));
  const { whole, fraction } = unitPeriodsBetween({ from, to: first.dueOn, frequency, dueDay });
  const flows = paid.map((row) => ({
    amount: row.payment,
    unitPeriods: whole + row.number - first.number,
    fraction,
    count: 1,
  }));
  return { unitPeriodsPerYear: unitPeriodsPerYear(frequency), payments: joined(flows) };
}

function joined(flows: Required<AprFlow>[]): AprFlow[] {
  const runs: Required<AprFlow>[] = [];
  for (const flow of flows) {
    const run = runs.at(-1);
    if (run && run.amount.equals(flow.amount) && run.unitPeriods + run.count === flow.unitPeriods)
      run.count += 1;
    else runs.push({ ...flow });
  }
  return runs;
}
