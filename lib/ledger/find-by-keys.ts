import { db } from "@/lib/db";

/** Ids of the transactions that were posted under these idempotency keys; a key that was refused or never used has none. */
export async function findTransactionsByKeys(keys: string[]): Promise<string[]> {
  const rows = await db.ledgerKey.findMany({
    where: { idempotencyKey: { in: keys }, outcome: "posted" },
    select: { refId: true },
    orderBy: { refId: "asc" },
  });
  return rows.map(({ refId }) => String(refId));
}
