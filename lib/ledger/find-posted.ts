import type { Tx } from "@/lib/db";

/** The ledger transaction that was posted under a key; null when there is none. */
export async function findPosted(tx: Tx, key: string): Promise<string | null> {
  const found = await tx.ledgerKey.findUnique({ where: { idempotencyKey: key } });
  return found?.outcome === "posted" ? found.refId.toString() : null;
}
