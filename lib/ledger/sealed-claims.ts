// What the accounts of many owners hold at a sealed head of the ledger. An owner is the first two parts of an account's code, such
// as "investor:inv_1". Only what is sealed counts, so that whoever repeats it later finds the same.
import { createHash } from "node:crypto";
import type { Tx } from "@/lib/db";
import { fromMinor } from "@/lib/money/currency";
import { Prisma } from "@/prisma/generated/client";
import { selecting } from "./balance-rows";

export type SealedOwner = {
  owner: string;
  /** Minor units: the sums of the accounts with a credit balance, and of those with a debit balance. */
  credits: bigint;
  debits: bigint;
  /** SHA-256, in hex, of the owner's accounts and their entries, as `digestOf` writes them. */
  digest: string;
};

type SealedEntry = {
  version: string;
  transaction: string;
  on: string;
  side: "debit" | "credit";
  amount: string;
};
export type SealedAccount = { code: string; entries: SealedEntry[] };

/**
 * Every owner whose accounts begin with one of the prefixes, with what was posted up to a block of the seal. Two statements'
 * worth of work whatever the number of accounts, and no lock.
 *
 * @param block a block of the current chain; see `isInCurrentChain`
 */
export async function sealedOwners(
  tx: Tx,
  { block, prefixes }: { block: string; prefixes: readonly string[] },
): Promise<SealedOwner[]> {
  const wanted = Prisma.join(
    prefixes.map((prefix) => selecting({ prefix })),
    " OR ",
  );
  const rows = await tx.$queryRaw<{ owner: string; credits: string; debits: string; digest: string }[]>`
    WITH ${laterThan(block)}, held AS (
      SELECT account_id, sum(side::bigint * amount) AS debits,
        encode(sha256(convert_to(string_agg(${ENTRY_LINE}, E'\n' ORDER BY account_version), 'UTF8')), 'hex') AS digest
      FROM ledger.entries
      WHERE layer = 0 AND account_id IN (SELECT a.id FROM ledger.accounts a WHERE ${wanted})
        AND transaction_id NOT IN (SELECT id FROM later)
      GROUP BY account_id)
    SELECT split_part(code, ':', 1) || ':' || split_part(code, ':', 2) AS owner,
      sum(greatest(-debits, 0))::text AS credits, sum(greatest(debits, 0))::text AS debits,
      encode(sha256(convert_to(string_agg(code || '|' || digest, E'\n' ORDER BY code COLLATE "C"), 'UTF8')), 'hex') AS digest
    FROM held JOIN ledger.accounts a ON a.id = account_id GROUP BY 1`;
  return rows.map((row) => ({ ...row, credits: BigInt(row.credits), debits: BigInt(row.debits) }));
}

/** One owner's accounts and posted entries up to a block, in the order of their codes and versions. */
export async function sealedAccounts(
  tx: Tx,
  { block, owner }: { block: string; owner: string },
): Promise<SealedAccount[]> {
  const rows = await tx.$queryRaw<(Omit<SealedEntry, "side"> & { code: string; side: number })[]>`
    WITH ${laterThan(block)}
    SELECT code, account_version::text AS version, transaction_id::text AS transaction, to_char(effective_on, 'YYYY-MM-DD') AS on,
      side::int AS side, amount::text AS amount
    FROM ledger.entries e JOIN ledger.accounts a ON a.id = account_id
    WHERE layer = 0 AND ${selecting({ prefix: `${owner}:` })} AND transaction_id NOT IN (SELECT id FROM later)
    ORDER BY code COLLATE "C", account_version`;
  const accounts = new Map<string, SealedEntry[]>();
  for (const { code, side, amount, ...entry } of rows) {
    const entries = accounts.get(code) ?? [];
    accounts.set(code, entries);
    entries.push({
      ...entry,
      side: side > 0 ? "debit" : "credit",
      amount: fromMinor(BigInt(amount), 2),
    });
  }
  return [...accounts].map(([code, entries]) => ({ code, entries }));
}

/** Minor units posted on one account up to a block, debits positive. */
export async function sealedDebits(
  tx: Tx,
  { block, code }: { block: string; code: string },
): Promise<bigint> {
  const [row] = await tx.$queryRaw<{ debits: string }[]>`
    WITH ${laterThan(block)}
    SELECT (b.posted_debits - b.posted_credits - coalesce((SELECT sum(e.side::bigint * e.amount) FROM ledger.entries e
      WHERE e.account_id = b.account_id AND e.layer = 0 AND e.transaction_id IN (SELECT id FROM later)), 0))::text AS debits
    FROM ledger.balances b JOIN ledger.accounts a ON a.id = b.account_id WHERE a.code = ${code}`;
  return BigInt(row?.debits ?? "0");
}

/**
 * Whether it is still known what a block and those before it seal: after a restore database transactions get new numbers, to
 * which the windows of earlier blocks do not apply.
 */
export async function isInCurrentChain(tx: Tx, block: string): Promise<boolean> {
  const [row] = await tx.$queryRaw<{ ok: boolean }[]>`
    SELECT NOT ledger.is_restored()
      AND ${block}::bigint >= coalesce((SELECT first_block FROM ledger.chains ORDER BY n DESC LIMIT 1), 1) AS ok`;
  return row!.ok;
}

/**
 * SHA-256 of an owner's accounts, each with the SHA-256 of its entries: what `sealedOwners` computes in the database.
 *
 * @returns hex; entries are lines of version, transaction, date, side and dollars, accounts lines of code and digest, all
 *   joined by "|" and line feeds
 */
export function digestOf(accounts: readonly SealedAccount[]): string {
  const ofEntries = (entries: readonly SealedEntry[]) =>
    sha256(
      entries
        .map(({ version, transaction, on, side, amount }) =>
          [version, transaction, on, side, amount].join("|"),
        )
        .join("\n"),
    );
  return sha256(accounts.map(({ code, entries }) => `${code}|${ofEntries(entries)}`).join("\n"));
}

function sha256(text: string): string {
  return createHash("sha256").update(text).digest("hex");
}

const ENTRY_LINE = Prisma.sql`account_version || '|' || transaction_id || '|' || to_char(effective_on, 'YYYY-MM-DD') || '|'
  || CASE WHEN side > 0 THEN 'debit' ELSE 'credit' END || '|' || (amount / 100) || '.' || lpad((amount % 100)::text, 2, '0')`;

/** The transactions that a block and those before it do not seal: those that a later database transaction wrote. */
function laterThan(block: string): Prisma.Sql {
  return Prisma.sql`later AS MATERIALIZED (
    SELECT t.id FROM ledger.commits c
    JOIN ledger.transactions t ON t.id BETWEEN c.first_id AND c.last_id AND t.xact_id = c.xact_id
    WHERE c.xact_id >= (SELECT xact_upto FROM ledger.blocks WHERE n = ${block}::bigint)
      AND c.id > coalesce((SELECT commits_after FROM ledger.chains ORDER BY n DESC LIMIT 1), 0))`;
}
