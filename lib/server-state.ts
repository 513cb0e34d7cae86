// What a program (scripts/serve.js, scripts/seed.ts) and the product's code in the same process share. Of web server and product
// only one is bundled, so they meet on the global object.
import { AsyncLocalStorage } from "node:async_hooks";

type WebServer = {
  isStopping: boolean;
  /** The id of the request that this code runs for; undefined outside of one. */
  requestId?: () => string | undefined;
  /** What the web server's processes have answered since their start, together and a few seconds old at most. */
  answered?: () => Answered;
};

/** Requests by method and status ("GET 200"), and how many of them took at most so many seconds. */
export type Answered = {
  requests: Record<string, number>;
  atMost: Record<string, number>;
  count: number;
  seconds: number;
};

const shared = globalThis as { __modernLendingWeb?: WebServer; __modernLendingSeed?: true };

/** True in the web server, where people wait for every answer; false in the worker, in tools and in tests. */
export const isWebServer = shared.__modernLendingWeb !== undefined;

/** True in the process that loads the sandbox's sample data. */
export const isSeed = shared.__modernLendingSeed === true;

/** True once the web server was asked to stop: it finishes what runs and takes nothing new. */
export function isStopping() {
  return shared.__modernLendingWeb?.isStopping === true;
}

const jobs = new AsyncLocalStorage<{ requestId?: string; job: string }>();

/** The id of the request that this code runs for, or that added the job that it runs in; undefined in tools. */
export function requestId(): string | undefined {
  return jobs.getStore()?.requestId ?? shared.__modernLendingWeb?.requestId?.();
}

/** The job that this code runs in, by its task and number; undefined outside of one. */
export function currentJob(): string | undefined {
  return jobs.getStore()?.job;
}

/** Runs `work` as a job: each line that it logs, and each job that it adds, has the id of the request that began it. */
export function inJob<T>(of: { requestId?: string; job: string }, work: () => T): T {
  return jobs.run(of, work);
}

/** What the web server has answered; null in every other process. */
export function answeredRequests(): Answered | null {
  return shared.__modernLendingWeb?.answered?.() ?? null;
}
