// The web server itself, started by web.ts: Next, with the address of who connects at the end of X-Forwarded-For, as a proxy
// would put it there. Next alone keeps what a client wrote in that header. One process renders on one core, so several of them
// share the port. They share nothing else: what must hold across them is in PostgreSQL. Plain JavaScript, since Next does
// not run under tsx.
import { AsyncLocalStorage } from "node:async_hooks";
import cluster from "node:cluster";
import { randomUUID } from "node:crypto";
import { createServer } from "node:http";
import next from "next";
import { addUp, newAnswered, note } from "./answered.js";
import { startTracing } from "./tracing.js";

const LONGEST_REQUEST_MS = 30_000;
const SHORTEST_PAUSE_MS = 100;
const FLUSH_AFTER_MS = 5;
const SHARE_EVERY_MS = 1000;
const READY = "Web server is ready.";
/** What a proxy of ours may have put there, so that its log and ours name a request alike. */
const REQUEST_ID = /^[\w.-]{8,64}$/;

const processes = Number(process.env.WEB_PROCESSES ?? 1);
if (cluster.isPrimary && processes > 1) lead();
else await serve();

/** Hands connections to the processes in turn. One that dies after it was ready is started again. */
function lead() {
  let isStopping = false;
  const listening = new Set();
  const answered = new Map(); // by process; what one that died has answered stays
  cluster.on("message", ({ id }, message) => {
    if (message?.answered) answered.set(id, message.answered);
  });
  setInterval(() => {
    const total = addUp([...answered.values()]);
    for (const worker of Object.values(cluster.workers)) if (worker.isConnected()) worker.send({ total });
  }, SHARE_EVERY_MS).unref();
  cluster.on("listening", ({ id }) => {
    listening.add(id);
    if (listening.size === processes) console.log(READY);
  });
  cluster.on("exit", (worker, code) => {
    const wasReady = listening.delete(worker.id);
    if (isStopping) return void (Object.keys(cluster.workers).length === 0 && process.exit(0));
    if (!wasReady) process.exit(code || 1); // the reason is printed, and would be the same again
    console.error(
      "A process of the web server ended unexpectedly. Starting another; the others keep running.",
    );
    cluster.fork();
  });
  for (let n = 0; n < processes; n++) cluster.fork();
  onStop(() => {
    isStopping = true;
    for (const worker of Object.values(cluster.workers)) worker.send("stop");
    setTimeout(() => process.exit(0), LONGEST_REQUEST_MS).unref();
  });
}

async function serve() {
  const port = Number(process.env.PORT);
  const trusted = Number(process.env.TRUSTED_PROXIES ?? 0);
  const requestIds = new AsyncLocalStorage();
  const own = newAnswered();
  let total = own; // of all processes, where there are several
  const shared = { isStopping: false, requestId: () => requestIds.getStore(), answered: () => total };
  if (!cluster.isPrimary) {
    process.on("message", (message) => message?.total && (total = message.total));
    setInterval(() => process.connected && process.send({ answered: own }), SHARE_EVERY_MS).unref();
  }
  const running = new Set();
  globalThis.__modernLendingWeb = shared; // lib/server-state.ts reads it
  const tracing = await startTracing("modern-lending-web");
  const app = next({ dev: process.env.NODE_ENV === "development", port });
  const handle = app.getRequestHandler();
  await app.prepare();
  const server = createServer((request, response) => {
    if (request.method === "TRACE") return void response.writeHead(405).end(); // Next cannot form such a request: a 500
    const peer = request.socket.remoteAddress ?? "";
    const said = request.headers["x-forwarded-for"];
    request.headers["x-forwarded-for"] = said ? `${said}, ${peer}` : peer;
    if (shared.isStopping) response.setHeader("Connection", "close"); // the next request goes to another server
    const id =
      trusted > 0 && REQUEST_ID.test(request.headers["x-request-id"] ?? "")
        ? request.headers["x-request-id"]
        : randomUUID();
    request.headers["x-request-id"] = id;
    response.setHeader("X-Request-Id", id);
    running.add(response);
    const began = performance.now();
    response.once("close", () => {
      running.delete(response);
      note(own, request.method ?? "", response.statusCode, (performance.now() - began) / 1000);
    });
    flushSeldom(response);
    requestIds.run(id, () => void traced(request, response, () => handle(request, response)));
  });
  /** Next's own spans are below this one, which lasts until the response was sent. */
  function traced(request, response, work) {
    const span = globalThis.__modernLendingTracing?.span;
    if (!span) return work();
    const attributes = {
      "request.id": request.headers["x-request-id"],
      "http.request.method": request.method,
    };
    const from = trusted > 0 ? request.headers.traceparent : undefined;
    const over = new Promise((done) => response.once("close", done));
    return span("request", attributes, () => Promise.all([work(), over]), from);
  }

  server.keepAliveTimeout = 70_000; // longer than proxies keep theirs, so that none sends into a connection that we close
  server.once("error", (error) => {
    console.error(error.message);
    process.exit(1);
  });
  server.listen(port, () => cluster.isPrimary && console.log(READY));

  /** Takes no new connection, finishes the requests that run, and ends. */
  onStop(() => {
    shared.isStopping = true;
    server.close(() => void Promise.resolve(tracing?.stop()).finally(() => process.exit(0)));
    // Browsers keep connections for the next request. One that was opened ahead of its first is not idle for Node, which
    // would wait for it until the end.
    const closeUnused = () =>
      running.size > 0 ? server.closeIdleConnections() : server.closeAllConnections();
    setInterval(closeUnused, SHORTEST_PAUSE_MS).unref();
    setTimeout(() => process.exit(0), LONGEST_REQUEST_MS).unref();
  });
}

/**
 * Next has the compressor flush each of its many small chunks, which costs more than compressing them. One flush for what
 * comes within a few milliseconds still shows a page's frame while the rest is awaited.
 */
function flushSeldom(response) {
  let flush;
  let timer;
  const later = () => {
    timer ??= setTimeout(() => {
      timer = undefined;
      if (!response.writableEnded) flush.call(response);
    }, FLUSH_AFTER_MS);
  };
  Object.defineProperty(response, "flush", {
    get: () => flush && later,
    set: (given) => void (flush = given),
  });
}

/** Calls `stop` once, however often we are asked to. */
function onStop(stop) {
  let isStopping = false;
  const once = () => {
    if (isStopping) return;
    isStopping = true;
    stop();
  };
  for (const signal of ["SIGINT", "SIGTERM"]) process.on(signal, once);
  process.on("message", (message) => message === "stop" && once());
  process.on("disconnect", once); // whoever started us is gone
}
