// What a program (scripts/serve.js, scripts/seed.ts) and the product's code in the same process share. Of web server and product
// only one is bundled, so they meet on the global object.
type WebServer = { isStopping: boolean };

const shared = globalThis as { __modernLendingWeb?: WebServer; __modernLendingSeed?: true };

/** True in the web server, where people wait for every answer; false in the worker, in tools and in tests. */
export const isWebServer = shared.__modernLendingWeb !== undefined;

/** True in the process that loads the sandbox's sample data. */
export const isSeed = shared.__modernLendingSeed === true;

/** True once the web server was asked to stop: it finishes what runs and takes nothing new. */
export function isStopping() {
  return shared.__modernLendingWeb?.isStopping === true;
}
