// Coalesces concurrent callers: whenever a connection is free it takes all that waits, up to a cap, and posts it in one
// call. There is no timer, so a lone caller is served at once. Each caller gets its own outcome after COMMIT.
import pg from "pg";
import { connection, ownUrl } from "@/lib/connection-limits";
import { log } from "@/lib/log";
import { asLedgerError, constraintOf, LedgerError, sqlState } from "./ledger-error";
import {
  asResult,
  POST_SQL,
  postingArrays,
  prepare,
  type PostingRow,
  type PreparedRequest,
} from "./posting-arrays";
import type { PostingRequest, PostingResult } from "./posting-request";

export type BatcherOptions = {
  /** Where to connect, never through a pooler; default the application's database, as the application's role. */
  connectionString?: string;
  /** Connections that post side by side. One is best while one hot account is in most transactions. */
  writers?: number;
  /** Requests in one call at most. */
  cap?: number;
  /** Requests that may wait; beyond that a caller is refused immediately. */
  queueLimit?: number;
  /** Milliseconds after which a request is no longer sent. One under way is waited for until the youngest beside it is due. */
  deadlineMs?: number;
};

export type Batcher = {
  /**
   * Posts one request in a batch with others.
   *
   * @throws LedgerError as `post` does, and "overloaded", "deadline" or "unavailable" when nothing was posted, or
   *         "unknown" when it was sent and no answer came: ask again under the same key
   */
  submit: (request: PostingRequest) => Promise<PostingResult>;
  /** How many calls of each size were made since the start. */
  batchSizes: () => Map<number, number>;
  /** Waits for what is under way and closes the connections. */
  close: () => Promise<void>;
};

type Item = {
  request: PreparedRequest;
  deadline: number; // on the monotonic clock
  /** It was sent at least once without an answer that proves that nothing was written. Only an outcome ends the doubt. */
  doubtful: boolean;
  resolve: (result: PostingResult) => void;
  reject: (error: unknown) => void;
};

const MOST_RETRIES = 8;
const NUDGE_MS = 5000;
const POST = { name: "post", text: POST_SQL };

/** @example const batcher = createBatcher({}); await batcher.submit({ key: "deposit:1", kind: "post", … }); */
export function createBatcher(options: BatcherOptions = {}): Batcher {
  const {
    connectionString = ownUrl(),
    writers = 1,
    cap = 128,
    queueLimit = 10_000,
    deadlineMs = 10_000,
  } = options;
  const queue: Item[] = [];
  const sizes = new Map<number, number>();
  const lanes = Array.from({ length: writers }, () => createLane(connectionString, deadlineMs, sizes));
  let closed = false;

  function serve() {
    for (const lane of lanes) {
      if (queue.length === 0) return;
      if (lane.busy) continue;
      lane.busy = true;
      void work(lane);
    }
  }

  async function work(lane: Lane) {
    while (queue.length > 0) await lane.run(queue.splice(0, cap));
    lane.busy = false;
  }

  return {
    submit: (request) =>
      new Promise((resolve, reject) => {
        if (closed) return reject(new LedgerError("unavailable", "The ledger is closing."));
        if (queue.length >= queueLimit)
          return reject(new LedgerError("overloaded", `More than ${queueLimit} requests are waiting.`));
        queue.push({
          request: prepare(request),
          deadline: performance.now() + deadlineMs,
          doubtful: false,
          resolve,
          reject,
        });
        // After this turn, so that callers who came together go together.
        if (queue.length === 1) setImmediate(serve);
      }),
    batchSizes: () => sizes,
    close: async () => {
      closed = true;
      while (queue.length > 0 || lanes.some(({ busy }) => busy)) await pause(5);
      await Promise.all(lanes.map((lane) => lane.end()));
    },
  };
}

type Lane = { busy: boolean; run: (items: Item[]) => Promise<void>; end: () => Promise<void> };

/** One connection and what to do when it fails. */
function createLane(connectionString: string, deadlineMs: number, sizes: Map<number, number>): Lane {
  let client: pg.Client | null = null;
  // The server stops before the caller does, because its word is proof that nothing was written; and what is then
  // left of the time is too little to send anything, which would only end in doubt.
  const least = Math.ceil(deadlineMs / 10);
  const limit = deadlineMs - least;

  async function connected(patienceMs: number): Promise<pg.Client> {
    if (client) return client;
    const fresh = new pg.Client({
      ...connection({ statement: limit, lock: limit, idle: 0 }, connectionString),
      connectionTimeoutMillis: patienceMs,
      keepAlive: true,
    });
    fresh.on("error", () => drop(fresh)); // an error while idle; the next call connects again
    await fresh.connect();
    return (client = fresh);
  }

  function drop(broken: pg.Client) {
    if (client === broken) client = null;
    void broken.end().catch(() => {});
  }

  async function run(waiting: Item[]): Promise<void> {
    let items = waiting.filter((item) => timeLeft(item) > least || !giveUp(item));
    for (let attempt = 1; items.length > 0; attempt++) {
      let stage: Stage = "form";
      try {
        const values = postingArrays(items.map(({ request }) => request));
        stage = "connect";
        const connection = await connected(patience(items));
        stage = "sent";
        sizes.set(items.length, (sizes.get(items.length) ?? 0) + 1);
        // One statement without BEGIN: the answer is complete only when the server has committed it.
        const { rows } = await connection.query<PostingRow>(inTime({ ...POST, values }, patience(items)));
        items.forEach((item, n) => item.resolve(asResult(rows[n]!)));
        if (rows.some(({ noted }) => noted)) await nudge(connection);
        return;
      } catch (error) {
        const meaning = meaningOf(error, stage, attempt);
        if (meaning === "item") return bisect(items, error);
        if (meaning === "bug") {
          log.error({ err: error }, "two transactions took the same account version");
          return items.forEach((item) => giveUp(item, error, "lost-update"));
        }
        // Without an answer the call may be committed: the same keys again tell, and wait where it is still under way.
        if (meaning === "unknown") for (const item of items) item.doubtful = true;
        if (meaning !== "crossed" && client) drop(client);
        await pause(Math.min(2 ** attempt, 200) * (0.5 + Math.random()));
        items = items.filter((item) => timeLeft(item) > least || !giveUp(item, error));
      }
    }
  }

  /** One bad item must not sink the others: halves, the first one first. No savepoints, which would cost every call. */
  async function bisect(items: Item[], error: unknown): Promise<void> {
    if (items.length === 1) {
      const [item] = items as [Item];
      return item.doubtful ? void giveUp(item, error) : item.reject(asLedgerError(error));
    }
    const half = Math.ceil(items.length / 2);
    await run(items.slice(0, half));
    await run(items.slice(half));
  }

  return {
    busy: false,
    run,
    end: async () => {
      await client?.end().catch(() => {});
      client = null;
    },
  };
}

type Stage = "form" | "connect" | "sent";

// The server's fault or the road's, for the moment, not the requests': a plan or statement that is gone, a standby, no
// room, no memory, canceled, broken.
const PASSING = /^(08|0A000|25|26000|53|57|58|XX)/;

/**
 * What an error says of the call: an `item` is at fault; it `crossed` another call and goes again; the server is `down`
 * or lacks something, and nothing was written; whether it was written is `unknown`; or the ledger has a `bug`.
 *
 * PostgreSQL answers with the severity ERROR only after it has rolled the statement back: that proves that nothing was
 * written. FATAL and PANIC prove nothing, since a commit may stand in the log already when a backend or the server dies;
 * nor does the driver's own word that the connection ended. An unknown severity (they are translated) counts as those.
 */
function meaningOf(
  error: unknown,
  stage: Stage,
  attempt: number,
): "item" | "crossed" | "down" | "unknown" | "bug" {
  if (stage !== "sent") return stage === "form" ? "item" : "down";
  const state = sqlState(error);
  if (state === undefined) return "unknown";
  if (PASSING.test(state)) return (error as pg.DatabaseError).severity === "ERROR" ? "down" : "unknown";
  if (state === "23505" && constraintOf(error) === "entries_pkey") return "bug";
  if (["40001", "40P01", "23505", "55P03"].includes(state))
    return attempt < MOST_RETRIES ? "crossed" : "item";
  return "item";
}

/** The notes are in the outbox with the posting; this only has them sent at once instead of within the minute. */
async function nudge(connection: pg.Client) {
  const task = "tell-ledger-notes";
  const text = "SELECT graphile_worker.add_job($1, '{}'::json, job_key := $1)";
  await connection
    .query(inTime({ text, values: [task] }, NUDGE_MS))
    .catch((error: unknown) =>
      log.warn({ err: error }, "the ledger's notes will be written in the next minute"),
    );
}

function timeLeft({ deadline }: Item): number {
  return Math.ceil(deadline - performance.now());
}

/** Milliseconds until the last of the items is due: later callers came later, so none of them is kept waiting longer. */
function patience(items: Item[]): number {
  return Math.max(1, timeLeft(items.at(-1)!));
}

/** Answers a caller that its time is over, or that it cannot be served, and what is known. */
function giveUp({ request: { key }, doubtful, reject }: Item, cause?: unknown, reason?: "lost-update"): true {
  reject(
    doubtful
      ? new LedgerError("unknown", `Whether ${key} was posted is unknown; retry with the same key.`, cause)
      : reason
        ? new LedgerError(reason, "An account version was taken twice; nothing was posted.", cause)
        : cause === undefined
          ? new LedgerError("deadline", `${key} waited too long in the queue and was not sent.`)
          : new LedgerError("unavailable", `The database did not accept ${key}; nothing was posted.`, cause),
  );
  return true;
}

/** The query with a time limit of the driver's own, for a server that does not answer at all; its types lack it. */
function inTime(query: pg.QueryConfig, ms: number): pg.QueryConfig {
  return Object.assign(query, { query_timeout: ms });
}

function pause(ms: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, ms));
}
