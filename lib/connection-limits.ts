// How long the application waits for the database. One place: a pooler such as PgBouncer refuses the start-up parameter
// `options`, so whoever puts one in between changes this file and nothing else.
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

/** For pages and actions, where a person waits. Shorter than the transaction's own limit, which leaves the statement running. */
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

/** The start-up options of a connection that acts as the application's role within limits. */
export function connectionOptions({ statement, lock, idle }: Limits = LIMITS): string {
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
