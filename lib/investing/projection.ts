// What an investment earns and when: pure, over its terms.
import { addMonths, type IsoDate } from "@/lib/calendar/dates";
import { interestOfMonth, investmentInterest } from "@/lib/amortization/investment";
import { d, toMoney } from "@/lib/money/money";

export type Projection = {
  interest: string; // over the whole term
  maturityAmount: string; // principal and interest
  maturesOn: IsoDate | null; // null while it is not known when the deposit clears
  months: { period: number; dueOn: IsoDate | null; amount: string }[];
};

/**
 * Interest month by month and the amount at maturity.
 *
 * @param principal  dollars
 * @param annualRate fraction, simple interest
 * @param startedOn  the date the deposit cleared, null while it has not
 * @returns dollars with two decimals; month n is due n months after the start, clamped to the month's end
 * @throws RangeError when the term is not a whole number of months, 1 or more
 *
 * @example project({ principal: "10000.00", annualRate: "0.048", termMonths: 12, startedOn: "2026-01-01" })
 *   // interest "480.00", maturityAmount "10480.00", maturesOn "2027-01-01", each month "40.00"
 */
export function project({
  principal,
  annualRate,
  termMonths,
  startedOn,
}: {
  principal: string;
  annualRate: string;
  termMonths: number;
  startedOn: IsoDate | null;
}): Projection {
  const { total, periods } = investmentInterest({
    principal: d(principal),
    annualRate: d(annualRate),
    termMonths,
  });
  const after = (months: number) => (startedOn === null ? null : addMonths(startedOn, months));
  return {
    interest: toMoney(total),
    maturityAmount: toMoney(d(principal).plus(total)),
    maturesOn: after(termMonths),
    months: periods.map(({ number, amount }) => ({
      period: number,
      dueOn: after(number),
      amount: toMoney(amount),
    })),
  };
}

/**
 * Interest of one month.
 *
 * @param period 1 to termMonths
 * @throws RangeError outside the term
 *
 * @example interestOfPeriod({ principal: "10000.00", annualRate: "0.048", termMonths: 12, period: 3 }) // "40.00"
 */
export function interestOfPeriod({
  principal,
  annualRate,
  termMonths,
  period,
}: {
  principal: string;
  annualRate: string;
  termMonths: number;
  period: number;
}): string {
  return toMoney(interestOfMonth({ principal: d(principal), annualRate: d(annualRate), termMonths }, period));
}
