// The connection to PostgreSQL. Everything that imports this file is server code.
import "server-only";
import { PrismaPg } from "@prisma/adapter-pg";
import pg from "pg";
import { PrismaClient, type Prisma } from "@/prisma/generated/client";
import { connectionOptions, LONG_READ_MS, POOL_WAIT_MS } from "@/lib/connection-limits";
import { env } from "@/lib/env";
import { isSeed } from "@/lib/server-state";

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

function connect() {
  const adapter = new PrismaPg(
    {
      connectionString: env.DATABASE_URL,
      max: env.DATABASE_POOL_SIZE,
      Client: PooledClient,
      connectionTimeoutMillis: POOL_WAIT_MS,
      options: connectionOptions(),
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
export const db = (kept.__modernLendingDb ??= connect());

const SERIALIZATION = new Set(["40001", "40P01"]); // serialization failure, deadlock
const ATTEMPTS = 4;

/**
 * Runs `work` in one database transaction: all of it is committed or none. When PostgreSQL stops because two
 * transactions crossed, the whole of it runs again, so `work` must do nothing that a rollback cannot undo.
 */
export async function inTransaction<T>(work: (tx: Tx) => Promise<T>): Promise<T> {
  for (let attempt = 1; ; attempt++) {
    try {
      return await db.$transaction(work);
    } catch (error) {
      if (attempt >= ATTEMPTS || !crossed(error)) throw error;
    }
  }
}

function crossed(error: unknown) {
  if (!(error instanceof Error)) return false;
  if ("code" in error && (error.code === "P2034" || SERIALIZATION.has(String(error.code)))) return true;
  return /\b(40001|40P01)\b/.test(error.message);
}

// Prisma's codes: of the connection, of the pool and of transactions that could not begin or go on.
const PASSING = /^(P1\d{3}|P2024|P2028|P2034|P2037)$/;

/** Whether an error says that the database is away or busy, which is no fault of what was asked of it. */
export function isPassing(error: unknown): boolean {
  if (!(error instanceof Error)) return false;
  if (error.name === "PrismaClientInitializationError") return true;
  return crossed(error) || ("code" in error && PASSING.test(String(error.code)));
}

/** Lets the rest of this transaction read the whole book on request, where other statements are ended after seconds. */
export async function allowLongStatements(tx: Tx) {
  await tx.$queryRaw`SELECT set_config('statement_timeout', ${String(LONG_READ_MS)}, true)`;
}
