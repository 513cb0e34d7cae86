// When a debit that came back for lack of money may be presented again. Pure.
import { addBankingDays, onOrNextBankingDay } from "@/lib/calendar/banking-days";
import { addDays, dateParts, dayOfWeek, type IsoDate } from "@/lib/calendar/dates";

/** The first and two more: all that the network's rules allow for one entry. */
export const MOST_ATTEMPTS = 3;
/** Days after the first attempt within which the others must be made. */
export const RETRY_WITHIN_DAYS = 180;

const DAYS_TO_PAYDAY = 3;
const DAYS_BETWEEN_RETRIES = 7;
const FRIDAY = 5;

/**
 * The first day on which a debit that came back may be presented again.
 *
 * @param attempt     which one came back: 1 the first, 2 its retry
 * @param submittedOn when that one was made
 * @param endedOn     when it came back
 * @returns after the first: the next Friday, 1st or 15th at least three banking days after the return, because people are
 *   paid on such days; after the second: seven banking days after that one, and not before it came back. Where banks are
 *   closed, the banking day after
 *
 * Source: Nacha Operating Rules, 2.13.4 (reinitiation); the plan of days is ours.
 *
 * @example retryDay({ attempt: 1, submittedOn: "2026-02-01", endedOn: "2026-02-03" }) // "2026-02-06", a Friday
 */
export function retryDay({
  attempt,
  submittedOn,
  endedOn,
}: {
  attempt: number;
  submittedOn: IsoDate;
  endedOn: IsoDate;
}): IsoDate {
  if (attempt === 1) return payday(addBankingDays(endedOn, DAYS_TO_PAYDAY));
  const [planned, next] = [addBankingDays(submittedOn, DAYS_BETWEEN_RETRIES), addBankingDays(endedOn, 1)];
  return planned > next ? planned : next;
}

/** The first payday on or after a date. */
function payday(from: IsoDate): IsoDate {
  let day = from;
  while (dayOfWeek(day) !== FRIDAY && ![1, 15].includes(dateParts(day).day)) day = addDays(day, 1);
  return onOrNextBankingDay(day);
}
