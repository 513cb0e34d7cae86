// The seal after a dump was restored into another cluster: its rows keep the transaction ids of the old one, which are far
// ahead of the new one's.
import { beforeAll, expect, test } from "vitest";
import { db } from "@/lib/db";
import { checkLedger } from "@/lib/jobs/check-ledger";
import { connect, move, open, posted, postOne, request, sealAll } from "./ledger-books";
import { setBusinessDate } from "./story";
import { readCommand, runCommand } from "@/scripts/ledger-commands";
import { blockOf, countUnsealed, sealHead, sealLedger } from "@/lib/ledger/seal";
import { explainRestore, listChains } from "@/lib/ledger/seal-chains";
import { verifySeal } from "@/lib/ledger/verify-seal";

const next = (() => {
  let n = 0;
  return (more = {}) => request(`chained ${++n}`, move("1.00", "owed:chained", "cash"), more);
})();

async function ledger(...args: string[]) {
  const command = readCommand(args);
  if (typeof command === "string") throw new Error(command);
  let stdout = "";
  const status = await runCommand(command, (text) => (stdout += text));
  return { stdout, status };
}

async function asSuperuser(...statements: string[]) {
  const superuser = await connect();
  try {
    await superuser.query("SET session_replication_role = replica");
    for (const sql of statements) await superuser.query(sql);
  } finally {
    await superuser.end();
  }
}

const AHEAD = "(xact_id::text::bigint + 1000000000)::text::xid8";

/** As pg_restore leaves a database: rows and blocks of another cluster, whose transaction ids are not reached here yet. */
async function restore() {
  await asSuperuser(
    `UPDATE ledger.transactions SET xact_id = ${AHEAD}`,
    `UPDATE ledger.rejections SET xact_id = ${AHEAD}`,
    `UPDATE ledger.commits SET xact_id = ${AHEAD}`,
    `INSERT INTO ledger.chains (n, system_identifier, first_block, transactions_after, rejections_after, commits_after, begins, reason, started_by)
       VALUES (1, '1', 1, 0, 0, 0, '0', 'The first chain', 'the ledger')`,
    // What was committed but the last two transactions and the refusal is sealed, as the sealer there did it.
    `WITH items AS (SELECT array_agg(id ORDER BY id) AS ids FROM ledger.transactions
       WHERE id <= (SELECT max(id) - 2 FROM ledger.transactions)),
     sums AS (SELECT i.ids, (SELECT string_agg(sha256(convert_to(c.body, 'UTF8')), ''::bytea ORDER BY c.id)
       FROM ledger.canonical(i.ids) c) AS digests FROM items i)
     INSERT INTO ledger.blocks (n, xact_from, xact_upto, ids, digests, prev_hash, hash)
       SELECT 1, '0', '1000900000', ids, digests, sha256('Modern Lending'), sha256(sha256('Modern Lending')
         || convert_to(jsonb_build_array(1, '0', '1000900000', ids)::text, 'UTF8') || digests) FROM sums`,
  );
}

let oldHead: { block: string; hash: string };
let unsealed: string;

beforeAll(async () => {
  await setBusinessDate("2026-02-01");
  await open("owed:chained");
  for (let n = 0; n < 3; n++) await posted(next());
  unsealed = await posted(next());
  await posted(next());
  await postOne(request("refused", move("999.00", "cash", "owed:chained")));
  await restore();
  oldHead = (await sealHead())!;
});

test("a restored database is not called altered; sealing pauses, and check and seal explain why", async () => {
  await posted(next()); // the business goes on
  expect(await verifySeal({ anchor: oldHead })).toMatchObject({ faults: [], isRestored: true });
  expect(await sealLedger()).toBe(0);
  expect(await countUnsealed()).toBe(4); // two transactions and a refusal of before, one of now
  const words = await explainRestore();
  expect(words).toMatch(/restored into another cluster after block 1 was sealed.* 4 transactions/);
  for (const command of ["check", "seal"] as const) {
    const { stdout, status } = await ledger(command);
    expect(stdout).toContain(words);
    expect(status).toBe(1);
  }
  expect(await ledger("verify")).toMatchObject({ status: 0, stdout: expect.not.stringContaining("ALTERED") });
  expect(await checkLedger()).toContain(words);
});

test("a sealed row that was changed is still named while the seal pauses", async () => {
  const alter = (by: string) => `UPDATE ledger.entries SET amount = amount ${by} WHERE transaction_id = 1`;
  await asSuperuser(alter("+ 1"));
  const { faults } = await verifySeal();
  await asSuperuser(alter("- 1"));
  expect(faults).toEqual(["Transaction 1, sealed in block 1, was changed."]);
});

test("a new chain needs a reason, takes in what no block had, and is linked to the old head", async () => {
  expect(readCommand(["seal", "--new-chain"])).toBe(
    "seal --new-chain needs --reason, which is kept in the chain.",
  );
  expect(readCommand(["seal", "--reason", "x"])).toBe("--reason goes with --new-chain.");
  expect(readCommand(["seal", "--new-chain", "--reason", "a\nb"])).toMatch(/one line/);
  const reason = 'Restored from "Monday\'s" dump: é';
  const { stdout, status } = await ledger("seal", "--new-chain", "--reason", reason);
  expect(stdout).toContain("A new chain was started, linked to the old head.\n");
  expect(status).toBe(0);
  expect(await listChains()).toMatchObject([{ chain: "1" }, { chain: "2", firstBlock: "2", reason }]);
  expect(await blockOf(unsealed)).toBe("2");
  expect(await countUnsealed()).toBe(0);
  expect(await verifySeal({ anchor: oldHead })).toMatchObject({ faults: [], isRestored: false });

  const later = await posted(next());
  await sealAll();
  expect(Number(await blockOf(later))).toBeGreaterThan(2);
  for (const since of ["1", "2", "3"])
    expect(await verifySeal({ since, anchor: oldHead })).toMatchObject({ faults: [], isRestored: false });

  const check = await ledger("check");
  expect(check.stdout).toMatch(/^ok {2,}seal +The seal continues the chain of this database\.$/m);
  expect(check.stdout).toMatch(/^Seal: chain 2 was started at block 2 .* linked to block 1: Restored from/m);
});

test("a second new chain is refused while the chain continues", async () => {
  const { stdout, status } = await ledger("seal", "--new-chain", "--reason", "again");
  expect(stdout).toBe(
    "The chain of the seal continues in this database; only a restored one starts a new chain.\n",
  );
  expect(status).toBe(1);
  expect(await listChains()).toHaveLength(2);
});

test.each([
  ["the chain's reason", "UPDATE ledger.chains SET reason = 'x' WHERE n = 2", /Block 2 does not follow/],
  ["where it begins", "UPDATE ledger.chains SET commits_after = 0 WHERE n = 2", /Block 2 does not follow/],
  ["that there was one", "DELETE FROM ledger.chains WHERE n = 2", /Block 2 does not follow/],
  [
    "a block of the old chain",
    "UPDATE ledger.blocks SET hash = sha256('x') WHERE n = 1",
    /Block 1 was changed/,
  ],
  [
    "a row that waited for the new chain",
    "UPDATE ledger.rejections SET reason = 'frozen'",
    /Refusal \d+, .*changed/,
  ],
  [
    "a row added to the old time",
    `INSERT INTO ledger.transactions (id, kind, mode, idem_key, event_type, effective_on, posted_at, xact_id, entry_count, metadata)
       SELECT -7, kind, mode, 'added', event_type, effective_on, posted_at, xact_id, entry_count, metadata FROM ledger.transactions WHERE id = 1`,
    /was added after its time was sealed/,
  ],
])("after it, a change of %s is found", async (_, alter, named) => {
  const superuser = await connect();
  const tables = ["chains", "blocks", "rejections", "transactions"];
  try {
    await superuser.query("SET session_replication_role = replica");
    for (const table of tables)
      await superuser.query(`CREATE TEMP TABLE kept_${table} AS SELECT * FROM ledger.${table}`);
    await superuser.query(alter);
    const { faults } = await verifySeal();
    expect(faults.join("\n")).toMatch(named);
  } finally {
    for (const table of tables)
      await superuser.query(
        `DELETE FROM ledger.${table}; INSERT INTO ledger.${table} SELECT * FROM kept_${table}`,
      );
    await superuser.end();
  }
  expect((await verifySeal()).faults).toEqual([]);
});

test("the application's role may start a chain and not write one", async () => {
  for (const sql of [
    "INSERT INTO ledger.chains DEFAULT VALUES",
    "UPDATE ledger.chains SET reason = 'x'",
    "DELETE FROM ledger.chains",
  ])
    await expect(db.$executeRawUnsafe(sql)).rejects.toThrow(/permission denied/);
});
