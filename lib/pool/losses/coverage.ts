import type { Decimal } from "@/lib/money/money";

/**
 * How much of what investors are owed is covered by what the pool has.
 *
 * @param cash                dollars
 * @param performingPrincipal dollars of principal of loans that are paid as agreed
 * @param interest            dollars of interest recognized and not yet paid by borrowers
 * @param allowance           dollars set aside on those loans
 * @param owed                dollars: principal and credited interest of investors, without deferred claims
 * @returns a fraction, unrounded, so that a rule compares the exact figure (99.996% is below 100%); null when nothing is owed
 *
 * (cash + performing principal + interest − allowance) / owed
 * Source: ours; the solvency of a closed pool.
 *
 * @example 3,600.00 + 11,250.00 over 15,200.00 // 0.97697…, shown as 97.70%
 */
export function coverage({
  cash,
  performingPrincipal,
  interest,
  allowance,
  owed,
}: {
  cash: Decimal;
  performingPrincipal: Decimal;
  interest: Decimal;
  allowance: Decimal;
  owed: Decimal;
}): Decimal | null {
  if (owed.isZero()) return null;
  return cash.plus(performingPrincipal).plus(interest).minus(allowance).div(owed);
}
