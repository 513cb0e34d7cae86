import { roundCents, type Decimal } from "@/lib/money/money";

const DAYS_OF_A_YEAR = 365;

/**
 * What matured principal earns on days on which it waits for cash.
 *
 * @param after days after maturity that are credited already, 0 for none
 * @param day   days after maturity up to which it waited
 * @returns dollars to the cent; over all days together, rounded once
 *
 * R(P·r·day/365) − R(P·r·after/365)
 * Source: ours; the contract rate, simple, by day.
 *
 * @example 10,000.00 at 4.8%: 1.3151 a day; 1.32 on day 1, 1.31 on day 2, 1.32 on day 3
 */
export function waitingInterest({
  principal,
  annualRate,
  after,
  day,
}: {
  principal: Decimal;
  annualRate: Decimal;
  after: number;
  day: number;
}): Decimal {
  const upTo = (days: number) => roundCents(principal.times(annualRate).times(days).div(DAYS_OF_A_YEAR));
  return upTo(day).minus(upTo(after));
}
