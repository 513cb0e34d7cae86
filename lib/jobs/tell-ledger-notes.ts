import { businessDate } from "@/lib/clock";
import { inTransaction } from "@/lib/db";
import { markTold, takeUntoldNotes, type LedgerNote } from "@/lib/ledger/notes";
import { dollars } from "@/lib/money/money";
import { notifyEach, staffFor } from "@/lib/notifications/notify";

/** Notifies the staff of the ledger's notes, each once; returns how many were sent. */
export async function tellLedgerNotes(): Promise<number> {
  return inTransaction(async (tx) => {
    const notes = await takeUntoldNotes(tx);
    if (notes.length === 0) return 0;
    const datedOn = await businessDate(tx);
    const staff = {
      "floor-alert": await staffFor(tx, "floor-alert"),
      "balance-monitor": await staffFor(tx, "balance-monitor"),
    };
    await notifyEach(
      tx,
      notes.flatMap((note) => {
        const href = `/admin/ledger/transactions/${note.transactionId}`;
        return staff[note.topic].map((userId) => ({
          userId,
          kind: note.topic,
          ...words(note),
          href,
          datedOn,
        }));
      }),
    );
    await markTold(
      tx,
      notes.map(({ id }) => id),
    );
    return notes.length;
  });
}

function words(note: LedgerNote): { title: string; body: string } {
  if (note.topic === "floor-alert")
    return {
      title: `${note.account} is below its floor`,
      body: `A bank transaction left ${dollars(note.available)} available, where ${dollars(note.floor)} must remain.`,
    };
  return {
    title: note.name,
    body: `${note.account} is at ${dollars(note.balance)}; the threshold is ${dollars(note.threshold)}.`,
  };
}
