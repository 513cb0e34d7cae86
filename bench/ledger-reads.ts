// How fast the books answer: a balance while 256 callers post, and a balance as of a date in an account with a million
// entries.
import { spawn } from "node:child_process";
import { lists } from "./ledger-contestants";
import { lendingMix, random } from "./ledger-mix";
import { RUN, type Bench } from "./ledger-server";
import { closedLoop, percentiles, type Latencies } from "./measure";

export type Reads = Latencies & { reads: number; check: string };

/** Balances of cash, read by another process while lists are posted at full speed. */
export async function readsUnderLoad(bench: Bench, seconds: number): Promise<Reads> {
  await bench.freshBooks();
  const contestant = lists();
  const next = lendingMix("reads", 7);
  const load = closedLoop({
    callers: 256,
    seconds: seconds + 3,
    warmUp: 1,
    ask: () => contestant.ask(next()),
  });
  const reader = spawn(process.execPath, [
    ...["--import", "tsx", "bench/reader.ts"],
    ...["--url", bench.server.appUrl(RUN), "--seconds", String(seconds)],
  ]);
  let said = "";
  reader.stdout.on("data", (chunk: Buffer) => (said += chunk));
  reader.stderr.on("data", (chunk: Buffer) => process.stderr.write(chunk));
  await new Promise((closed) => reader.once("close", closed));
  await load;
  await contestant.end();
  return { ...(JSON.parse(said) as Omit<Reads, "check">), check: await checked() };
}

const DAYS = 1461; // four years

/** Balances as of random dates of an account with a million entries over four years. */
export async function asOfAMillion(bench: Bench): Promise<Reads> {
  await bench.freshBooks();
  await bench.asOwner(async (client) => {
    await client.query(
      "SELECT ledger.open_accounts(ARRAY['million:a', 'million:b'], ARRAY['A', 'B'], ARRAY[1, -1]::smallint[], ARRAY['', ''], ARRAY['USD', 'USD'], ARRAY[2, 2]::smallint[])",
    );
    // Written past the guards, which would take minutes; the checks afterward say whether it is all as they would have it.
    await client.query("BEGIN");
    await client.query("SET LOCAL session_replication_role = replica");
    for (const statement of MILLION) await client.query(statement);
    await client.query("COMMIT");
    await client.query("VACUUM ANALYZE");
  });
  const { getBalances } = await import("@/lib/ledger/queries");
  const next = random(3);
  const milliseconds: number[] = [];
  for (let read = 0; read < 600; read++) {
    const day = new Date(Date.UTC(2022, 0, 1 + Math.floor(next() * DAYS))).toISOString().slice(0, 10);
    const asked = performance.now();
    await getBalances(["million:a"], { asOf: day as `${number}-${number}-${number}` });
    if (read >= 100) milliseconds.push(performance.now() - asked);
  }
  return { reads: milliseconds.length, ...percentiles(milliseconds), check: await checked() };
}

const EVENTS = `FROM generate_series(1, 1000000) g`;
const ACCOUNT = (code: string) => `(SELECT id FROM ledger.accounts WHERE code = '${code}')`;
const MILLION = [
  `CREATE TEMP TABLE base AS SELECT max(id) AS id FROM ledger.transactions`,
  `INSERT INTO ledger.transactions (id, kind, mode, idem_key, event_type, effective_on, entry_count)
    SELECT (SELECT id FROM base) + g, 1, 2, 'million:' || g, 'million', DATE '2022-01-01' + g % ${DAYS}, 2 ${EVENTS}`,
  `INSERT INTO ledger.commits (first_id, last_id) SELECT id + 1, id + 1000000 FROM base`,
  `INSERT INTO ledger.keys (idem_key, request_hash, outcome, ref_id)
    SELECT 'million:' || g, sha256(g::text::bytea), 'posted', (SELECT id FROM base) + g ${EVENTS}`,
  ...(["a", "b"] as const).flatMap((name) => [
    `INSERT INTO ledger.entries (account_id, account_version, transaction_id, currency, layer, side, amount, balance_after, effective_on)
      SELECT ${ACCOUNT(`million:${name}`)}, g, (SELECT id FROM base) + g, 'USD', 0, ${name === "a" ? 1 : -1}, 100, g * 100, DATE '2022-01-01' + g % ${DAYS} ${EVENTS}`,
    `INSERT INTO ledger.account_days (account_id, day, ${name === "a" ? "debits" : "credits"})
      SELECT ${ACCOUNT(`million:${name}`)}, DATE '2022-01-01' + g % ${DAYS}, count(*) * 100 ${EVENTS} GROUP BY 2`,
    `UPDATE ledger.balances SET version = 1000000, ${name === "a" ? "posted_debits" : "posted_credits"} = 100000000
      WHERE account_id = ${ACCOUNT(`million:${name}`)}`,
  ]),
];

async function checked(): Promise<string> {
  const { runChecks } = await import("@/lib/ledger/check");
  const broken = (await runChecks()).filter(({ ok }) => !ok);
  return broken.length === 0 ? "clean" : `VOID: ${broken.map(({ id }) => id).join(", ")}`;
}
