// The connection to PostgreSQL. Everything that imports this file is server code.
import "server-only";
import { PrismaPg } from "@prisma/adapter-pg";
import pg from "pg";
import { PrismaClient, type Prisma } from "@/prisma/generated/client";
import { env } from "@/lib/env";

/** A transaction of the caller, or the plain client where each statement stands alone. */
export type Tx = Prisma.TransactionClient;

/** The role that web and worker act as: it may not write ledger tables, whoever the connection's user is. */
const APP_ROLE = "modern_lending_app";

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
  const adapter = new PrismaPg({
    connectionString: env.DATABASE_URL,
    max: env.DATABASE_POOL_SIZE,
    Client: PooledClient,
    // A caller who is gone without a word must not keep the rows it locked longer than a transaction may take.
    options: `-c role=${APP_ROLE} -c idle_in_transaction_session_timeout=30000`,
  });
  return new PrismaClient({ adapter, transactionOptions: { maxWait: 15_000, timeout: 30_000 } });
}

// One client per process, also across the module reloads of development.
const kept = globalThis as { __modernLendingDb?: ReturnType<typeof connect> };
export const db = (kept.__modernLendingDb ??= connect());

const SERIALIZATION = new Set(["40001", "40P01"]); // serialization failure, deadlock
const ATTEMPTS = 4;

/**
 * Runs `work` in one database transaction: all of it is committed or none. When PostgreSQL gives up because two
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
