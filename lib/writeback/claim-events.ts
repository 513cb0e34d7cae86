// Which events a worker may take up now. All workers ask one after the other, so that of each loan only the oldest open event
// is ever at work, and of each company never more than Codat allows at one time.
import { inTransaction } from "@/lib/db";
import { env } from "@/lib/env";

const LEASE_SECONDS = 120; // longer than any one step; a worker that died is replaced after it
const CLAIMS = 7_310_004; // names the lock
const KEPT_FOR_PEOPLE = 2; // calls at one time for those who look at a settings page meanwhile

export type Claim = { eventId: bigint; borrowerId: string };

/**
 * Leases up to `most` events that can go on: connection linked, switch on, mapping whole, and nothing older open of the loan.
 *
 * @param borrowerId only this borrower's, for tests and for a person who pressed Retry
 */
export async function claimEvents(most: number, borrowerId: string | null = null): Promise<Claim[]> {
  const perCompany = Math.max(1, env.CODAT_CALLS_AT_ONCE - KEPT_FOR_PEOPLE);
  return inTransaction(async (tx) => {
    await tx.$queryRaw`SELECT pg_advisory_xact_lock(${CLAIMS})::text`;
    const rows = await tx.$queryRaw<{ id: bigint; borrower_id: string }[]>`
      WITH due AS (
        SELECT e.id, e.borrower_id, row_number() OVER (PARTITION BY e.borrower_id ORDER BY e.id) AS place
        FROM writeback_events e
        JOIN writeback_connections c ON c.borrower_id = e.borrower_id AND c.status = 'Linked'
          AND (c.paused_until IS NULL OR c.paused_until <= clock_timestamp())
        JOIN writeback_mappings m ON m.borrower_id = e.borrower_id AND m.is_on AND m.problem IS NULL
          AND m.deposit_id IS NOT NULL AND m.expense_id IS NOT NULL AND m.supplier_id IS NOT NULL
          AND m.lender_source_id IS NOT NULL AND m.lender_target_id IS NOT NULL
        WHERE e.state IN ('QUEUED', 'WRITING') AND e.next_at <= clock_timestamp()
          AND (e.lease_until IS NULL OR e.lease_until <= clock_timestamp())
          AND NOT (e.is_feed_waiting AND c.is_feed_paused)
          AND (${borrowerId}::text IS NULL OR e.borrower_id = ${borrowerId})
          AND NOT EXISTS (
            SELECT 1 FROM writeback_events p
            WHERE p.loan_id = e.loan_id AND p.id < e.id AND p.state IN ('QUEUED', 'WRITING', 'HELD')
              AND NOT (p.is_feed_waiting AND c.is_feed_paused))
      ), busy AS (
        SELECT borrower_id, count(*) AS leased FROM writeback_events
        WHERE state IN ('QUEUED', 'WRITING') AND lease_until > clock_timestamp() GROUP BY borrower_id
      )
      UPDATE writeback_events SET lease_until = clock_timestamp() + ${LEASE_SECONDS} * interval '1 second'
      WHERE id IN (
        SELECT due.id FROM due LEFT JOIN busy USING (borrower_id)
        WHERE due.place + COALESCE(busy.leased, 0) <= ${perCompany}
        ORDER BY due.place, due.id LIMIT ${most})
      RETURNING id, borrower_id`;
    return rows.map((row) => ({ eventId: row.id, borrowerId: row.borrower_id }));
  });
}
