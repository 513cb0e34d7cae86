// What closes a loan today.
import { addDays, daysBetween } from "@/lib/calendar/dates";
import type { IsoDate } from "@/lib/calendar/dates";
import { roundCents, sum, ZERO } from "@/lib/money/money";
import type { Decimal } from "@/lib/money/money";
import { quotient, timesQuotient } from "@/lib/money/quotient";
import { periodsOf } from "./periods";
import type { Period } from "./periods";
import { flatInterest, periodInterest } from "./rows";
import { completeTerms } from "./terms";
import type { ScheduleRequest, Terms } from "./terms";

const PER_DIEM_DECIMALS = 4;
const LATER_DAYS = 10;

export type Payoff = {
  outstandingPrincipal: Decimal;
  /** Interest accrued and not paid. */
  accruedInterest: Decimal;
  /** Interest of the running period up to `payoffOn`, not accrued yet. */
  runningInterest: Decimal;
  fees: Decimal;
  total: Decimal;
  /** Dollars a day in the running period, four decimals. */
  perDiem: Decimal;
  /** The last day on which `total` closes the loan. */
  goodThroughOn: IsoDate;
  /** The same for ten days later. */
  later: { on: IsoDate; total: Decimal };
};

/**
 * A payoff quote.
 *
 * @param request              the loan's terms as agreed
 * @param outstandingPrincipal dollars
 * @param accruedInterest      dollars accrued and not paid, as the ledger has them
 * @param accruedThroughOn     the day up to which interest is accrued: the last due date accrued, or the disbursement
 * @param payoffOn             the day the money arrives
 * @param fees                 dollars, default 0
 * @returns the parts and their sum; interest runs for the days elapsed and no longer, for a flat loan too
 * @throws CalculationRefused for terms out of bounds
 *
 * total = B + accrued + R(period's interest × elapsed days / days of the period) + fees, with the period's interest B·r·share,
 * or the agreed interest of a flat loan. After the last due date nothing more runs.
 * Source: 15 USC 1615 (no Rule of 78).
 *
 * @example payoff({ request, outstandingPrincipal: d("4583.33"), accruedInterest: d("0"), accruedThroughOn: "2027-02-01",
 *   payoffOn: "2027-02-15" }).runningInterest.toString() // "25", half of February's 50.00 of the flat loan
 */
export function payoff({
  request,
  outstandingPrincipal,
  accruedInterest,
  accruedThroughOn,
  payoffOn,
  fees = ZERO,
}: {
  request: ScheduleRequest;
  outstandingPrincipal: Decimal;
  accruedInterest: Decimal;
  accruedThroughOn: IsoDate;
  payoffOn: IsoDate;
  fees?: Decimal;
}): Payoff {
  const terms = completeTerms(request);
  const interest = unroundedInterest(terms, outstandingPrincipal);
  const quote = (on: IsoDate) => {
    const running = roundCents(
      sum(interest.map((period) => elapsed(period, accruedThroughOn, on))),
      terms.rounding,
    );
    return { running, total: sum([outstandingPrincipal, accruedInterest, running, fees]) };
  };
  const { running, total } = quote(payoffOn);
  const laterOn = addDays(payoffOn, LATER_DAYS);
  const current = interest.find(({ period }) => payoffOn < period.dueOn);
  return {
    outstandingPrincipal,
    accruedInterest,
    runningInterest: running,
    fees,
    total,
    perDiem: current ? current.amount.div(current.period.days).toDecimalPlaces(PER_DIEM_DECIMALS) : ZERO,
    goodThroughOn: payoffOn,
    later: { on: laterOn, total: quote(laterOn).total },
  };
}

type PeriodInterest = { period: Period; amount: Decimal };

function unroundedInterest(terms: Terms, balance: Decimal): PeriodInterest[] {
  const periods = periodsOf(terms);
  const agreed = terms.method === "flat" ? flatInterest(terms, periods) : null;
  return periods.map((period, index) => ({
    period,
    amount: agreed?.[index] ?? periodInterest({ balance, annualRate: terms.annualRate, period }),
  }));
}

function elapsed({ period, amount }: PeriodInterest, after: IsoDate, on: IsoDate): Decimal {
  const from = period.startsOn > after ? period.startsOn : after;
  const to = period.dueOn < on ? period.dueOn : on;
  const days = daysBetween(from, to);
  return days > 0 ? timesQuotient(amount, quotient(days, period.days)) : ZERO;
}
