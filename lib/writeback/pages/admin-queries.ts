// What administrators see: every borrower with connection, mapping and what waits; and how all of it is doing.
import { db } from "@/lib/db";
import { defineList } from "@/lib/list";
import { directionSql, sliceSql } from "@/lib/list-sql";
import { Prisma } from "@/prisma/generated/client";
import { dailyLimit } from "@/lib/writeback/codat/budget";
import type { ConnectionStatus } from "@/lib/writeback/codat/codat-shapes";
import { asStatus } from "@/lib/writeback/books/connection-view";
import { platformName } from "@/lib/writeback/records/platforms";

export type WritebackRow = {
  borrowerId: string;
  name: string;
  platformName: string | null;
  tenantName: string | null;
  status: ConnectionStatus | "NotConnected";
  isOn: boolean;
  mappedCount: number; // of 4
  problem: string | null;
  lastWriteAt: string | null;
  waiting: number;
  held: number;
};

type WritebackFilter = {
  q?: string | undefined;
  status?: ConnectionStatus | "NotConnected" | undefined;
  mapping?: "complete" | "incomplete" | undefined;
  failures?: "yes" | undefined;
};

type Found = {
  borrower_id: string;
  name: string;
  platform_key: string | null;
  platform_name: string | null;
  tenant_name: string | null;
  status: string | null;
  link_problem: string | null;
  is_on: boolean | null;
  mapped: number;
  problem: string | null;
  last_write_at: Date | null;
  waiting: number;
  held: number;
};

// Every borrower with connection, mapping and how many entries are held, as a subquery named `listed`.
const LISTED = Prisma.sql`(
  SELECT b.id AS borrower_id, b.legal_name AS name, c.platform_key, c.platform_name, c.tenant_name, c.status,
         c.problem AS link_problem, m.is_on, m.problem,
         COALESCE((m.deposit_id IS NOT NULL)::int + (m.expense_id IS NOT NULL)::int + (m.supplier_id IS NOT NULL)::int
           + (m.lender_target_id IS NOT NULL)::int, 0) AS mapped,
         COALESCE(s.held, 0) AS held
  FROM borrowers b
  LEFT JOIN writeback_connections c ON c.borrower_id = b.id
  LEFT JOIN writeback_mappings m ON m.borrower_id = b.id
  LEFT JOIN (SELECT borrower_id, count(*)::int AS held FROM writeback_events WHERE state = 'HELD' GROUP BY borrower_id) s
    ON s.borrower_id = b.id) listed`;

/** Borrowers, those that need attention first. */
export const writebackList = defineList<Prisma.Sql>()({
  orders: {
    attention: (direction) =>
      Prisma.sql`COALESCE(held > 0 OR problem IS NOT NULL OR status = 'Deauthorized', FALSE) ${directionSql(direction)},
        (status IS NOT NULL) ${directionSql(direction)}`,
    name: (direction) => Prisma.sql`lower(name) ${directionSql(direction)}`,
    connection: (direction) => Prisma.sql`status ${directionSql(direction)} NULLS LAST`,
    mapped: (direction) => Prisma.sql`mapped ${directionSql(direction)}`,
    held: (direction) => Prisma.sql`held ${directionSql(direction)}`,
  },
  tie: () => [Prisma.sql`lower(name)`, Prisma.sql`borrower_id`],
  defaultSort: { by: "attention", direction: "desc" },
  where: writebackWhere,
  async count(where) {
    const [row] = await db.$queryRaw<{ count: number }[]>`
      SELECT count(*)::int AS count FROM ${LISTED} WHERE ${where}`;
    return row!.count;
  },
  ids: (where, orderBy, slice) => db.$queryRaw<{ id: string }[]>`
    SELECT borrower_id AS id FROM ${LISTED} WHERE ${where} ORDER BY ${Prisma.join(orderBy)}
    ${sliceSql(slice)}`,
  async load(ids) {
    const rows = await db.$queryRaw<Found[]>`
      SELECT listed.*, n.waiting, n.last_write_at
      FROM ${LISTED} CROSS JOIN LATERAL (
        SELECT count(*) FILTER (WHERE state IN ('QUEUED', 'WRITING', 'HELD'))::int AS waiting, max(done_at) AS last_write_at
        FROM writeback_events WHERE borrower_id = listed.borrower_id
      ) n
      WHERE listed.borrower_id = ANY (${ids}::text[])`;
    return rows.map(writebackRow);
  },
  idOf: ({ borrowerId }) => borrowerId,
});

function writebackWhere({ q = "", status, mapping, failures }: WritebackFilter): Prisma.Sql {
  const text = q.trim();
  const like = `%${text.replace(/[\\%_]/g, "\\$&")}%`;
  const conditions = [
    Prisma.sql`TRUE`,
    ...(text ? [Prisma.sql`(name ILIKE ${like} OR tenant_name ILIKE ${like} OR borrower_id = ${text})`] : []),
    ...(status === "NotConnected" ? [Prisma.sql`status IS NULL`] : []),
    ...(status && status !== "NotConnected" ? [Prisma.sql`status = ${status}`] : []),
    ...(mapping ? [mapping === "complete" ? Prisma.sql`mapped = 4` : Prisma.sql`mapped < 4`] : []),
    ...(failures ? [Prisma.sql`(held > 0 OR problem IS NOT NULL)`] : []),
  ];
  return Prisma.join(conditions, " AND ");
}

function writebackRow(row: Found): WritebackRow {
  return {
    borrowerId: row.borrower_id,
    name: row.name,
    platformName: row.platform_key && (row.platform_name ?? platformName(row.platform_key)),
    tenantName: row.tenant_name,
    status: row.status === null ? "NotConnected" : asStatus(row.status),
    isOn: row.is_on ?? false,
    mappedCount: row.mapped,
    problem: row.problem ?? row.link_problem,
    lastWriteAt: row.last_write_at?.toISOString() ?? null,
    waiting: row.waiting,
    held: row.held,
  };
}

export type WritebackOverview = {
  linked: number;
  needAttention: number;
  queued: number;
  held: number;
  pausedUntil: string | null;
  callsToday: number;
  callsPerDay: number | null; // null: no limit
};

/** How writeback is doing as a whole. */
export async function getOverview(): Promise<WritebackOverview> {
  const [[found], perDay] = await Promise.all([
    db.$queryRaw<
      {
        linked: number;
        need: number;
        queued: number;
        held: number;
        calls: number | null;
        pausedUntil: Date | null;
      }[]
    >`
      SELECT (SELECT count(*) FROM writeback_connections WHERE status = 'Linked')::int AS linked,
             (SELECT count(*) FROM (
                SELECT borrower_id FROM writeback_mappings WHERE problem IS NOT NULL
                UNION SELECT borrower_id FROM writeback_connections WHERE status = 'Deauthorized'
                UNION SELECT borrower_id FROM writeback_events WHERE state = 'HELD') AS trouble)::int AS need,
             open.queued, open.held,
             CASE WHEN b.day = (clock_timestamp() AT TIME ZONE 'UTC')::date THEN b.used_today ELSE 0 END AS calls,
             CASE WHEN b.paused_until > clock_timestamp() THEN b.paused_until END AS "pausedUntil"
        FROM (SELECT count(*) FILTER (WHERE state IN ('QUEUED', 'WRITING'))::int AS queued,
                     count(*) FILTER (WHERE state = 'HELD')::int AS held
                FROM writeback_events WHERE state IN ('QUEUED', 'WRITING', 'HELD')) open
        LEFT JOIN writeback_budget b ON b.id = 1`,
    dailyLimit(),
  ]);
  const { linked, need, queued, held, calls, pausedUntil } = found!;
  return {
    linked,
    needAttention: need,
    queued,
    held,
    pausedUntil: pausedUntil?.toISOString() ?? null,
    callsToday: calls ?? 0,
    callsPerDay: perDay === 0 ? null : perDay,
  };
}
