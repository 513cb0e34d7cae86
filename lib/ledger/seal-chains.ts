// Where the seal's chain began, and began again: a dump that is restored into another cluster brings transaction ids along
// that mean nothing there, so sealing pauses until somebody starts a new chain, linked to the old head.
import { db, type Tx } from "@/lib/db";
import { asLedgerError } from "./ledger-error";
import { countUnsealed } from "./seal";

export type SealChain = {
  chain: string;
  /** The number of its first block. */
  firstBlock: string;
  reason: string;
  startedBy: string;
  startedAt: string;
};

/** Whether the last block was sealed in another cluster than this one. */
async function isRestored(tx: Tx = db): Promise<boolean> {
  const [row] = await tx.$queryRaw<{ restored: boolean }[]>`SELECT ledger.is_restored() AS restored`;
  return row!.restored;
}

/**
 * What a restore means for the seal and what to do, in words; null when the chain continues.
 *
 * @example (await explainRestore()) // "This database was restored into another cluster after block 12 was sealed. …"
 */
export async function explainRestore(): Promise<string | null> {
  if (!(await isRestored())) return null;
  const [last] = await db.$queryRaw<{ n: bigint }[]>`SELECT max(n) AS n FROM ledger.blocks`;
  return (
    `This database was restored into another cluster after block ${last!.n} was sealed. Sealing is paused and ` +
    `${await countUnsealed()} transactions and refusals wait. Compare the head with one kept outside ` +
    `(verify --head), then start a new chain: npm run --silent ledger -- seal --new-chain --reason "Restored from …".`
  );
}

/**
 * Starts a new chain in a restored database, linked to the old head, and seals what no block has yet.
 *
 * @param reason one line, kept in the chain
 * @throws LedgerError "chain-continues" when the database was not restored; "floor" when the reason is none
 */
export async function startChain(reason: string): Promise<void> {
  try {
    await db.$queryRaw`SELECT ledger.start_chain(${reason.trim()})`;
  } catch (error) {
    throw asLedgerError(error);
  }
}

/** The chains, oldest first; more than one only after a restore. */
export async function listChains(): Promise<SealChain[]> {
  const rows = await db.$queryRaw<
    { n: bigint; first_block: bigint; reason: string; started_by: string; started_at: Date }[]
  >`SELECT n, first_block, reason, started_by, started_at FROM ledger.chains ORDER BY n`;
  return rows.map((row) => ({
    chain: String(row.n),
    firstBlock: String(row.first_block),
    reason: row.reason,
    startedBy: row.started_by,
    startedAt: row.started_at.toISOString(),
  }));
}
