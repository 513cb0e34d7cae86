// Who runs in the benchmark: each takes a request of the mix and says whether it was posted.
import pg from "pg";
import { coalesce } from "@/lib/coalesce";
import { inTransaction } from "@/lib/db";
import { post } from "@/lib/ledger/post";
import type { PostingRequest, PostingResult } from "@/lib/ledger/posting-request";
import { requestHash } from "@/lib/ledger/request-hash";
import { toMinor } from "@/lib/money/currency";

export type Contestant = {
  ask: (request: PostingRequest) => Promise<boolean>;
  batchSizes?: () => Map<number, number>;
  end: () => Promise<void>;
};

/** In lists, through Prisma, as the product's verbs post what a batch has decided: of all who wait, a hundred at a time. */
export function lists(): Contestant {
  const sizes = new Map<number, number>();
  const submit = coalesce((requests: readonly PostingRequest[]) => {
    sizes.set(requests.length, (sizes.get(requests.length) ?? 0) + 1);
    return inTransaction<PostingResult[]>((tx) => post(tx, [...requests]));
  });
  return {
    ask: async (request) => (await submit(request)).status === "posted",
    batchSizes: () => sizes,
    end: async () => {},
  };
}

/** Each event in a transaction of its caller, through Prisma, as the product's verbs post. */
export function callerTransaction(): Contestant {
  return {
    ask: async (request) => {
      const [result] = await inTransaction((tx) => post(tx, [request]));
      return result!.status === "posted";
    },
    end: async () => {},
  };
}

/**
 * The plain way, done decently: one transaction an event, rows locked in order, a separate prepared statement for each
 * step, the same tables and guards, account ids known beforehand. As the owner, since the application's role may not.
 */
export async function plain(ownerUrl: string, connections: number): Promise<Contestant> {
  const pool = new pg.Pool({ connectionString: ownerUrl, max: connections });
  const { rows } = await pool.query<{ code: string; id: string }>("SELECT code, id FROM ledger.accounts");
  const ids = new Map(rows.map(({ code, id }) => [code, id]));
  return { ask: (request) => postPlainly(pool, ids, request), end: () => pool.end() };
}

const PLAIN = {
  key: "SELECT outcome FROM ledger.keys WHERE idem_key = $1",
  lock: `SELECT account_id, sign, posted_debits, posted_credits, pending_debits, pending_credits, version, min_available
    FROM ledger.balances WHERE account_id = ANY ($1::bigint[]) ORDER BY account_id FOR NO KEY UPDATE`,
  header: `INSERT INTO ledger.transactions (kind, mode, idem_key, event_type, effective_on, entry_count, metadata)
    VALUES (1, $1, $2, $3, $4, $5, $6) RETURNING id`,
  newKey: "INSERT INTO ledger.keys (idem_key, request_hash, outcome, ref_id) VALUES ($1, $2, 'posted', $3)",
  entries: `INSERT INTO ledger.entries (account_id, account_version, transaction_id, currency, layer, side, amount, balance_after, effective_on)
    SELECT u.id, u.version, $1, 'USD', 0, u.side, u.amount, u.after, $2
    FROM unnest($3::bigint[], $4::bigint[], $5::smallint[], $6::bigint[], $7::bigint[]) u (id, version, side, amount, after)`,
  balance:
    "UPDATE ledger.balances SET posted_debits = $2, posted_credits = $3, version = $4 WHERE account_id = $1",
  day: `INSERT INTO ledger.account_days AS d (account_id, day, debits, credits) VALUES ($1, $2, $3, $4)
    ON CONFLICT (account_id, day) DO UPDATE SET debits = d.debits + EXCLUDED.debits, credits = d.credits + EXCLUDED.credits`,
};

type Row = {
  debits: bigint;
  credits: bigint;
  version: bigint;
  sign: bigint;
  newDebits: bigint;
  newCredits: bigint;
  floor: bigint | null;
};

async function postPlainly(
  pool: pg.Pool,
  ids: Map<string, string>,
  request: PostingRequest,
): Promise<boolean> {
  const lines = request.lines!.map((line) => ({
    ...line,
    id: ids.get(line.account)!,
    minor: toMinor(line.amount, "USD"),
  }));
  const client = await pool.connect();
  const run = <T extends pg.QueryResultRow>(name: keyof typeof PLAIN, values: unknown[]) =>
    client.query<T>({ name, text: PLAIN[name], values });
  try {
    await client.query("BEGIN");
    const locked = await run<Record<string, string>>("lock", [[...new Set(lines.map(({ id }) => id))]]);
    const rows = new Map(locked.rows.map((row) => [row.account_id!, asRow(row)]));
    if ((await run("key", [request.key])).rows.length > 0) throw new Error("a key was used twice");
    const entries = lines.map(({ id, side, minor }) => {
      const row = rows.get(id)!;
      if (side === "debit") [row.debits, row.newDebits] = [row.debits + minor, row.newDebits + minor];
      else [row.credits, row.newCredits] = [row.credits + minor, row.newCredits + minor];
      row.version++;
      return {
        id,
        version: row.version,
        side: side === "debit" ? 1 : -1,
        minor,
        after: row.sign * (row.debits - row.credits),
      };
    });
    const short = [...rows.values()].some(
      ({ floor, sign, debits, credits }) => floor !== null && sign * (debits - credits) < floor,
    );
    if (short && request.mode === "authorize") {
      await client.query("ROLLBACK");
      return false;
    }
    const mode = request.mode === "authorize" ? 1 : 2;
    const header = [
      mode,
      request.key,
      request.eventType,
      request.effectiveOn,
      lines.length,
      request.metadata ?? {},
    ];
    const { rows: made } = await run<{ id: string }>("header", header);
    await run("newKey", [request.key, Buffer.from(requestHash(request), "hex"), made[0]!.id]);
    const columns = ["id", "version", "side", "minor", "after"] as const;
    await run("entries", [
      made[0]!.id,
      request.effectiveOn,
      ...columns.map((column) => entries.map((entry) => String(entry[column]))),
    ]);
    for (const [id, row] of rows) {
      await run("balance", [id, String(row.debits), String(row.credits), String(row.version)]);
      await run("day", [id, request.effectiveOn, String(row.newDebits), String(row.newCredits)]);
    }
    await client.query("COMMIT");
    return true;
  } catch (error) {
    await client.query("ROLLBACK");
    throw error;
  } finally {
    client.release();
  }
}

function asRow(row: Record<string, string>): Row {
  const big = (name: string) => BigInt(row[name]!);
  return {
    debits: big("posted_debits"),
    credits: big("posted_credits"),
    version: big("version"),
    sign: big("sign"),
    newDebits: 0n,
    newCredits: 0n,
    floor: row.min_available === null ? null : BigInt(row.min_available!),
  };
}
