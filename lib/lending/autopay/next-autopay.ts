// When autopay debits a loan next.
import { addDays, type IsoDate } from "@/lib/calendar/dates";
import type { Tx } from "@/lib/db";
import type { Loan } from "@/prisma/generated/client";
import { nextCollection } from "./autopay-plan";
import { factsOf } from "./load-collections";

/** Further ahead than the next due date of a monthly schedule, and than a debit waits to be presented again. */
const LOOK_AHEAD_DAYS = 62;

/**
 * The next date on which autopay would debit a loan, by the rule with which it collects (`autopay-plan.ts`): never a date in
 * the past, and none that a pending payment covers. Today's debits were made when the day began.
 *
 * @returns null when autopay is off, or has nothing to debit
 */
export async function nextAutopayOn(tx: Tx, loan: Loan, asOf: IsoDate): Promise<IsoDate | null> {
  const [facts] = await factsOf(tx, new Map([[loan.id, loan]]), asOf);
  if (!facts) return null;
  for (let days = 1; days <= LOOK_AHEAD_DAYS; days += 1) {
    const on = addDays(asOf, days);
    if (nextCollection({ ...facts, on, isBusy: false })) return on;
  }
  return null;
}
