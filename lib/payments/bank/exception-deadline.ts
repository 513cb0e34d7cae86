// How long an exception may wait. Pure.
import { addBankingDays } from "@/lib/calendar/banking-days";
import type { IsoDate } from "@/lib/calendar/dates";
import { d } from "@/lib/money/money";

export const LARGE_EXCEPTION = "10000.00";
export const LARGE_BANKING_DAYS = 1;
export const OTHER_BANKING_DAYS = 3;

/**
 * The last day on which an exception should be resolved.
 *
 * @param amount dollars, signed or not
 * @returns one banking day after it was opened above 10,000.00, else three
 *
 * @example resolveBy({ amount: "-35.00", openedOn: "2026-03-05" }) // "2026-03-10": Thursday, then three banking days
 */
export function resolveBy({ amount, openedOn }: { amount: string; openedOn: IsoDate }): IsoDate {
  const isLarge = d(amount).abs().gt(LARGE_EXCEPTION);
  return addBankingDays(openedOn, isLarge ? LARGE_BANKING_DAYS : OTHER_BANKING_DAYS);
}
