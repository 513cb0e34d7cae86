// Many rows in one statement: one array per column, however many rows there are, so that a batch is one statement with a
// handful of parameters. The single way in which this product hands a list of rows to SQL.
import { Prisma } from "@/prisma/generated/client";

/** What a value of each SQL type is in TypeScript. Money is a decimal string as `numeric`, never a number. */
type Values = {
  text: string;
  int: number;
  bigint: bigint;
  numeric: string;
  date: string; // "2026-07-01"
  timestamptz: Date;
  boolean: boolean;
};
export type SqlType = keyof Values;
type Row<C extends Record<string, SqlType>> = { readonly [Name in keyof C]: Values[C[Name]] | null };

/**
 * A list of rows as a table expression: `FROM ${sqlRows(…)}`, `JOIN ${sqlRows(…)} ON …`. Every value travels as text and is
 * cast in the database, so `numeric` and `bigint` arrive exactly. The column `place` counts the rows from 1 in the order given;
 * an empty list is a table without rows.
 *
 * @param name    the table's alias in the statement
 * @param columns the columns with their types, in any order
 * @param rows    one object per row; null is NULL
 *
 * @example
 * tx.$executeRaw`
 *   UPDATE repayments r SET posted_on = settled.posted_on
 *     FROM ${sqlRows("settled", { id: "text", posted_on: "date" }, [{ id: "rep_1", posted_on: "2026-07-01" }])}
 *    WHERE r.id = settled.id`
 */
export function sqlRows<const C extends Record<string, SqlType>>(
  name: string,
  columns: C,
  rows: readonly Row<C>[],
): Prisma.Sql {
  const names = Object.keys(columns);
  const arrays = names.map((column) => {
    const values = rows.map((row) => asText(row[column]));
    return Prisma.sql`${values}::text[]::${Prisma.raw(columns[column]!)}[]`;
  });
  const alias = Prisma.raw(`${name} (${[...names, "place"].join(", ")})`);
  return Prisma.sql`unnest(${Prisma.join(arrays)}) WITH ORDINALITY AS ${alias}`;
}

function asText(value: Values[SqlType] | null | undefined): string | null {
  if (value === null || value === undefined) return null;
  return value instanceof Date ? value.toISOString() : String(value);
}
