// The whole log of this test's database, posted again in its order into an empty one: the books must come out the same.
import { randomBytes } from "node:crypto";
import pg from "pg";
import { asResult, POST_SQL, postingArrays, prepare, type PostingRow } from "@/lib/ledger/posting-arrays";
import type { LedgerLine, PostingKind, PostingRequest } from "@/lib/ledger/posting-request";
import { fromMinor } from "@/lib/money/currency";
import { connect } from "./ledger-books";

const BATCH = 100;
const KINDS: PostingKind[] = ["post", "hold", "settle", "release", "reversal"];

type Logged = {
  id: string;
  parent_id: string | null;
  idem_key: string;
  kind: number;
  mode: number;
  event_type: string;
  effective_on: string;
  lines: { code: string; currency: string; exponent: number; side: number; amount: string }[] | null;
};

/** @returns how many transactions there were, and the accounts and account days that differ afterward */
export async function replayLog(): Promise<{ transactions: number; differing: string[] }> {
  const source = await connect();
  const name = `replay_${randomBytes(6).toString("hex")}`;
  await source.query(`CREATE DATABASE ${name} TEMPLATE template_migrated`);
  const url = new URL(process.env.OWNER_DATABASE_URL!);
  url.pathname = name;
  const copy = new pg.Client({ connectionString: url.toString() });
  await copy.connect();
  try {
    await openSameAccounts(source, copy);
    const log = await readLog(source);
    await postAgain(log, copy);
    const [before, after] = [await readBooks(source), await readBooks(copy)];
    const differing = [...new Set([...before.keys(), ...after.keys()])].filter(
      (place) => before.get(place) !== after.get(place),
    );
    return { transactions: log.length, differing };
  } finally {
    await copy.end();
    await source.query(`DROP DATABASE ${name} WITH (FORCE)`);
    await source.end();
  }
}

async function openSameAccounts(source: pg.Client, copy: pg.Client) {
  const { rows } = await source.query(
    `SELECT array_agg(code) AS codes, array_agg(name) AS names, array_agg(normal_side) AS sides,
       array_agg(COALESCE(min_available::text, '')) AS floors, array_agg(currency::text) AS currencies, array_agg(exponent) AS exponents
     FROM ledger.account_balances`,
  );
  const { codes, names, sides, floors, currencies, exponents } = rows[0];
  await copy.query(
    "SELECT ledger.open_accounts($1::text[], $2::text[], $3::smallint[], $4::text[], $5::text[], $6::smallint[])",
    [codes, names, sides, floors, currencies, exponents],
  );
}

/** What was asked, as far as the books still say it: a child's own lines are those it posted. */
async function readLog(source: pg.Client): Promise<Logged[]> {
  const { rows } = await source.query<Logged>(
    `SELECT t.id::text, t.parent_id::text, t.idem_key, t.kind, t.mode, t.event_type, t.effective_on::text, (
       SELECT jsonb_agg(jsonb_build_object('code', a.code, 'currency', a.currency, 'exponent', a.exponent, 'side', e.side,
         'amount', e.amount::text) ORDER BY e.account_id, e.account_version)
       FROM ledger.entries e JOIN ledger.accounts a ON a.id = e.account_id
       WHERE e.transaction_id = t.id AND t.kind <= 3 AND e.layer = CASE t.kind WHEN 2 THEN 1 ELSE 0 END) AS lines
     FROM ledger.transactions t ORDER BY t.id`,
  );
  return rows;
}

async function postAgain(log: Logged[], copy: pg.Client) {
  const ids = new Map<string, string>();
  let waiting: Logged[] = [];
  const flush = async () => {
    if (waiting.length === 0) return;
    const requests = waiting.map((logged) => prepare(asRequest(logged, ids)));
    const { rows } = await copy.query<PostingRow>(POST_SQL, postingArrays(requests));
    rows.map(asResult).forEach((result, n) => {
      if (result.status !== "posted")
        throw new Error(`${waiting[n]!.idem_key} is refused now: ${result.reason}`);
      ids.set(waiting[n]!.id, result.transactionId);
    });
    waiting = [];
  };
  for (const logged of log) {
    const { parent_id: parent } = logged;
    if (waiting.length >= BATCH || waiting.some(({ id }) => id === parent)) await flush();
    waiting.push(logged);
  }
  await flush();
}

function asRequest(logged: Logged, ids: Map<string, string>): PostingRequest {
  return {
    key: logged.idem_key,
    kind: KINDS[logged.kind - 1]!,
    mode: logged.mode === 1 ? "authorize" : "record",
    eventType: logged.event_type,
    effectiveOn: logged.effective_on as PostingRequest["effectiveOn"],
    ...(logged.parent_id && { parentId: ids.get(logged.parent_id)! }),
    ...(logged.lines && {
      lines: logged.lines.map(({ code, currency, exponent, side, amount }): LedgerLine => ({
        account: code,
        side: side === 1 ? "debit" : "credit",
        amount: fromMinor(BigInt(amount), exponent),
        currency,
      })),
    }),
  };
}

/** Counters and versions of all accounts, and the sums of their days. */
async function readBooks(client: pg.Client): Promise<Map<string, string>> {
  const { rows } = await client.query<{ place: string; figures: string }>(
    `SELECT a.code AS place, concat_ws(' ', b.posted_debits, b.posted_credits, b.pending_debits, b.pending_credits, b.version, b.shortfall) AS figures
     FROM ledger.balances b JOIN ledger.accounts a ON a.id = b.account_id
     UNION ALL SELECT a.code || ' on ' || d.day, concat_ws(' ', d.debits, d.credits, d.pending_debits, d.pending_credits)
     FROM ledger.account_days d JOIN ledger.accounts a ON a.id = d.account_id`,
  );
  return new Map(rows.map(({ place, figures }) => [place, figures]));
}
