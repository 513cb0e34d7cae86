// The web server itself, started by web.ts: Next, with the address of who connects at the end of X-Forwarded-For, as a proxy
// would put it there. Next alone keeps what a client wrote in that header. Plain JavaScript, since Next does not run under tsx.
import { createServer } from "node:http";
import next from "next";

const LONGEST_REQUEST_MS = 30_000;
const SHORTEST_PAUSE_MS = 100;

const port = Number(process.env.PORT);
const shared = { isStopping: false };
globalThis.__modernLendingWeb = shared; // lib/server-state.ts reads it
const running = new Set();
const app = next({ dev: process.env.NODE_ENV === "development", port });
const handle = app.getRequestHandler();
await app.prepare();
const server = createServer((request, response) => {
  if (request.method === "TRACE") return void response.writeHead(405).end(); // Next cannot form such a request: a 500
  const peer = request.socket.remoteAddress ?? "";
  const said = request.headers["x-forwarded-for"];
  request.headers["x-forwarded-for"] = said ? `${said}, ${peer}` : peer;
  if (shared.isStopping) response.setHeader("Connection", "close"); // the next request goes to another server
  running.add(response);
  response.once("close", () => running.delete(response));
  void handle(request, response);
});
server.keepAliveTimeout = 70_000; // longer than proxies keep theirs, so that none sends into a connection that we close
server.once("error", (error) => {
  console.error(error.message);
  process.exit(1);
});
server.listen(port, () => console.log("Web server is ready."));

/** Takes no new connection, finishes the requests that run, and ends. */
function stop() {
  if (shared.isStopping) return;
  shared.isStopping = true;
  server.close(() => process.exit(0));
  // Browsers keep connections for the next request. One that was opened ahead of its first is not idle for Node, which would
  // wait for it until the end.
  const closeUnused = () => (running.size > 0 ? server.closeIdleConnections() : server.closeAllConnections());
  setInterval(closeUnused, SHORTEST_PAUSE_MS).unref();
  setTimeout(() => process.exit(0), LONGEST_REQUEST_MS).unref();
}
for (const signal of ["SIGINT", "SIGTERM"]) process.on(signal, stop);
process.on("disconnect", stop); // whoever started us is gone
