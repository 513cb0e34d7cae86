// Original issue discount: interest that is paid only at maturity and taxed year by year.
import { addMonths, dateParts, daysBetween, fromParts, type IsoDate } from "@/lib/calendar/dates";
import { d, roundCents, ZERO, type Decimal } from "@/lib/money/money";

const MONTHS_OF_A_YEAR = 12;

/**
 * Interest of a term deposit by the calendar year in which it is income.
 *
 * A term of a year or less counts when it is paid, at maturity. A longer one, paid only at maturity, accrues at a constant
 * yield: the accrual periods are the years of the contract (the last may be shorter), each day of a period has an equal
 * part of what the period adds, and a calendar year has its days.
 *
 * @param principal  dollars, above 0
 * @param interest   dollars, all of it paid at maturity
 * @param startedOn  the first day that earns; the day of maturity earns nothing
 * @param termMonths whole months, 1 or more
 * @returns dollars to the cent by year, years without income left out; they sum to the interest (cumulative rounding)
 *
 * y = (1 + I/P)^(12/n) − 1; value after k years P·(1 + y)^k, at the end P + I; within a period linear by day
 * Source: 26 USC 1272(a)(3) and 26 CFR 1.1272-1(b): constant yield per accrual period, ratable daily portions within it;
 * 26 CFR 1.1272-1(a)(1) leaves terms of a year or less out.
 *
 * @example oidByYear({ principal: d("10000"), interest: d("1020"), startedOn: "2026-01-01", termMonths: 24 })
 *   // 2026: 497.62, 2027: 522.38
 */
export function oidByYear({ principal, interest, startedOn, termMonths }: OidTerms): Map<number, Decimal> {
  const maturesOn = addMonths(startedOn, termMonths);
  const last = dateParts(maturesOn).year;
  if (termMonths <= MONTHS_OF_A_YEAR) return withoutZeros([[last, interest]]);
  const grown = valueAt({ principal, interest, startedOn, termMonths });
  let before = ZERO;
  const years: [number, Decimal][] = [];
  for (let year = dateParts(startedOn).year; year <= last; year += 1) {
    const upTo =
      year === last ? interest : roundCents(grown(fromParts({ year: year + 1, month: 1, day: 1 })));
    years.push([year, upTo.minus(before)]);
    before = upTo;
  }
  return withoutZeros(years);
}

type OidTerms = { principal: Decimal; interest: Decimal; startedOn: IsoDate; termMonths: number };

/** How much interest has accrued when a day begins, unrounded. */
function valueAt({ principal, interest, startedOn, termMonths }: OidTerms) {
  const growth = interest.div(principal).plus(1);
  const afterMonths = (months: number) =>
    principal.times(growth.pow(d(months).div(termMonths))).minus(principal);
  return (day: IsoDate): Decimal => {
    let from = 0;
    while (from + MONTHS_OF_A_YEAR < termMonths && addMonths(startedOn, from + MONTHS_OF_A_YEAR) <= day) {
      from += MONTHS_OF_A_YEAR;
    }
    const to = Math.min(termMonths, from + MONTHS_OF_A_YEAR);
    const [begin, end] = [addMonths(startedOn, from), addMonths(startedOn, to)];
    if (day >= end) return afterMonths(to);
    const added = afterMonths(to).minus(afterMonths(from));
    return afterMonths(from).plus(added.times(daysBetween(begin, day)).div(daysBetween(begin, end)));
  };
}

function withoutZeros(years: [number, Decimal][]): Map<number, Decimal> {
  return new Map(years.filter(([, amount]) => !amount.isZero()));
}
