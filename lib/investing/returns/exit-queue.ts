// Who is paid how much of an early withdrawal today, and when the others can expect it. Pure: the rule as it is published.
import { compare, type IsoDate } from "@/lib/calendar/dates";
import { d, Decimal, sum, ZERO } from "@/lib/money/money";
import { proRata } from "./pro-rata";

/** At least so much cash stays in the pool, and at least this part of what is due to investors within 30 days. */
const LEAST_BUFFER = d("5000");
const BUFFER_SHARE = d("0.05");
/** In pro-rata mode a day pays at most this part of what investors are owed. */
const DAILY_SHARE = d("0.02");

export type Waiting = {
  requestedOn: IsoDate;
  /** Dollars that the whole rest of the request would be paid today. */
  amount: Decimal;
};

export type Served = {
  /** "in-order": day after day of asking; "pro-rata": all at once, in proportion. */
  mode: "in-order" | "pro-rata";
  /** Dollars that may be paid today. */
  budget: Decimal;
  /** One for each request. */
  paid: Decimal[];
};

/**
 * Cash that early withdrawals may be paid from.
 *
 * @param available     dollars of cash that nothing is reserved on
 * @param owedFirst     dollars of payouts that have matured, or were served before, and wait
 * @param dueIn30Days   dollars that mature within 30 days
 * @returns dollars, 0 or more: available − owed first − max(5,000.00, 5% of what is due in 30 days)
 *
 * @example payableCash({ available: d("20000"), owedFirst: d("0"), dueIn30Days: d("10480") }).toFixed(2) // "15000.00"
 */
export function payableCash({
  available,
  owedFirst,
  dueIn30Days,
}: {
  available: Decimal;
  owedFirst: Decimal;
  dueIn30Days: Decimal;
}): Decimal {
  const buffer = Decimal.max(LEAST_BUFFER, dueIn30Days.times(BUFFER_SHARE));
  return Decimal.max(ZERO, available.minus(owedFirst).minus(buffer)).toDecimalPlaces(2, Decimal.ROUND_DOWN);
}

/**
 * Shares the cash of a day among the open requests.
 *
 * @param requests    dollars each, in any order
 * @param cash        dollars that may be paid out today
 * @param soon        dollars expected within five banking days, less what is promised until then
 * @param liabilities dollars of principal and interest that investors are owed
 * @returns dollars to the cent; none above its request, and together at most the budget
 *
 * While cash and what comes in five banking days suffice for all: those who asked on an earlier day are paid first, and those of one day
 * share what is left for them in proportion. Else all share min(cash, 2% of liabilities) in proportion, whenever they asked.
 * Source: partial payouts as Bondora describes them; days, buffer and 2% are ours.
 *
 * @example two requests of 10,120.00 and 5,060.00, cash of 1,000.00, nothing soon, liabilities of 100,000.00: 666.67 and 333.33
 */
export function serveQueue({
  requests,
  cash,
  soon,
  liabilities,
}: {
  requests: readonly Waiting[];
  cash: Decimal;
  soon: Decimal;
  liabilities: Decimal;
}): Served {
  const amounts = requests.map(({ amount }) => amount);
  const all = sum(amounts);
  if (all.greaterThan(cash) && all.greaterThan(cash.plus(soon))) {
    const daily = liabilities.times(DAILY_SHARE).toDecimalPlaces(2, Decimal.ROUND_DOWN);
    const budget = Decimal.min(cash, daily);
    return { mode: "pro-rata", budget, paid: proRata({ budget, requests: amounts }) };
  }
  const paid = requests.map(() => ZERO);
  let left = cash;
  for (const on of [...new Set(requests.map(({ requestedOn }) => requestedOn))].sort(compare)) {
    const places = requests.flatMap((request, at) => (request.requestedOn === on ? [at] : []));
    const shares = proRata({ budget: left, requests: places.map((at) => amounts[at]!) });
    for (const [n, at] of places.entries()) paid[at] = shares[n]!;
    left = left.minus(sum(shares));
  }
  return { mode: "in-order", budget: cash, paid };
}

/**
 * When money for a request is expected.
 *
 * @param needed   dollars that have to be paid until the request is paid in full, its own and those ahead
 * @param cash     dollars that may be paid out today
 * @param flows    expected by day: installments, and maturities below zero
 * @param received of each installment, the part that is counted on
 * @returns the first day on which cash and flows reach what is needed; null when they do not within the flows that are known
 *
 * @example 12,000.00 needed, 5,000.00 there, 8,000.00 due on 2026-08-01 with all counted on: 2026-08-01
 */
export function expectedDay({
  needed,
  cash,
  flows,
  received,
  today,
}: {
  needed: Decimal;
  cash: Decimal;
  flows: readonly { on: IsoDate; amount: Decimal }[];
  received: Decimal;
  today: IsoDate;
}): IsoDate | null {
  if (cash.greaterThanOrEqualTo(needed)) return today;
  let there = cash;
  for (const { on, amount } of [...flows].sort((a, b) => compare(a.on, b.on))) {
    there = there.plus(amount.isNegative() ? amount : amount.times(received));
    if (there.greaterThanOrEqualTo(needed)) return on;
  }
  return null;
}
