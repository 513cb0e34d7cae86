import { db } from "@/lib/db";

/** The end of the chain: whoever keeps it outside the database can later tell whether anything under it was changed. */
export type SealHead = { block: string; hash: string; sealedAt: string; transactions: number };

/**
 * Seals everything that was committed since the last time. Off the hot path: it takes no lock that a posting waits for.
 *
 * @returns how many transactions and refusals were sealed now; 0 also while another process is sealing
 */
export async function sealLedger(): Promise<number> {
  let sealed = 0;
  for (;;) {
    const [row] = await db.$queryRaw<{ sealed: number }[]>`SELECT ledger.seal() AS sealed`;
    if (row!.sealed === 0) return sealed;
    sealed += row!.sealed;
  }
}

/** The last block, or null before the first. */
export async function sealHead(): Promise<SealHead | null> {
  const [row] = await db.$queryRaw<{ n: bigint; hash: string; sealed_at: Date; items: bigint }[]>`
    SELECT b.n, encode(b.hash, 'hex') AS hash, b.sealed_at, (SELECT sum(cardinality(x.ids)) FROM ledger.blocks x)::bigint AS items
    FROM ledger.blocks b ORDER BY b.n DESC LIMIT 1`;
  return row
    ? {
        block: String(row.n),
        hash: row.hash,
        sealedAt: row.sealed_at.toISOString(),
        transactions: Number(row.items),
      }
    : null;
}

/** The block that seals a transaction, or null while it is not sealed yet. */
export async function blockOf(transactionId: string): Promise<string | null> {
  const [row] = await db.$queryRaw<{ n: bigint }[]>`
    SELECT b.n FROM ledger.transactions t JOIN ledger.blocks b ON t.id = ANY (b.ids)
    WHERE t.id = ${transactionId}::bigint
      -- Of a time before a restore the window says nothing.
      AND (t.xact_id >= b.xact_from AND t.xact_id < b.xact_upto OR EXISTS (SELECT 1 FROM ledger.chains c WHERE c.n > 1))`;
  return row ? String(row.n) : null;
}

/** How many transactions and refusals were committed since the last seal and wait for the next one. */
export async function countUnsealed(): Promise<number> {
  const [row] = await db.$queryRaw<{ waiting: bigint }[]>`
    WITH last AS (SELECT xact_upto AS upto FROM ledger.blocks ORDER BY n DESC LIMIT 1),
      chain AS (SELECT commits_after, rejections_after FROM ledger.chains ORDER BY n DESC LIMIT 1)
    SELECT CASE WHEN ledger.is_restored() THEN (SELECT count(*) FROM (
        SELECT id FROM ledger.transactions UNION ALL SELECT -id FROM ledger.rejections EXCEPT SELECT unnest(ids) FROM ledger.blocks) free)
      ELSE (SELECT count(*) FROM ledger.commits c JOIN ledger.transactions t ON t.id BETWEEN c.first_id AND c.last_id AND t.xact_id = c.xact_id
          WHERE c.xact_id >= COALESCE((SELECT upto FROM last), '0') AND c.id > COALESCE((SELECT commits_after FROM chain), 0))
        + (SELECT count(*) FROM ledger.rejections r
          WHERE r.xact_id >= COALESCE((SELECT upto FROM last), '0') AND r.id > COALESCE((SELECT rejections_after FROM chain), 0))
      END AS waiting`;
  return Number(row!.waiting);
}
