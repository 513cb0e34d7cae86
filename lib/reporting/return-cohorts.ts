// Where returned debits come from: by kind of debit, by bank, and how long after settlement. Read-only.
import { addDays, toDbDate, type IsoDate } from "@/lib/calendar/dates";
import { db } from "@/lib/db";
import { RATE_DAYS } from "@/lib/payments/return-rates";
import { RETURNABLE_RAILS } from "@/lib/payments/rails";
import { Prisma } from "@/prisma/generated/client";

export type Cohort = "first" | "new-account" | "autopay" | "retry" | "other";
type CohortCount = { cohort: Cohort; debits: number; returned: number };
type BankCount = { bank: string; debits: number; returned: number };
type DelayCount = { from: number; to: number | null; returned: number };

const NEW_ACCOUNT_DAYS = 30;
const BANKS_SHOWN = 15;
/** Banking days are two for most codes; after sixty calendar days nothing comes any more. */
const DELAYS = [
  { from: 0, to: 1 },
  { from: 2, to: 4 },
  { from: 5, to: 10 },
  { from: 11, to: 30 },
  { from: 31, to: null },
] as const;

/** The debits that `debitsCounted` names, with what is asked about each. */
function counted(on: IsoDate): Prisma.Sql {
  const [from, to] = [toDbDate(addDays(on, -RATE_DAYS)), toDbDate(on)];
  return Prisma.sql`
    WITH counted AS (
      SELECT o.id, o.number, o.attempt, o.created_on, o.external_account_id, o.status = 'RETURNED' AS is_returned,
             back.business_date - coalesce(o.settled_on, back.business_date) AS days, a.bank_name, r.is_autopay
        FROM payment_orders o
        LEFT JOIN external_accounts a ON a.id = o.external_account_id
        LEFT JOIN repayments r ON r.payment_order_id = o.id
        LEFT JOIN payment_transitions back ON back.payment_order_id = o.id AND back.to_status = 'RETURNED'
       WHERE o.direction = 'DEBIT' AND o.rail::text = ANY (${RETURNABLE_RAILS.map(({ rail }) => rail)}::text[])
         AND (o.settled_on > ${from}::date AND o.settled_on <= ${to}::date
              OR o.settled_on IS NULL AND back.business_date > ${from}::date AND back.business_date <= ${to}::date))`;
}

/**
 * The debits of sixty days by kind. A debit counts in the first kind that fits: presented again, the account's first, of an
 * account in use for less than thirty days, by autopay, any other.
 */
export async function returnsByCohort(on: IsoDate): Promise<CohortCount[]> {
  return db.$queryRaw<CohortCount[]>`${counted(on)}
    SELECT cohort, count(*)::int AS debits, (count(*) FILTER (WHERE is_returned))::int AS returned
      FROM (SELECT c.is_returned,
                   CASE WHEN c.attempt > 1 THEN 'retry'
                        WHEN used.first_number = c.number THEN 'first'
                        WHEN used.first_on > c.created_on - ${NEW_ACCOUNT_DAYS}::int THEN 'new-account'
                        WHEN c.is_autopay THEN 'autopay' ELSE 'other' END AS cohort
              FROM counted c
              LEFT JOIN (SELECT external_account_id, min(number) AS first_number, min(created_on) AS first_on
                           FROM payment_orders WHERE direction = 'DEBIT' GROUP BY 1) used
                ON used.external_account_id = c.external_account_id) kinds
     GROUP BY 1 ORDER BY 1`;
}

/** Those of the banks with the most returns. */
export async function returnsByBank(on: IsoDate): Promise<BankCount[]> {
  return db.$queryRaw<BankCount[]>`${counted(on)}
    SELECT coalesce(bank_name, '') AS bank, count(*)::int AS debits, (count(*) FILTER (WHERE is_returned))::int AS returned
      FROM counted GROUP BY 1 ORDER BY 3 DESC, 2 DESC, 1 LIMIT ${BANKS_SHOWN}`;
}

/** How many calendar days after settlement they came back; those that never settled count as the same day. */
export async function returnsByDelay(on: IsoDate): Promise<DelayCount[]> {
  const rows = await db.$queryRaw<{ days: number; count: number }[]>`${counted(on)}
    SELECT days, count(*)::int AS count FROM counted WHERE is_returned AND days IS NOT NULL GROUP BY 1`;
  return DELAYS.map(({ from, to }) => ({
    ...{ from, to },
    returned: rows
      .filter(({ days }) => days >= from && (to === null || days <= to))
      .reduce((sum, { count }) => sum + count, 0),
  }));
}
