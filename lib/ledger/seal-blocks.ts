import { db } from "@/lib/db";
import { defineList, type Direction, type Slice } from "@/lib/list";
import { Prisma } from "@/prisma/generated/client";

/** `transactions`: how many transactions and refusals it seals. */
export type SealedBlock = { block: string; hash: string; sealedAt: string; transactions: number };

const to = (direction: Direction) => (direction === "asc" ? Prisma.sql`ASC` : Prisma.sql`DESC`);

/** The blocks of the seal, newest first. */
export const blockList = defineList<Prisma.Sql>()({
  orders: {
    block: (direction) => Prisma.sql`n ${to(direction)}`,
    transactions: (direction) => Prisma.sql`cardinality(ids) ${to(direction)}`,
  },
  tie: (direction) => [Prisma.sql`n ${to(direction)}`],
  defaultSort: { by: "block", direction: "desc" },
  where: (_: object) => null,
  async count() {
    const [row] = await db.$queryRaw<{ count: number }[]>`SELECT count(*)::int AS count FROM ledger.blocks`;
    return row!.count;
  },
  ids: (_, orderBy, slice) =>
    db.$queryRaw<{ id: string }[]>`
      SELECT n::text AS id FROM ledger.blocks ORDER BY ${Prisma.join(orderBy)} ${sliceSql(slice)}`,
  async load(blocks): Promise<SealedBlock[]> {
    const rows = await db.$queryRaw<(Omit<SealedBlock, "sealedAt"> & { sealedAt: Date })[]>`
      SELECT n::text AS block, encode(hash, 'hex') AS hash, sealed_at AS "sealedAt", cardinality(ids) AS transactions
      FROM ledger.blocks WHERE n = ANY (${blocks}::bigint[])`;
    return rows.map((row) => ({ ...row, sealedAt: row.sealedAt.toISOString() }));
  },
  idOf: ({ block }) => block,
});

const sliceSql = (slice: Slice | undefined) =>
  slice ? Prisma.sql`LIMIT ${slice.take} OFFSET ${slice.skip}` : Prisma.empty;
