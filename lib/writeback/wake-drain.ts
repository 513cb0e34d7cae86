import type { Tx } from "@/lib/db";
import { addJob } from "@/lib/queue";

/**
 * Has the worker look at the outbox once this transaction has committed. One job a borrower: with a single one for all,
 * transactions of different borrowers would wait for each other, and the ledger with them.
 */
export async function wakeDrain(tx: Tx, borrowerId: string): Promise<void> {
  await addJob(tx, "writeback-drain", {}, `writeback-drain:${borrowerId}`);
}
