// Which events a worker may take up now. All workers ask one after the other, so that of each loan only the oldest open event
// is ever at work, and of each company never more than Codat allows at one time.
import { inTransaction } from "@/lib/db";
import { env } from "@/lib/env";

const LEASE_SECONDS = 120; // longer than any one step; a worker that died is replaced after it
const CLAIMS = 7_310_004; // names the lock
const KEPT_FOR_PEOPLE = 2; // calls at one time for those who look at a settings page in the meantime

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
    // How many events are due cannot be guessed from statistics, and a wrong guess costs a second instead of milliseconds.
    await tx.$executeRaw`SET LOCAL enable_nestloop = off`;
    const rows = await tx.$queryRaw<{ id: bigint; borrower_id: string }[]>`
      WITH heads AS (
        SELECT DISTINCT ON (e.loan_id) e.id, e.borrower_id, e.state, e.next_at, e.lease_until
        FROM writeback_events e
        WHERE e.state IN ('QUEUED', 'WRITING', 'HELD')
          AND (NOT e.is_feed_waiting OR NOT EXISTS (
            SELECT 1 FROM writeback_connections c WHERE c.borrower_id = e.borrower_id AND c.is_feed_paused))
          AND (${borrowerId}::text IS NULL OR e.borrower_id = ${borrowerId})
        ORDER BY e.loan_id, e.id
      ), due AS (
        SELECT h.id, h.borrower_id, row_number() OVER (PARTITION BY h.borrower_id ORDER BY h.id) AS place
        FROM heads h
        JOIN writeback_connections c ON c.borrower_id = h.borrower_id AND c.status = 'Linked'
          AND (c.paused_until IS NULL OR c.paused_until <= clock_timestamp())
        JOIN writeback_mappings m ON m.borrower_id = h.borrower_id AND m.is_on AND m.problem IS NULL
          AND m.deposit_id IS NOT NULL AND m.expense_id IS NOT NULL AND m.supplier_id IS NOT NULL
          AND m.lender_source_id IS NOT NULL AND m.lender_target_id IS NOT NULL
        WHERE h.state IN ('QUEUED', 'WRITING') AND h.next_at <= clock_timestamp()
          AND (h.lease_until IS NULL OR h.lease_until <= clock_timestamp())
      ), busy AS (
        SELECT borrower_id, count(*) AS leased FROM writeback_events
        WHERE state IN ('QUEUED', 'WRITING') AND lease_until > clock_timestamp() GROUP BY borrower_id
      ), chosen AS (
        SELECT due.id FROM due LEFT JOIN busy USING (borrower_id)
        WHERE due.place + COALESCE(busy.leased, 0) <= ${perCompany}
        ORDER BY due.place, due.id LIMIT ${most})
      UPDATE writeback_events SET lease_until = clock_timestamp() + ${LEASE_SECONDS} * interval '1 second'
      WHERE id = ANY (ARRAY (
        SELECT id FROM writeback_events WHERE id = ANY (ARRAY (SELECT id FROM chosen)) ORDER BY id FOR UPDATE SKIP LOCKED))
      RETURNING id, borrower_id`;
    return rows.map((row) => ({ eventId: row.id, borrowerId: row.borrower_id }));
  });
}
