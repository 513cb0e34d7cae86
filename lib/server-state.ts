// What a program (scripts/serve.js, scripts/seed.ts) and the product's code in the same process share. Of web server and product
// only one is bundled, so they meet on the global object.
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

/** The id of the request that this code runs for; undefined in the worker and in tools. */
export function requestId(): string | undefined {
  return shared.__modernLendingWeb?.requestId?.();
}

/** What the web server has answered; null in every other process. */
export function answeredRequests(): Answered | null {
  return shared.__modernLendingWeb?.answered?.() ?? null;
}
