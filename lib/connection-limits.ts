// How the application connects to the database, and how long it waits for it.
import { env } from "@/lib/env";
import { isSeed, isWebServer } from "@/lib/server-state";

/** The role that web and worker act as: it may not write ledger tables, whoever the connection's user is. */
export const APP_ROLE = "modern_lending_app";

const SECOND = 1000;
const MINUTE = 60 * SECOND;

export type Limits = {
  /** Milliseconds a statement may run. */
  statement: number;
  /** Milliseconds a statement may wait for a lock that another transaction holds. */
  lock: number;
  /** Milliseconds a transaction may do nothing: a caller who is gone must not keep the rows it locked. 0 for no limit. */
  idle: number;
};

/**
 * For pages and actions, where a person waits: the defaults of the role, set by the migration limits_of_the_role. Shorter than the transaction's own limit, which leaves the
 * statement running.
 */
export const WEB: Limits = { statement: 20 * SECOND, lock: 10 * SECOND, idle: 30 * SECOND };

/** For the worker and for tools: the nightly checks read the whole book. */
export const WORKER: Limits = { statement: 10 * MINUTE, lock: 25 * SECOND, idle: 30 * SECOND };

export const LIMITS = isWebServer ? WEB : WORKER;

/** Milliseconds to wait for a free connection of the pool. */
export const POOL_WAIT_MS = isWebServer ? 10 * SECOND : 30 * SECOND;

/** For what a person asks for in the web server knowing that it reads the whole book. */
export const LONG_READ_MS = 5 * MINUTE;

/**
 * Only for sample data, which is sandbox money. When the seed is killed nothing is lost. When the server itself dies, the last
 * moment is lost, whole transactions from some point on: the day that is noted as reached is then lost with them, and the next
 * start makes the story again from there; what the stand-in bank has heard of that moment are orders that nobody asks about.
 * What people do beside it commits on separate connections, which wait for the disk, and for all that the seed had committed.
 */
const NO_WAIT_FOR_DISK = "synchronous_commit=off";

/** How to reach the database, for `pg` and for Prisma's adapter. */
export type Connection = { connectionString: string; options?: string };

/**
 * The connection of this process: the web server's may go through a pooler, the worker's and the tools' goes to the server.
 * The queue needs prepared statements and LISTEN, which a pooler does not give.
 */
export function ownUrl(): string {
  return isWebServer ? env.DATABASE_URL : (env.WORKER_DATABASE_URL ?? env.DATABASE_URL);
}

/**
 * A connection that acts as the application's role within limits. Where a login as that role has them by itself, nothing is
 * asked for at the start: PgBouncer refuses the startup parameter `options`.
 */
export function connection(limits: Limits = LIMITS, url = ownUrl()): Connection {
  const needsNothing = userOf(url) === APP_ROLE && isOfRole(limits) && !isSeed;
  return needsNothing
    ? { connectionString: url }
    : { connectionString: url, options: startupOptions(limits) };
}

function isOfRole({ statement, lock, idle }: Limits) {
  return statement === WEB.statement && lock === WEB.lock && idle === WEB.idle;
}

function userOf(address: string): string | null {
  if (!URL.canParse(address)) return null;
  const url = new URL(address);
  return url.searchParams.get("user") ?? decodeURIComponent(url.username);
}

function startupOptions({ statement, lock, idle }: Limits): string {
  return [
    `role=${APP_ROLE}`,
    `statement_timeout=${statement}`,
    `lock_timeout=${lock}`,
    `idle_in_transaction_session_timeout=${idle}`,
    ...(isSeed ? [NO_WAIT_FOR_DISK] : []),
  ]
    .map((setting) => `-c ${setting}`)
    .join(" ");
}
