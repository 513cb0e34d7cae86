// Exceptions that wait for too long: what staff are notified of, and what keeps a month open.
import { addBankingDays } from "@/lib/calendar/banking-days";
import { addDays, toDbDate, type IsoDate } from "@/lib/calendar/dates";
import type { Tx } from "@/lib/db";
import { LARGE_BANKING_DAYS, LARGE_EXCEPTION, OTHER_BANKING_DAYS } from "./exception-deadline";

/** After so many banking days somebody above the treasurer should know. */
const ALARM_BANKING_DAYS = 10;
/** After so many calendar days a month does not close over money that nobody identified, unless somebody says why. */
const CLOSE_DAYS = 30;

type OldExceptions = { count: number; amount: string };

/**
 * Those that passed their deadline, or ten banking days, since they were last asked for. Each is in each answer once.
 *
 * @returns how many, and their total in dollars, whatever their direction
 */
export async function takeOldExceptions(
  tx: Tx,
  on: IsoDate,
): Promise<{ overdue: OldExceptions; alarming: OldExceptions }> {
  const before = (bankingDays: number) => toDbDate(addBankingDays(on, -bankingDays));
  const overdue = await tx.$queryRaw<OldExceptions[]>`
    WITH late AS (
      UPDATE bank_exceptions SET overdue_noted_on = ${toDbDate(on)}::date
       WHERE resolved_on IS NULL AND overdue_noted_on IS NULL
         AND opened_on < CASE WHEN abs(amount) > ${LARGE_EXCEPTION}::numeric THEN ${before(LARGE_BANKING_DAYS)}::date ELSE ${before(OTHER_BANKING_DAYS)}::date END
      RETURNING amount)
    SELECT count(*)::int AS count, coalesce(sum(abs(amount)), 0)::numeric(20, 2)::text AS amount FROM late`;
  const alarming = await tx.$queryRaw<OldExceptions[]>`
    WITH old AS (
      UPDATE bank_exceptions SET alarmed_on = ${toDbDate(on)}::date
       WHERE resolved_on IS NULL AND alarmed_on IS NULL AND opened_on < ${before(ALARM_BANKING_DAYS)}::date
      RETURNING amount)
    SELECT count(*)::int AS count, coalesce(sum(abs(amount)), 0)::numeric(20, 2)::text AS amount FROM old`;
  return { overdue: overdue[0]!, alarming: alarming[0]! };
}

/** Unidentified money that at the end of a month has been on the suspense accounts for more than thirty days. */
export async function oldSuspense(tx: Tx, through: IsoDate): Promise<OldExceptions> {
  const rows = await tx.$queryRaw<OldExceptions[]>`
    SELECT count(*)::int AS count, coalesce(sum(abs(m.amount)), 0)::numeric(20, 2)::text AS amount
      FROM bank_matches m
     WHERE m.target_type = 'SUSPENSE' AND m.undone_at IS NULL AND m.booked_on < ${toDbDate(addDays(through, -CLOSE_DAYS))}::date
       AND NOT EXISTS (SELECT 1 FROM bank_exceptions e WHERE e.line_id = m.line_id AND e.transaction_id IS NOT NULL)`;
  return rows[0]!;
}
