// What must hold after each fault: what a caller was answered is in the books once, what nobody knows is found out by asking
// again under the same key, and the books themselves hold.
import type pg from "pg";
import { INVARIANTS } from "@/lib/ledger/invariants";
import { asResult, POST_SQL, postingArrays, prepare, type PostingRow } from "@/lib/ledger/posting-arrays";
import type { LedgerLine, PostingRequest } from "@/lib/ledger/posting-request";
import { toMinor } from "@/lib/money/currency";
import type { Story } from "./journal";

export type Verdict = {
  acknowledged: number;
  /** Acknowledged, and not in the books. */
  lost: string[];
  /** In the books under another transaction or outcome than the caller was answered, or more than once. */
  different: string[];
  /** In the books, and nobody asked for it. */
  strangers: string[];
  /** Sentences of the invariants that do not hold, with what breaks them. */
  broken: string[];
};

export const CLEAN = { lost: [], different: [], strangers: [], broken: [] };

/**
 * @param stories what the posters wrote down
 * @param isFinal true when they have stopped: then nothing else may be in the books, and nothing may be missing
 */
export async function judge(
  client: pg.Client,
  stories: Map<string, Story>,
  isFinal: boolean,
): Promise<Verdict> {
  const told = [...stories].filter(([, { told }]) => told === "posted" || told === "refused");
  const books = await read(client, isFinal ? null : told.map(([key]) => key));
  const verdict: Verdict = { acknowledged: told.length, ...structuredClone(CLEAN) };
  for (const [key, { told: word, id }] of told) {
    const found = books.get(key);
    if (!found) verdict.lost.push(key);
    else if (
      found.outcome !== word ||
      found.transactions !== (word === "posted" ? 1 : 0) ||
      (id && found.id !== id)
    )
      verdict.different.push(key);
  }
  if (isFinal) {
    for (const key of books.keys()) if (!stories.has(key)) verdict.strangers.push(key);
  }
  verdict.broken = await brokenInvariants(client);
  return verdict;
}

/** Asks again, under the same keys, for all whose end nobody knows; returns how many there were. */
export async function resolve(client: pg.Client, unknown: Story[]): Promise<number> {
  for (let n = 0; n < unknown.length; n += 100) {
    const part = unknown.slice(n, n + 100);
    const values = postingArrays(part.map(({ request }) => prepare(request)));
    const { rows } = await client.query<PostingRow>(POST_SQL, values);
    rows.map(asResult).forEach((result, at) => {
      part[at]!.told = result.status;
      if (result.status === "posted") part[at]!.id = result.transactionId;
    });
  }
  return unknown.length;
}

async function read(client: pg.Client, keys: string[] | null) {
  const { rows } = await client.query<{ key: string; outcome: string; id: string; transactions: number }>(
    `SELECT k.idem_key AS key, k.outcome, k.ref_id::text AS id, COALESCE(t.n, 0)::int AS transactions
     FROM ledger.keys k LEFT JOIN (SELECT idem_key, count(*) AS n FROM ledger.transactions GROUP BY 1) t ON t.idem_key = k.idem_key
     WHERE $1::text[] IS NULL OR k.idem_key = ANY ($1)`,
    [keys],
  );
  return new Map(rows.map((row) => [row.key, row]));
}

/** The same file that `ledger check` runs, on one snapshot. */
async function brokenInvariants(client: pg.Client): Promise<string[]> {
  const broken: string[] = [];
  await client.query("BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY");
  for (const { id, sentence, sql } of INVARIANTS) {
    const { rows } = await client.query<{ offending: string }>(
      `SELECT offending FROM (${sql}) found LIMIT 5`,
    );
    if (rows.length > 0)
      broken.push(`${id} ${sentence}: ${rows.map(({ offending }) => offending).join(", ")}`);
  }
  await client.query("COMMIT");
  return broken;
}

/** What the acknowledged requests come to on an account, in cents, debits less credits: plain addition, no ledger. */
export function sumOf(account: string, stories: Map<string, Story>): bigint {
  const byId = new Map([...stories.values()].map((story) => [story.id, story.request]));
  const onAccount = (lines: LedgerLine[] = []) =>
    lines
      .filter((line) => line.account === account)
      .reduce((sum, { side, amount }) => sum + (side === "debit" ? 1n : -1n) * toMinor(amount, "USD"), 0n);
  const effect = ({ kind, lines, parentId }: PostingRequest): bigint => {
    if (kind === "hold" || kind === "release") return 0n;
    if (kind === "reversal") return -effect(byId.get(parentId)!);
    return onAccount(lines ?? byId.get(parentId)!.lines);
  };
  return [...stories.values()].reduce(
    (sum, { told, request }) => sum + (told === "posted" ? effect(request) : 0n),
    0n,
  );
}

export async function postedOn(account: string, client: pg.Client): Promise<bigint> {
  const { rows } = await client.query<{ posted: string }>(
    "SELECT b.posted_debits - b.posted_credits AS posted FROM ledger.balances b JOIN ledger.accounts a ON a.id = b.account_id WHERE a.code = $1",
    [account],
  );
  return BigInt(rows[0]!.posted);
}
