// From when on a loan can be charged off. Pure.
import { addDays, formatDate, type IsoDate } from "@/lib/calendar/dates";

/**
 * A closed-end retail loan counts as lost from this many days past due on: the Uniform Retail Credit Classification and
 * Account Management Policy of the US bank supervisors (65 FR 36903), and what lenders do (`lending.md`, section 1).
 */
export const CHARGE_OFF_FROM_DAYS = 120;

/**
 * The sentence for a loan that is not late enough; null for one that is.
 *
 * @example chargeOffRefusal(120, "2026-06-29") // null
 */
export function chargeOffRefusal(daysPastDue: number, on: IsoDate): string | null {
  if (daysPastDue >= CHARGE_OFF_FROM_DAYS) return null;
  const rule = `A loan can be charged off once it is ${CHARGE_OFF_FROM_DAYS} days past due.`;
  if (daysPastDue === 0) return `${rule} This loan has nothing past due.`;
  const earliest = formatDate(addDays(on, CHARGE_OFF_FROM_DAYS - daysPastDue));
  return `${rule} This loan is ${inDays(daysPastDue)} past due and can be charged off on ${earliest} at the earliest.`;
}

/** @example inDays(1) // "1 day" */
export function inDays(count: number): string {
  return count === 1 ? "1 day" : `${count} days`;
}
