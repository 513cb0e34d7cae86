// One column of sealed values, as the rotation of keys reads and writes it. The owner of the table describes it.
import type { Tx } from "@/lib/db";
import { sqlRows } from "@/lib/sql-rows";
import { Prisma } from "@/prisma/generated/client";

type SealedRow = { id: string; sealed: string; boundTo: string };

export type SealedColumn = {
  /** "table.column" */
  column: string;
  /** Rows after an id that do not begin with `prefix`, in the order of their ids. */
  list: (tx: Tx, page: { after: string; limit: number; prefix: string }) => Promise<SealedRow[]>;
  /** Replaces values that are still what was read: whoever wrote in between has sealed under the key in force. */
  write: (tx: Tx, rows: { id: string; before: string; after: string }[]) => Promise<number>;
  countByKey: (tx: Tx) => Promise<{ key: string; count: number }[]>;
};

/**
 * @param id      the column of the primary key
 * @param boundTo SQL for what the value is bound to: by default the id
 * @param update  sets the column to `after` in the rows `r` (id, before, after) where it still is `before`
 */
export function sealedColumn({
  table,
  column,
  id = "id",
  boundTo = id,
  update,
}: {
  table: string;
  column: string;
  id?: string;
  boundTo?: string;
  update: (tx: Tx, r: Prisma.Sql) => Promise<number>;
}): SealedColumn {
  const [from, key, sealed, bound] = [table, id, column, boundTo].map((sql) => Prisma.raw(sql));
  return {
    column: `${table}.${column}`,
    list: (tx, { after, limit, prefix }) => tx.$queryRaw`
      SELECT ${key} AS id, ${sealed} AS sealed, ${bound} AS "boundTo" FROM ${from}
       WHERE ${key} > ${after} AND ${sealed} ~ '^v[12][.]' AND NOT starts_with(${sealed}, ${prefix})
       ORDER BY ${key} LIMIT ${limit}`,
    write: (tx, rows) => update(tx, sqlRows("r", { id: "text", before: "text", after: "text" }, rows)),
    countByKey: (tx) => tx.$queryRaw`
      SELECT CASE WHEN ${sealed} LIKE 'v2.%' THEN split_part(${sealed}, '.', 2) ELSE 'without id' END AS key, count(*)::int AS count
        FROM ${from} WHERE ${sealed} ~ '^v[12][.]' GROUP BY 1 ORDER BY 1`,
  };
}
