import pg from "pg";
import { afterAll, beforeAll, beforeEach, expect, it } from "vitest";
import { inTransaction } from "@/lib/db";
import { openAccounts } from "./accounts";
import { runChecks } from "./check";
import { INVARIANTS } from "./invariants";
import { post } from "./post";
import type { PostingRequest } from "./posting-request";

// As the superuser of the database, past every trigger: what an intruder or a careless operator could do.
const superuser = new pg.Client({ connectionString: process.env.OWNER_DATABASE_URL });
const LOAN = "borrower:b:loan:l:principal";

beforeAll(async () => {
  await superuser.connect();
  await superuser.query("SET session_replication_role = replica");
  await inTransaction((tx) =>
    openAccounts(tx, [{ code: LOAN, name: "Borrower principal", normalSide: "debit" }]),
  );
  const start = await inTransaction((tx) =>
    post(tx, [
      request("fund", "post", ["revenue:fees", "100.00"]),
      request("hold", "hold", [LOAN, "-40.00"]),
    ]),
  );
  const [fund, hold] = start.map((result) => (result.status === "posted" ? result.transactionId : ""));
  await inTransaction((tx) =>
    post(tx, [
      { ...request("settle", "settle"), parentId: hold },
      { ...request("undo", "reversal"), parentId: fund, mode: "record" },
      request("too much", "post", [LOAN, "-500.00"]),
      request("open hold", "hold", ["revenue:fees", "5.00"]),
    ]),
  );
});

afterAll(() => superuser.end());

beforeEach(async () => {
  expect((await runChecks()).filter(({ ok }) => !ok)).toEqual([]);
});

it("finds nothing in honest books, with one line for each invariant", async () => {
  expect((await runChecks()).map(({ id, ok }) => [id, ok])).toEqual(INVARIANTS.map(({ id }) => [id, true]));
});

it("names the transaction, the account and the day of an altered amount", async () => {
  const found = await after("UPDATE ledger.entries SET amount = 4100 WHERE transaction_id = 2 AND side = 1");
  expect(found.I1).toEqual(["transaction 2"]);
  expect(found.I3).toEqual([`account ${LOAN}`]);
  expect(found.I6).toEqual([`account ${LOAN} on 2026-01-01`]);
  expect(found.I9).toContain("transaction 3");
});

it("names the running balance that an altered posted amount breaks", async () => {
  const found = await after("UPDATE ledger.entries SET amount = amount + 1 WHERE transaction_id = 1");
  expect(found.I5).toContain("account cash entry 1");
  expect(found.I10).toEqual(["transaction 4"]);
  expect(found.I1).toBeUndefined(); // both sides were altered alike
});

it("names the transaction and the account of a deleted entry", async () => {
  const found = await after("DELETE FROM ledger.entries WHERE transaction_id = 1 AND side = -1");
  expect(found.I1).toEqual(["transaction 1"]);
  expect(found.I4).toEqual(["account revenue:fees"]);
  expect(found.I8).toEqual(["transaction 1"]);
});

it("names the account of a changed balance", async () => {
  const found = await after(
    "UPDATE ledger.balances SET posted_debits = posted_debits + 1, shortfall = shortfall - 1 WHERE account_id = 1",
  );
  expect(found.I3).toEqual(["account cash"]);
  expect(found.I2).toEqual(["currency USD"]);
});

it("names the account and day of a changed day bucket", async () => {
  const found = await after("UPDATE ledger.account_days SET credits = credits + 1 WHERE account_id = 1");
  expect(Object.keys(found)).toEqual(["I6"]);
  expect(found.I6).toEqual(["account cash on 2026-01-01"]);
});

it("names the entries and the key that a deleted header leaves behind", async () => {
  const found = await after("DELETE FROM ledger.transactions WHERE id = 1");
  expect(found.I8).toEqual(["transaction 1"]);
  expect(found.I10).toEqual(["transaction 4"]);
  expect(found.I11).toEqual(["key fund"]);
});

it("names a transaction whose date was moved, a key that was deleted and a refusal that was erased", async () => {
  expect((await after("UPDATE ledger.transactions SET effective_on = '2025-12-31' WHERE id = 1")).I8).toEqual(
    ["transaction 1"],
  );
  expect((await after("DELETE FROM ledger.keys WHERE idem_key = 'fund'")).I11).toEqual(["transaction 1"]);
  expect((await after("DELETE FROM ledger.rejections")).I11).toEqual(["key too much"]);
});

it("names our own posting that went below the floor, and a recorded one whose alert was erased", async () => {
  expect((await after("UPDATE ledger.transactions SET mode = 1 WHERE id = 4")).I7).toEqual([
    "transaction 4 on account cash",
  ]);
  expect((await after("DELETE FROM ledger.outbox")).I7).toEqual(["transaction 4 on account cash"]);
  expect((await after("UPDATE ledger.balances SET version = version + 1 WHERE account_id = 1")).I4).toEqual([
    "account cash",
  ]);
});

it("names a hold that was resolved twice in effect, and pending money without a hold", async () => {
  expect((await after("UPDATE ledger.transactions SET kind = 4 WHERE id = 3")).I9).toEqual(["transaction 3"]);
  const pending = await after(
    "UPDATE ledger.balances SET pending_credits = pending_credits + 1 WHERE account_id = 2",
  );
  expect(pending.I9).toEqual(["account revenue:fees"]);
});

it("says when a guard was switched off, and when the application's role was given more than it may have", async () => {
  expect((await after("ALTER TABLE ledger.entries DISABLE TRIGGER entries_guard")).G1).toEqual([
    "trigger entries_guard",
  ]);
  expect((await after("DROP INDEX ledger.transactions_one_reversal")).G1).toEqual([
    "index transactions_one_reversal",
  ]);
  expect((await after("GRANT UPDATE ON ledger.balances TO modern_lending_app")).G2).toEqual([
    "table balances",
  ]);
});

/** What the checks say after the change; the change is then taken back. */
async function after(change: string): Promise<Record<string, string[]>> {
  await superuser.query("BEGIN");
  try {
    const changed = await superuser.query(change);
    if (changed.command !== "ALTER" && changed.command !== "DROP" && changed.command !== "GRANT")
      expect(changed.rowCount).toBeGreaterThan(0);
    const found: Record<string, string[]> = {};
    for (const { id, sql } of INVARIANTS) {
      const { rows } = await superuser.query<{ offending: string }>(sql);
      if (rows.length > 0) found[id] = rows.map(({ offending }) => offending).sort();
    }
    return found;
  } finally {
    await superuser.query("ROLLBACK");
  }
}

function request(
  key: string,
  kind: PostingRequest["kind"],
  leg?: [account: string, cash: string],
): PostingRequest {
  const base = { key, kind, mode: "authorize" as const, eventType: "test", effectiveOn: "2026-01-01" };
  if (!leg) return base;
  const [account, change] = leg;
  const amount = change.replace("-", "");
  const [cash, other] = change.startsWith("-")
    ? (["credit", "debit"] as const)
    : (["debit", "credit"] as const);
  return {
    ...base,
    lines: [
      { account: "cash", side: cash, amount },
      { account, side: other, amount },
    ],
  };
}
