// Original issue discount of an investment that pays interest only at maturity: how much of it counts in each calendar year. Pure.
import { addMonths, daysBetween, fromParts, type IsoDate } from "@/lib/calendar/dates";
import { d, roundCents, sum, toMoney, ZERO, type Decimal } from "@/lib/money/money";

const MONTHS_PER_YEAR = 12;

type Investment = {
  principal: string; // dollars
  annualRate: string; // simple, a fraction
  termMonths: number;
  startedOn: IsoDate;
};

/**
 * The discount that accrues in a calendar year, by constant yield with accrual periods of a year from the start (the last one
 * may be shorter), each spread evenly over its days.
 *
 *     yield y: (1 + y)^(term in years) = 1 + rate × term in years
 *     period n of length t: price before it × ((1 + y)^t − 1), the last one what is left of the whole discount
 *
 * Source: 26 CFR 1.1272-1(b): constant yield, accrual periods of at most a year, ratable allocation within a period.
 *
 * @returns dollars; the years of an investment add up to its whole interest to the cent
 *
 * @example discountOfYear({ principal: "10000.00", annualRate: "0.051", termMonths: 24, startedOn: "2026-01-01" }, 2026) // "497.62"
 */
export function discountOfYear(investment: Investment, year: number): string {
  const [from, to] = [fromParts({ year, month: 1, day: 1 }), fromParts({ year: year + 1, month: 1, day: 1 })];
  // Rounded as a running total, so that no cent is lost between years.
  return toMoney(
    roundCents(accruedBefore(investment, to)).minus(roundCents(accruedBefore(investment, from))),
  );
}

/** What has accrued by the beginning of a day, dollars, not rounded. */
function accruedBefore(investment: Investment, day: IsoDate): Decimal {
  return sum(
    periodsOf(investment).map(({ from, to, discount }) => {
      if (day <= from) return ZERO;
      return day >= to ? discount : discount.times(daysBetween(from, day)).div(daysBetween(from, to));
    }),
  );
}

function periodsOf({ principal, annualRate, termMonths, startedOn }: Investment) {
  const issue = d(principal);
  const years = d(String(termMonths)).div(MONTHS_PER_YEAR);
  const whole = roundCents(issue.times(annualRate).times(years));
  const growth = whole.div(issue).plus(1).pow(d("1").div(years)); // 1 + y
  const periods: { from: IsoDate; to: IsoDate; discount: Decimal }[] = [];
  let price = issue;
  for (let month = 0; month < termMonths; month += MONTHS_PER_YEAR) {
    const end = Math.min(month + MONTHS_PER_YEAR, termMonths);
    const length = d(String(end - month)).div(MONTHS_PER_YEAR);
    const isLast = end === termMonths;
    const discount = isLast ? issue.plus(whole).minus(price) : price.times(growth.pow(length).minus(1));
    periods.push({ from: addMonths(startedOn, month), to: addMonths(startedOn, end), discount });
    price = price.plus(discount);
  }
  return periods;
}
