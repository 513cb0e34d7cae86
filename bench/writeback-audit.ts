// Is each record in the books, once, and does each lender account stand where the ledger does?
import type pg from "pg";
import { d } from "@/lib/money/money";
import type { Books, Control } from "./writeback-backlog";

type Audit = { expected: number; found: number; duplicates: number; lost: number; wrongBalances: number };

type Expected = {
  connection_id: string;
  lender_target_id: string;
  transfers: number;
  costs: number;
  owed: string;
};

export async function auditBooks(
  control: Control,
  asOwner: <T>(work: (client: pg.Client) => Promise<T>) => Promise<T>,
): Promise<Audit> {
  const expected = await asOwner((client) =>
    client.query<Expected>(`
      SELECT c.connection_id, m.lender_target_id, count(*) FILTER (WHERE cash <> 0)::int AS transfers,
             count(*) FILTER (WHERE charge <> 0)::int AS costs,
             sum(cash - charge)::text AS owed
      FROM writeback_events e JOIN writeback_connections c USING (borrower_id) JOIN writeback_mappings m USING (borrower_id)
      GROUP BY 1, 2`),
  );
  const audit: Audit = { expected: 0, found: 0, duplicates: 0, lost: 0, wrongBalances: 0 };
  const count = (wanted: number, found: number) => {
    audit.expected += wanted;
    audit.found += found;
    audit.lost += Math.max(0, wanted - found);
    audit.duplicates += Math.max(0, found - wanted);
  };
  for (const { connection_id, lender_target_id, transfers, costs, owed } of expected.rows) {
    const books = await control<Books>("GET", `/connections/${connection_id}/books`);
    const feed = books.sources[0]!;
    count(transfers, books.transfers.length);
    count(costs, books.directCosts.length);
    count(transfers + costs, feed.lines.length); // a line for each of the two
    const lender = books.accounts.find(({ id }) => id === lender_target_id)!;
    if (!d(lender.balance).equals(owed) || !d(feed.balance).equals(owed)) audit.wrongBalances += 1;
  }
  return audit;
}
