// What was posted under a key: the only place that answers it.
import { fromDbDate, toDbDate, type IsoDate } from "@/lib/calendar/dates";
import type { Tx } from "@/lib/db";
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
 * The id of the transaction that was posted under a key.
 *
 * @returns null when the key was never used, or its request was refused
 *
 * @example await findPosted(tx, "settle-payout:po_1") // "4711"
 */
export async function findPosted(tx: Tx, key: string): Promise<string | null> {
  const found = (await findAllPosted(tx, [key])).get(key);
  return found ? String(found.transactionId) : null;
}

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

type Row = { key: string; id: bigint; effective_on: Date; is_reversed: boolean };

async function read(tx: Tx, chosen: Prisma.Sql): Promise<ReadonlyMap<string, PostedKey>> {
  const rows = await tx.$queryRaw<Row[]>`
    SELECT t.idem_key AS key, t.id, t.effective_on,
           EXISTS (SELECT FROM ledger.transactions v WHERE v.parent_id = t.id AND v.kind = 5) AS is_reversed
      FROM ledger.transactions t JOIN ledger.keys k ON k.ref_id = t.id AND k.idem_key = t.idem_key AND k.outcome = 'posted'
     WHERE ${chosen} ORDER BY t.id`;
  return new Map(
    rows.map((row) => [
      row.key,
      {
        key: row.key,
        transactionId: row.id,
        effectiveOn: fromDbDate(row.effective_on),
        isReversed: row.is_reversed,
      },
    ]),
  );
}
