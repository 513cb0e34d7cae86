// How long the application waits for the database. One place: a pooler such as PgBouncer refuses the start-up parameter
// `options`, so whoever puts one in between changes this file and nothing else.
import { isWebServer } from "@/lib/server-state";

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

/** The start-up options of a connection that acts as the application's role within limits. */
export function connectionOptions({ statement, lock, idle }: Limits = LIMITS): string {
  return [
    `role=${APP_ROLE}`,
    `statement_timeout=${statement}`,
    `lock_timeout=${lock}`,
    `idle_in_transaction_session_timeout=${idle}`,
  ]
    .map((setting) => `-c ${setting}`)
    .join(" ");
}
