// When collected money is final enough to lend it or pay it out. Pure.
import { addBankingDays } from "@/lib/calendar/banking-days";
import type { IsoDate } from "@/lib/calendar/dates";
import { d } from "@/lib/money/money";

const BANKING_DAYS = 3;
const CAREFUL_BANKING_DAYS = 5;
const CAREFUL_ABOVE = "10000.00";

/**
 * The day from which money that was collected by ACH can be used.
 *
 * @param settledOn when it was posted to our account
 * @param amount    dollars
 * @param isFirst   nothing was collected from this account before
 * @returns three banking days after it settled; five for the first debit of an account or above 10,000.00
 *
 * Most returns come within two banking days of settlement. An unauthorized debit of a consumer can come back for sixty days:
 * that risk stays. Source: Nacha Operating Rules, 3.8 (return timing); the third day and the five are ours.
 *
 * @example finalOn({ settledOn: "2027-01-08", amount: "500.00", isFirst: false }) // "2027-01-13": Friday, then Wednesday
 */
export function finalOn({
  settledOn,
  amount,
  isFirst,
}: {
  settledOn: IsoDate;
  amount: string;
  isFirst: boolean;
}): IsoDate {
  const isCareful = isFirst || d(amount).gt(CAREFUL_ABOVE);
  return addBankingDays(settledOn, isCareful ? CAREFUL_BANKING_DAYS : BANKING_DAYS);
}
