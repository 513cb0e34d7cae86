// The connection to PostgreSQL. Everything that imports this file is server code.
import "server-only";
import { AsyncLocalStorage } from "node:async_hooks";
import { PrismaPg } from "@prisma/adapter-pg";
import pg from "pg";
import { PrismaClient, type Prisma } from "@/prisma/generated/client";
import { connection, LONG_READ_MS, POOL_WAIT_MS, type Connection } from "@/lib/connection-limits";
import { env } from "@/lib/env";
import { isSeed } from "@/lib/server-state";
import { transientCode } from "@/lib/transient-errors";

/** A transaction of the caller, or the plain client where each statement is alone. */
export type Tx = Prisma.TransactionClient;

/**
 * A connection of the pool. While the pool hands it over nobody listens to it, and where the server ends it at that moment,
 * an error that nobody hears would end the process; heard, it fails the next statement alone.
 */
export class PooledClient extends pg.Client {
  constructor(config?: string | pg.ClientConfig) {
    super(config);
    this.on("error", () => {});
  }
}

/** A client with a separate pool, of the primary or of a standby. */
export function connect(to: Connection = connection()) {
  const adapter = new PrismaPg(
    {
      ...to,
      max: env.DATABASE_POOL_SIZE,
      Client: PooledClient,
      connectionTimeoutMillis: POOL_WAIT_MS,
    },
    // The seed repeats few statements tens of thousands of times over few rows, so that one plan fits all. Web and worker live
    // through migrations, which a kept plan may not survive, and their tables outgrow the plan of a statement's first calls.
    isSeed ? { statementNameGenerator: ({ sql }) => nameOf(sql) } : undefined,
  );
  return new PrismaClient({
    adapter,
    errorFormat: "minimal", // the others take a stack trace of every call, for errors that hardly any of them will have
    transactionOptions: { maxWait: 15_000, timeout: 30_000 },
  });
}

const names = new Map<string, string>();

function nameOf(sql: string): string {
  const name = names.get(sql) ?? `s${names.size}`;
  names.set(sql, name);
  return name;
}

// One client per process, also across the module reloads of development.
const kept = globalThis as { __modernLendingDb?: ReturnType<typeof connect> };
const primary = (kept.__modernLendingDb ??= connect());

/** What runs inside of `run(tx, work)` reads from that transaction of a standby wherever it asks `db`: lib/read-replica.ts. */
export const reads = new AsyncLocalStorage<Tx | undefined>();

export const db = env.READ_DATABASE_URL ? routed(primary) : primary;

function routed(client: typeof primary): typeof primary {
  return new Proxy(client, {
    get: (target, key) => {
      const tx = reads.getStore();
      if (tx === undefined) return Reflect.get(target, key) as unknown;
      if (key === "$transaction") return (work: (tx: Tx) => unknown) => work(tx); // it is in one already
      return Reflect.get(tx, key) as unknown;
    },
  });
}

const CROSSED = new Set(["40001", "40P01", "P2034"]);
const ATTEMPTS = 4;
const FIRST_PAUSE_MS = 250;

/**
 * Runs `work` in one database transaction: all of it is committed or none. When PostgreSQL stops because two
 * transactions crossed, or the database changes its primary and has certainly written nothing, the whole of it runs again, so `work`
 * must do nothing that a rollback cannot undo.
 */
export async function inTransaction<T>(work: (tx: Tx) => Promise<T>): Promise<T> {
  for (let attempt = 1; ; attempt++) {
    try {
      return await db.$transaction(work);
    } catch (error) {
      const code = transientCode(error);
      const isReading = reads.getStore() !== undefined; // one that wrote by mistake: its transaction is over
      if (
        isReading ||
        attempt >= ATTEMPTS ||
        code === null ||
        !(CROSSED.has(code) || CHANGING_PRIMARY.has(code))
      )
        throw error;
      if (CHANGING_PRIMARY.has(code))
        await new Promise((again) => setTimeout(again, FIRST_PAUSE_MS * 2 ** (attempt - 1)));
    }
  }
}

/** Runs `work` in the caller's transaction where there is one, else in a new one. */
export function within<T>(tx: Tx | undefined, work: (tx: Tx) => Promise<T>): Promise<T> {
  return tx ? work(tx) : inTransaction(work);
}

/** A standby answered, or a server that is starting: the pool's next connection may reach the new primary. */
const CHANGING_PRIMARY = new Set(["25006", "57P03"]);

/** Lets the rest of this transaction read the whole book on request, where other statements are ended after seconds. */
export async function allowLongStatements(tx: Tx) {
  await tx.$queryRaw`SELECT set_config('statement_timeout', ${String(LONG_READ_MS)}, true)`;
}
