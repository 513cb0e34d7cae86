// What has been written of each loan, added up by the database: for one borrower's reconciliation and for that of all.
import { Prisma } from "@/prisma/generated/client";

export type LoanSums = {
  loan_id: string;
  pushed: string; // what the records in the books leave on the lender account
  feed: string; // and on its feed
  skipped_feed: string; // what its feed lacks, because the software takes lines of these dates no more
  skipped: number; // events without feed lines for that reason
  by_hand: number;
  open: number;
  held: number;
  parked: number;
  elsewhere: number; // of the parked: in the books of software that was connected before
};

/**
 * A query with one row a loan that has anything in the outbox. Operations of an event are those in the books that are connected:
 * leave-books.ts takes the others away.
 *
 * @param condition over `e`, an event
 */
export function loanSums(condition: Prisma.Sql): Prisma.Sql {
  return Prisma.sql`
    SELECT e.loan_id,
           (COALESCE(sum(w.pushed) FILTER (WHERE e.state <> 'BY_HAND'), 0)
             + COALESCE(sum(e.cash - e.charge) FILTER (WHERE e.state = 'BY_HAND'), 0))::text AS pushed,
           (COALESCE(sum(w.feed) FILTER (WHERE e.state <> 'BY_HAND'), 0)
             + COALESCE(sum(e.cash - e.charge) FILTER (WHERE e.state = 'BY_HAND'), 0))::text AS feed,
           COALESCE(sum(w.skipped_feed) FILTER (WHERE e.state <> 'BY_HAND'), 0)::text AS skipped_feed,
           count(w.skipped_feed) FILTER (WHERE e.state <> 'BY_HAND')::int AS skipped,
           count(*) FILTER (WHERE e.state = 'BY_HAND')::int AS by_hand,
           count(*) FILTER (WHERE e.state IN ('QUEUED', 'WRITING'))::int AS open,
           count(*) FILTER (WHERE e.state = 'HELD')::int AS held,
           count(*) FILTER (WHERE e.state = 'PARKED')::int AS parked,
           count(*) FILTER (WHERE e.state = 'PARKED' AND e.is_elsewhere)::int AS elsewhere
    FROM writeback_events e
    LEFT JOIN LATERAL (
      SELECT sum(CASE o.kind WHEN 'TRANSFER' THEN e.cash WHEN 'DIRECT_COST' THEN -e.charge ELSE 0 END)
               FILTER (WHERE o.state = 'SUCCESS') AS pushed,
             sum(CASE o.kind WHEN 'FEED_LINES' THEN o.feed_amount ELSE 0 END) FILTER (WHERE o.state = 'SUCCESS') AS feed,
             sum(e.cash - e.charge) FILTER (WHERE o.state = 'SKIPPED') AS skipped_feed
      FROM writeback_operations o WHERE o.event_id = e.id AND o.state IN ('SUCCESS', 'SKIPPED')) w ON TRUE
    WHERE ${condition}
    GROUP BY e.loan_id`;
}
