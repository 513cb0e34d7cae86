// For the database tests of the ledger: short ways to say a request, a connection as the owner of the database, and the
// question whether the books still hold.
import pg from "pg";
import { expect, vi } from "vitest";
import { db, inTransaction } from "@/lib/db";
import { openAccounts } from "@/lib/ledger/accounts";
import { runChecks } from "@/lib/ledger/check";
import { post } from "@/lib/ledger/post";
import type { LedgerLine, PostingRequest, PostingResult } from "@/lib/ledger/posting-request";
import { getBalances } from "@/lib/ledger/queries";
import { countUnsealed, sealLedger } from "@/lib/ledger/seal";

export const DAY = "2026-01-01";

export function open(...codes: string[]) {
  return inTransaction((tx) =>
    openAccounts(
      tx,
      codes.map((code) => ({ code, name: code, normalSide: "credit" as const })),
    ),
  );
}

/** `move("10.00", "owed:a", "cash")`: debit cash, credit owed:a. */
export function move(amount: string, from: string, to: string): LedgerLine[] {
  return [
    { account: to, side: "debit", amount },
    { account: from, side: "credit", amount },
  ];
}

export function request(
  key: string,
  lines: LedgerLine[],
  more: Partial<PostingRequest> = {},
): PostingRequest {
  return { key, kind: "post", mode: "authorize", eventType: "test", effectiveOn: DAY, lines, ...more };
}

export function child(
  kind: "settle" | "release" | "reversal",
  key: string,
  parentId: string,
  more: Partial<PostingRequest> = {},
): PostingRequest {
  return { key, kind, mode: "record", eventType: "test", effectiveOn: DAY, parentId, ...more };
}

/** Posts in a separate transaction. */
export function postAll(...requests: PostingRequest[]): Promise<PostingResult[]> {
  return inTransaction((tx) => post(tx, requests));
}

export async function postOne(asked: PostingRequest): Promise<PostingResult> {
  return (await postAll(asked))[0]!;
}

/** The id, or a failed test. */
export async function posted(asked: PostingRequest): Promise<string> {
  const result = await postOne(asked);
  if (result.status !== "posted") throw new Error(`refused: ${result.reason}`);
  return result.transactionId;
}

export async function available(code: string) {
  return (await getBalances([code])).get(code)!.available;
}

/** Seals until nothing is left: an open transaction of any database on the same server holds the window back. */
export async function sealAll() {
  await vi.waitFor(
    async () => {
      await sealLedger();
      expect(await countUnsealed()).toBe(0);
    },
    { timeout: 20_000 },
  );
}

export async function expectBooksHold() {
  expect((await runChecks()).filter(({ ok }) => !ok)).toEqual([]);
}

/** How much of everything there is: a refused or rolled back call must leave it as it was. */
export async function size() {
  const [row] = await db.$queryRaw<Record<string, bigint>[]>`
    SELECT (SELECT count(*) FROM ledger.transactions) AS transactions, (SELECT count(*) FROM ledger.entries) AS entries,
      (SELECT count(*) FROM ledger.keys) AS keys, (SELECT count(*) FROM ledger.rejections) AS rejections,
      (SELECT count(*) FROM ledger.outbox) AS outbox, (SELECT sum(version) FROM ledger.balances)::bigint AS versions`;
  return row!;
}

/** A connection as the superuser who owns the tables, or with `role` as the application. */
export async function connect(role?: string): Promise<pg.Client> {
  const client = new pg.Client({ connectionString: process.env.OWNER_DATABASE_URL });
  await client.connect();
  if (role) await client.query(`SET ROLE ${role}`);
  return client;
}
