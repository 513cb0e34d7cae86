import { roundCents, type Decimal } from "@/lib/money/money";

const DAYS_OF_A_YEAR = 365;

/**
 * What matured principal earns on one day on which it waits for cash.
 *
 * @param day 1 for the first day after maturity
 * @returns dollars to the cent; over all days together, rounded once
 *
 * R(P·r·n/365) − R(P·r·(n − 1)/365)
 * Source: ours; the contract rate, simple, by day.
 *
 * @example 10,000.00 at 4.8%: 1.3151 a day; 1.32 on day 1, 1.31 on day 2, 1.32 on day 3
 */
export function waitingInterest({
  principal,
  annualRate,
  day,
}: {
  principal: Decimal;
  annualRate: Decimal;
  day: number;
}): Decimal {
  const upTo = (days: number) => roundCents(principal.times(annualRate).times(days).div(DAYS_OF_A_YEAR));
  return upTo(day).minus(upTo(day - 1));
}
