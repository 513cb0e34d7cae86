// The key under which secrets are sealed: which are in use, whether they are right, and replacing one while the product runs.
import "server-only";
import { SECOND_FACTOR_SECRETS } from "@/lib/accounts/second-factor";
import { db } from "@/lib/db";
import { TAXPAYER_NUMBERS } from "@/lib/investing/taxes/certify-tin";
import { LINKS_IN_EMAILS } from "@/lib/notifications/send-emails";
import type { SealedColumn } from "@/lib/payments/sealed-column";
import { ACCOUNT_NUMBERS, CORRECTED_NUMBERS, isHashKeyRight } from "@/lib/payments/sealed-numbers";
import { currentPrefix, openingKeyIds, seal, unseal } from "@/lib/payments/sealing";

/** Every column that holds sealed values; a test compares it with the database. */
export const SEALED_COLUMNS: readonly SealedColumn[] = [
  ACCOUNT_NUMBERS,
  CORRECTED_NUMBERS,
  SECOND_FACTOR_SECRETS,
  TAXPAYER_NUMBERS,
  LINKS_IN_EMAILS,
];

const AT_ONCE = 500;

export type KeyStatus = {
  /** Ids; the first one seals. */
  keys: string[];
  columns: { column: string; counts: { key: string; count: number }[] }[];
};

export async function keyStatus(): Promise<KeyStatus> {
  const columns = [];
  for (const { column, countByKey } of SEALED_COLUMNS) columns.push({ column, counts: await countByKey(db) });
  return { keys: openingKeyIds(), columns };
}

/**
 * Seals everything again that is not sealed under the key in force. It can be stopped and started at any time: what is done is
 * done, and readers open both. Each batch is one statement.
 *
 * @param onBatch called after each batch, with how many were sealed so far
 * @returns how many were sealed now
 * @throws when a value cannot be opened: it names the row, and nothing of its batch is written
 */
export async function rotateKeys({
  onBatch = () => {},
}: { onBatch?: (done: number) => void } = {}): Promise<number> {
  let done = 0;
  for (const column of SEALED_COLUMNS) {
    for (let after = ""; ;) {
      const rows = await column.list(db, { after, limit: AT_ONCE, prefix: currentPrefix() });
      if (rows.length === 0) break;
      done += await column.write(
        db,
        rows.map(({ id, sealed, boundTo }) => ({
          id,
          before: sealed,
          after: resealed(column, id, sealed, boundTo),
        })),
      );
      after = rows.at(-1)!.id;
      onBatch(done);
    }
  }
  return done;
}

function resealed({ column }: SealedColumn, id: string, sealed: string, boundTo: string): string {
  try {
    return seal(unseal(sealed, boundTo), boundTo);
  } catch (error) {
    throw new Error(`The value of ${id} in ${column} does not open under any key that is set.`, {
      cause: error,
    });
  }
}

/** @throws Error with one sentence when what is sealed does not open under the keys that are set */
export async function requireRightKeys(): Promise<void> {
  const known = openingKeyIds();
  for (const { column, countByKey, list } of SEALED_COLUMNS) {
    const unknown = (await countByKey(db)).find(({ key }) => key !== WITHOUT_ID && !known.includes(key));
    if (unknown)
      throw new Error(
        `ENCRYPTION_KEY is not the key of this database: ${unknown.count} values of ${column} are sealed under the key ${unknown.key}. ` +
          "Set that key as ENCRYPTION_KEY, or add it to FURTHER_ENCRYPTION_KEYS and run npm run keys -- rotate.",
      );
    const [former] = await list(db, { after: "", limit: 1, prefix: "v2." });
    if (former && !opens(former))
      throw new Error(
        `ENCRYPTION_KEY is not the key of this database: the value of ${former.id} in ${column} does not open. ` +
          "Set the former key as ENCRYPTION_KEY, or add it to FURTHER_ENCRYPTION_KEYS and run npm run keys -- rotate.",
      );
  }
  if (!(await isHashKeyRight(db)))
    throw new Error(
      "HASH_KEY is not the key of this database's keyed hashes. Set it to the first ENCRYPTION_KEY that this installation had.",
    );
}

const WITHOUT_ID = "without id";

function opens({ sealed, boundTo }: { sealed: string; boundTo: string }): boolean {
  try {
    unseal(sealed, boundTo);
    return true;
  } catch {
    return false;
  }
}
