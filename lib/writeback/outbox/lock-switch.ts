// Whether an event is kept or written is decided by the switch as it is when the event is stored, so the two take turns. Both
// lock the borrower's row and not the settings': it is there before any settings are, hardly anything else locks it, and those
// who send records lock the settings all the time, which the ledger would have to wait for.
import type { Tx } from "@/lib/db";

/**
 * Keeps the switches of these borrowers as they are until the transaction ends; any number may do so at once. Locked in the order
 * of their ids. What the switch decides must be read in a later statement: this one does not see what it has waited for.
 */
export async function holdSwitches(tx: Tx, borrowerIds: Iterable<string>): Promise<void> {
  await tx.$queryRaw`
    SELECT 1 FROM borrowers WHERE id = ANY (${[...borrowerIds]}::text[]) ORDER BY id FOR SHARE`;
}

/** Lets one person turn the switch, once everything that is being stored for this borrower is there to be seen. */
export async function lockSwitch(tx: Tx, borrowerId: string): Promise<void> {
  await tx.$queryRaw`SELECT 1 FROM borrowers WHERE id = ${borrowerId} FOR NO KEY UPDATE`;
}
