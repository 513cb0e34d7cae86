// What the ledger left in its outbox for somebody to be notified: a floor breached by a fact, a balance at its threshold.
import { z } from "zod";
import { db, type Tx } from "@/lib/db";
import { fromMinor } from "@/lib/money/currency";

type Head = { id: string; at: string; account: string; transactionId: string };
/** A fact of the bank, never refused, that left an account below its floor; available is just after. Dollars as strings. */
export type FloorAlert = Head & { topic: "floor-alert"; available: string; floor: string };
type BalanceNote = Head & {
  topic: "balance-monitor";
  name: string;
  balance: string;
  threshold: string;
};
export type LedgerNote = FloorAlert | BalanceNote;

type Row = { id: bigint; topic: string; payload: unknown; created_at: Date; exponent: number };

const minor = z.string().transform((text) => BigInt(text));
const common = { account: z.string(), transactionId: z.string() };
const floorAlert = z.object({ ...common, available: minor, floor: minor });
const balanceMonitor = z.object({ ...common, name: z.string(), balance: minor, threshold: minor });

/** The notes nobody has been notified of, oldest first, locked so that two tellers do not tell the same. */
export async function takeUntoldNotes(tx: Tx, limit = 100): Promise<LedgerNote[]> {
  const rows = await tx.$queryRaw<Row[]>`
    SELECT o.id, o.topic, o.payload, o.created_at, a.exponent FROM ledger.outbox o JOIN ledger.accounts a ON a.code = o.payload ->> 'account'
    WHERE pg_try_advisory_xact_lock(7232639) AND NOT EXISTS (SELECT 1 FROM told_ledger_notes t WHERE t.note_id = o.id)
    ORDER BY o.id LIMIT ${limit}`;
  return rows.map(noteOf);
}

/** The latest fact that left an account below its floor. Whether the account is still short says its balance. */
export async function findLatestFloorAlert(): Promise<FloorAlert | null> {
  const [row] = await db.$queryRaw<Row[]>`
    SELECT o.id, o.topic, o.payload, o.created_at, a.exponent FROM ledger.outbox o JOIN ledger.accounts a ON a.code = o.payload ->> 'account'
    WHERE o.topic = 'floor-alert' ORDER BY o.id DESC LIMIT 1`;
  return row ? floorAlertOf(row) : null;
}

/** Remembers that these notes were sent, in the transaction that sent them. */
export async function markTold(tx: Tx, ids: string[]): Promise<void> {
  await tx.toldLedgerNote.createMany({ data: ids.map((id) => ({ noteId: BigInt(id) })) });
}

function noteOf(row: Row): LedgerNote {
  if (row.topic === "floor-alert") return floorAlertOf(row);
  const { balance, threshold, ...said } = balanceMonitor.parse(row.payload);
  const amount = (value: bigint) => fromMinor(value, row.exponent);
  return {
    ...headOf(row),
    ...said,
    topic: "balance-monitor",
    balance: amount(balance),
    threshold: amount(threshold),
  };
}

function floorAlertOf(row: Row): FloorAlert {
  const { available, floor, ...said } = floorAlert.parse(row.payload);
  const amount = (value: bigint) => fromMinor(value, row.exponent);
  return {
    ...headOf(row),
    ...said,
    topic: "floor-alert",
    available: amount(available),
    floor: amount(floor),
  };
}

const headOf = ({ id, created_at }: Row) => ({ id: String(id), at: created_at.toISOString() });
