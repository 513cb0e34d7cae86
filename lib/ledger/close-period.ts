import { addDays, fromDbDate, monthEnd, type IsoDate } from "@/lib/calendar/dates";
import { db, type Tx } from "@/lib/db";
import { asLedgerError } from "./ledger-error";

/** The books are closed through this date, inclusive. */
export type ClosedPeriod = { closedThrough: IsoDate; closedAt: string; closedBy: string };

/**
 * Closes the books through the last day of a month, for good. It waits for the postings that are under way. From then
 * on our own posting into that time is refused; a recorded fact goes to the first open day and keeps the date it
 * belongs to.
 *
 * @param through the last day of a month, later than the last close
 * @param by      who closes, for the record
 * @throws LedgerError "period-closed" when the books are closed beyond that day, "floor" (a CHECK) when no month ends then
 *
 * @example await closePeriod(tx, { through: "2026-01-31", by: "usr_admin" })
 */
export async function closePeriod(tx: Tx, { through, by }: { through: IsoDate; by: string }): Promise<void> {
  try {
    await tx.$queryRaw`SELECT ledger.close_period(${through}::date, ${by})::text`;
  } catch (error) {
    throw asLedgerError(error);
  }
}

/** All closes, the latest first. */
export async function listClosedPeriods(tx: Tx = db): Promise<ClosedPeriod[]> {
  const rows = await tx.ledgerPeriod.findMany({ orderBy: { closedThrough: "desc" } });
  return rows.map(({ closedThrough, closedAt, closedBy }) => ({
    closedThrough: fromDbDate(closedThrough),
    closedAt: closedAt.toISOString(),
    closedBy,
  }));
}

/**
 * The last day of the month that is to be closed next: the one after the last close, or the first that has a transaction.
 *
 * @returns null while nothing was posted and nothing closed
 */
export async function nextPeriodEnd(tx: Tx = db): Promise<IsoDate | null> {
  const closed = await tx.ledgerPeriod.aggregate({ _max: { closedThrough: true } });
  if (closed._max.closedThrough) return monthEnd(addDays(fromDbDate(closed._max.closedThrough), 1));
  const first = await tx.ledgerTransaction.aggregate({ _min: { effectiveOn: true } });
  return first._min.effectiveOn && monthEnd(fromDbDate(first._min.effectiveOn));
}
