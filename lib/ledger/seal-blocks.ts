import { db, type Tx } from "@/lib/db";
import { defineList } from "@/lib/list";
import { directionSql, sliceSql } from "@/lib/list-sql";
import { Prisma } from "@/prisma/generated/client";

/** `transactions`: how many transactions and refusals it seals. */
export type SealedBlock = { block: string; hash: string; sealedAt: string; transactions: number };

/** The blocks of the seal, newest first. */
export const blockList = defineList<Prisma.Sql>()({
  orders: {
    block: (direction) => Prisma.sql`n ${directionSql(direction)}`,
    transactions: (direction) => Prisma.sql`cardinality(ids) ${directionSql(direction)}`,
  },
  tie: (direction) => [Prisma.sql`n ${directionSql(direction)}`],
  defaultSort: { by: "block", direction: "desc" },
  where: (_: object) => null,
  async count() {
    const [row] = await db.$queryRaw<{ count: number }[]>`SELECT count(*)::int AS count FROM ledger.blocks`;
    return row!.count;
  },
  ids: (_, orderBy, slice) =>
    db.$queryRaw<{ id: string }[]>`
      SELECT n::text AS id FROM ledger.blocks ORDER BY ${Prisma.join(orderBy)} ${sliceSql(slice)}`,
  load: (blocks) => blocksOf(Prisma.sql`WHERE n = ANY (${blocks}::bigint[])`),
  idOf: ({ block }) => block,
});

/** The newest block, or null before the first. */
export async function lastBlock(tx: Tx = db): Promise<SealedBlock | null> {
  const [block] = await blocksOf(Prisma.sql`ORDER BY n DESC LIMIT 1`, tx);
  return block ?? null;
}

async function blocksOf(which: Prisma.Sql, tx: Tx = db): Promise<SealedBlock[]> {
  const rows = await tx.$queryRaw<(Omit<SealedBlock, "sealedAt"> & { sealedAt: Date })[]>`
    SELECT n::text AS block, encode(hash, 'hex') AS hash, sealed_at AS "sealedAt", cardinality(ids) AS transactions
    FROM ledger.blocks ${which}`;
  return rows.map((row) => ({ ...row, sealedAt: row.sealedAt.toISOString() }));
}
