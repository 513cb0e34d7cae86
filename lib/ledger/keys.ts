// What was posted under a key: the only place that answers it.
import { fromDbDate, toDbDate, type IsoDate } from "@/lib/calendar/dates";
import type { Tx } from "@/lib/db";
import { fromMinor } from "@/lib/money/currency";
import { sqlRows } from "@/lib/sql-rows";
import { Prisma } from "@/prisma/generated/client";

/** A transaction that was posted under an idempotency key. A hold that was placed is one too. */
export type PostedKey = {
  key: string;
  transactionId: bigint;
  effectiveOn: IsoDate;
  /** Another transaction has reversed it. */
  isReversed: boolean;
};

/**
 * What was posted under each of these keys, in one statement.
 *
 * @returns by key; a key that was never used, or whose request was refused, is absent
 *
 * @example (await findAllPosted(tx, ["close:po_1", "close:po_2"])).get("close:po_1")?.isReversed // false
 */
export function findAllPosted(tx: Tx, keys: readonly string[]): Promise<ReadonlyMap<string, PostedKey>> {
  return read(tx, Prisma.sql`k.idem_key = ANY (${[...keys]}::text[])`);
}

/**
 * The keys under which these transactions were posted, in one statement.
 *
 * @returns by key; an id that names no transaction is absent
 *
 * @example (await findKeysOf(tx, [4711n])).keys() // "charge-off:loan_1"
 */
export function findKeysOf(
  tx: Tx,
  transactionIds: readonly bigint[],
): Promise<ReadonlyMap<string, PostedKey>> {
  return read(tx, Prisma.sql`t.id = ANY (${transactionIds.map(String)}::text[]::bigint[])`);
}

/**
 * What took effect on a date under keys with a common beginning, in the order of posting.
 *
 * @param prefix the literal beginning, such as "interest:"
 *
 * @example [...(await findPostedOn(tx, { prefix: "interest:", on: "2026-02-01" })).keys()] // ["interest:2026-02-01:1"]
 */
export function findPostedOn(
  tx: Tx,
  { prefix, on }: { prefix: string; on: IsoDate },
): Promise<ReadonlyMap<string, PostedKey>> {
  return read(tx, Prisma.sql`t.effective_on = ${toDbDate(on)}::date AND starts_with(t.idem_key, ${prefix})`);
}

/** What was posted under a key, with what it moved on one account. */
export type PostedMove = PostedKey & {
  code: string;
  /** Dollars, above zero where the account grew on its normal side. What is only reserved does not count. */
  moved: string;
};

/**
 * What was posted under each of these keys, and by how much each moved an account, in one statement.
 *
 * @param of pairs of a key and an account's code
 * @returns in the order of the pairs, without those whose key was never used or whose request was refused; "0.00" where the
 *   transaction did not touch the account
 *
 * @example await findMoves(tx, [{ key: "settle-repayment:po_1", code: "borrower:art:loan:1:principal" }])
 *   // [{ …, moved: "-416.67" }]
 */
export async function findMoves(tx: Tx, of: readonly { key: string; code: string }[]): Promise<PostedMove[]> {
  if (of.length === 0) return [];
  const rows = await tx.$queryRaw<(Row & { code: string; moved: bigint; exponent: number })[]>`
    SELECT t.idem_key AS key, t.id, t.effective_on, ${IS_REVERSED}, pair.code,
           coalesce(sum(a.normal_side * e.side * e.amount), 0)::bigint AS moved, coalesce(max(a.exponent), 2)::int AS exponent
      FROM ${sqlRows("pair", { key: "text", code: "text" }, of)}
      JOIN ledger.keys k ON k.idem_key = pair.key AND k.outcome = 'posted'
      JOIN ledger.transactions t ON t.id = k.ref_id
      LEFT JOIN ledger.accounts a ON a.code = pair.code
      LEFT JOIN ledger.entries e ON e.transaction_id = t.id AND e.account_id = a.id AND e.layer = 0
     GROUP BY pair.place, pair.code, t.id ORDER BY pair.place`;
  return rows.map((row) => ({
    ...postedKey(row),
    code: row.code,
    moved: fromMinor(row.moved, row.exponent),
  }));
}

type Row = { key: string; id: bigint; effective_on: Date; is_reversed: boolean };

const IS_REVERSED = Prisma.sql`
  EXISTS (SELECT FROM ledger.transactions v WHERE v.parent_id = t.id AND v.kind = 5) AS is_reversed`;

async function read(tx: Tx, chosen: Prisma.Sql): Promise<ReadonlyMap<string, PostedKey>> {
  const rows = await tx.$queryRaw<Row[]>`
    SELECT t.idem_key AS key, t.id, t.effective_on, ${IS_REVERSED}
      FROM ledger.keys k JOIN ledger.transactions t ON t.id = k.ref_id AND t.idem_key = k.idem_key
     WHERE k.outcome = 'posted' AND ${chosen} ORDER BY t.id`;
  return new Map(rows.map((row) => [row.key, postedKey(row)]));
}

function postedKey(row: Row): PostedKey {
  return {
    key: row.key,
    transactionId: row.id,
    effectiveOn: fromDbDate(row.effective_on),
    isReversed: row.is_reversed,
  };
}
