// What the program that runs the web server (scripts/serve.js) and the product's code share. Both are in one process, but
// only one of them is bundled, so they meet on the global object.
type WebServer = { isStopping: boolean };

const shared = globalThis as { __modernLendingWeb?: WebServer };

/** True in the web server, where people wait for every answer; false in the worker, in tools and in tests. */
export const isWebServer = shared.__modernLendingWeb !== undefined;

/** True once the web server was asked to stop: it finishes what runs and takes nothing new. */
export function isStopping() {
  return shared.__modernLendingWeb?.isStopping === true;
}
