import type { Tx } from "@/lib/db";
import { addJob, addJobs } from "@/lib/queue";

/** The key of a job that looks at the outbox: one per borrower, and one for each further occasion. */
export const drainJobKey = (occasion: string) => `writeback-drain:${occasion}`;

/**
 * Has the worker look at the outbox once this transaction has committed. One job a borrower: with a single one for all,
 * transactions of different borrowers would wait for each other, and the ledger with them.
 */
export async function wakeDrain(tx: Tx, borrowerId: string): Promise<void> {
  await addJob(tx, "writeback-drain", {}, drainJobKey(borrowerId));
}

/** The same for many in one statement, in one order for all callers, so that two of them cannot wait for each other. */
export async function wakeDrains(tx: Tx, borrowerIds: Iterable<string>): Promise<void> {
  const jobs = [...borrowerIds].toSorted().map((id) => ({ payload: {}, jobKey: drainJobKey(id) }));
  await addJobs(tx, "writeback-drain", jobs);
}
