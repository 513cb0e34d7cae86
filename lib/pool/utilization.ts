import type { Decimal } from "@/lib/money/money";

/**
 * How much of the pool's money is lent.
 *
 * @param cash    dollars, posted
 * @param lentOut dollars of principal outstanding
 * @returns lentOut / (cash + lentOut), a fraction with four decimals; "0.0000" for an empty pool
 *
 * @example utilization(d("5000"), d("5000")) // "0.5000"
 */
export function utilization(cash: Decimal, lentOut: Decimal): string {
  const pool = cash.plus(lentOut);
  return pool.greaterThan(0) ? lentOut.div(pool).toFixed(4) : "0.0000";
}
