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
    SELECT b.n FROM ledger.transactions t JOIN ledger.blocks b ON t.xact_id >= b.xact_from AND t.xact_id < b.xact_upto
    WHERE t.id = ${transactionId}::bigint AND t.id = ANY (b.ids)`;
  return row ? String(row.n) : null;
}
