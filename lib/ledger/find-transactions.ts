// Searches that Prisma cannot express: by facts inside JSON, sums by layer, and the walk along a chain.
import type { IsoDate } from "@/lib/calendar/dates";
import { db } from "@/lib/db";
import { Prisma } from "@/prisma/generated/client";
import type { Metadata, PostingKind } from "./posting-request";
import { asLink, type TransactionLink } from "./transaction-views";

const KIND_CODES: Record<PostingKind, number> = { post: 1, hold: 2, settle: 3, release: 4, reversal: 5 };

export type TransactionFilter = {
  eventType?: string | undefined;
  kind?: PostingKind | undefined;
  /** Facts that the transaction or one of its entries carries, such as { loanId }. */
  metadata?: Metadata | undefined;
  account?: string | undefined;
  from?: IsoDate | undefined;
  to?: IsoDate | undefined;
};

/** All of the filter as one condition on `t`. */
export function matching({ eventType, kind, metadata, account, from, to }: TransactionFilter): Prisma.Sql {
  const facts = JSON.stringify(metadata ?? {});
  const conditions = [
    Prisma.sql`true`,
    ...(eventType ? [Prisma.sql`t.event_type = ${eventType}`] : []),
    ...(kind ? [Prisma.sql`t.kind = ${KIND_CODES[kind]}`] : []),
    ...(from ? [Prisma.sql`t.effective_on >= ${from}::date`] : []),
    ...(to ? [Prisma.sql`t.effective_on <= ${to}::date`] : []),
    ...(account
      ? [
          Prisma.sql`EXISTS (SELECT 1 FROM ledger.entries e JOIN ledger.accounts a ON a.id = e.account_id
            WHERE e.transaction_id = t.id AND a.code = ${account})`,
        ]
      : []),
    ...(metadata
      ? [
          Prisma.sql`(t.metadata @> ${facts}::jsonb OR EXISTS (SELECT 1 FROM ledger.entries e
            WHERE e.transaction_id = t.id AND e.metadata @> ${facts}::jsonb))`,
        ]
      : []),
  ];
  return Prisma.join(conditions, " AND ");
}

/** Σ debits of what each transaction posts, or of what it reserves or frees when it posts nothing. */
export async function amountsOf(ids: bigint[]): Promise<Map<bigint, bigint>> {
  const rows = await db.$queryRaw<{ transaction_id: bigint; amount: bigint }[]>`
    SELECT transaction_id, COALESCE(sum(amount) FILTER (WHERE layer = 0), abs(sum(amount)))::bigint AS amount
    FROM ledger.entries WHERE transaction_id = ANY (${ids.map(String)}::bigint[]) AND side = 1 GROUP BY transaction_id`;
  return new Map(rows.map((row) => [row.transaction_id, row.amount]));
}

/** Up to the first of the story, then down to all that followed from it. */
export async function chainOf(id: bigint): Promise<TransactionLink[]> {
  const rows = await db.$queryRaw<{ id: bigint }[]>`
    WITH RECURSIVE up AS (
      SELECT id, parent_id FROM ledger.transactions WHERE id = ${id}
      UNION ALL SELECT p.id, p.parent_id FROM up JOIN ledger.transactions p ON p.id = up.parent_id
    ), down AS (
      SELECT id FROM up WHERE parent_id IS NULL
      UNION ALL SELECT c.id FROM down JOIN ledger.transactions c ON c.parent_id = down.id
    ) SELECT id FROM down`;
  const chain = await db.ledgerTransaction.findMany({
    where: { id: { in: rows.map((row) => row.id) } },
    orderBy: { id: "asc" },
  });
  return chain.map(asLink);
}
