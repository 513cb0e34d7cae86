// What the ledger left in its outbox for somebody to be told: a floor breached by a fact, a balance at its threshold.
import { z } from "zod";
import type { Tx } from "@/lib/db";
import { fromMinor } from "@/lib/money/currency";

export type LedgerNote = { id: string; at: string; account: string; transactionId: string } & (
  | { topic: "floor-alert"; available: string; floor: string }
  | { topic: "balance-monitor"; name: string; balance: string; threshold: string }
);

const minor = z.string().transform((text) => BigInt(text));
const common = { account: z.string(), transactionId: z.string() };
const floorAlert = z.object({ ...common, available: minor, floor: minor });
const balanceMonitor = z.object({ ...common, name: z.string(), balance: minor, threshold: minor });

/** The notes nobody has been told of, oldest first, locked so that two tellers do not tell the same. */
export async function takeUntoldNotes(tx: Tx, limit = 100): Promise<LedgerNote[]> {
  const rows = await tx.$queryRaw<
    { id: bigint; topic: string; payload: unknown; created_at: Date; exponent: number }[]
  >`
    SELECT o.id, o.topic, o.payload, o.created_at, a.exponent FROM ledger.outbox o JOIN ledger.accounts a ON a.code = o.payload ->> 'account'
    WHERE pg_try_advisory_xact_lock(7232639) AND NOT EXISTS (SELECT 1 FROM told_ledger_notes t WHERE t.note_id = o.id)
    ORDER BY o.id LIMIT ${limit}`;
  return rows.map(({ id, topic, payload, created_at, exponent }): LedgerNote => {
    const amount = (value: bigint) => fromMinor(value, exponent);
    const head = { id: String(id), at: created_at.toISOString() };
    if (topic === "floor-alert") {
      const said = floorAlert.parse(payload);
      return { ...head, ...said, topic, available: amount(said.available), floor: amount(said.floor) };
    }
    const said = balanceMonitor.parse(payload);
    return {
      ...head,
      ...said,
      topic: "balance-monitor",
      balance: amount(said.balance),
      threshold: amount(said.threshold),
    };
  });
}

/** Remembers that these notes were told, in the transaction that told them. */
export async function markTold(tx: Tx, ids: string[]): Promise<void> {
  await tx.toldLedgerNote.createMany({ data: ids.map((id) => ({ noteId: BigInt(id) })) });
}
