// The web server itself, started by web.ts: Next, with the address of who connects at the end of X-Forwarded-For, as a proxy
// would put it there. Next alone keeps what a client wrote in that header. Plain JavaScript, since Next does not run under tsx.
import { createServer } from "node:http";
import next from "next";

const port = Number(process.env.PORT);
const app = next({ dev: process.env.NODE_ENV === "development", port });
const handle = app.getRequestHandler();
await app.prepare();
const server = createServer((request, response) => {
  if (request.method === "TRACE") return void response.writeHead(405).end(); // Next cannot form such a request: a 500
  const peer = request.socket.remoteAddress ?? "";
  const said = request.headers["x-forwarded-for"];
  request.headers["x-forwarded-for"] = said ? `${said}, ${peer}` : peer;
  void handle(request, response);
});
server.keepAliveTimeout = 70_000; // longer than proxies keep theirs, so that none sends into a connection that we close
server.once("error", (error) => {
  console.error(error.message);
  process.exit(1);
});
server.listen(port);

for (const signal of ["SIGINT", "SIGTERM"])
  process.on(signal, () => {
    server.close(() => process.exit(0));
    setInterval(() => server.closeIdleConnections(), 100).unref(); // browsers keep theirs for the next request
    setTimeout(() => process.exit(0), 5000).unref();
  });
