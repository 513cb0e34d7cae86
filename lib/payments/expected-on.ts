import { nextBankingDay, onOrNextBankingDay } from "@/lib/calendar/banking-days";
import type { IsoDate } from "@/lib/calendar/dates";
import type { PaymentRail } from "@/prisma/generated/client";

/**
 * When a payment that is created on a date should be completed.
 *
 * @param createdOn business date of the order
 * @returns ACH: the next banking day; wire: the same day when banks are open, else the next banking day; RTP: the same day
 *
 * @example expectedOn("ACH", "2027-07-02") // "2027-07-06": Friday, then the weekend and the observed July 4
 */
export function expectedOn(rail: PaymentRail, createdOn: IsoDate): IsoDate {
  if (rail === "ACH") return nextBankingDay(createdOn);
  return rail === "WIRE" ? onOrNextBankingDay(createdOn) : createdOn;
}
