// A stand-in credit bureau: a real HTTP server with one endpoint, POST /v1/soft-pulls. It keeps nothing.
import { createHash, timingSafeEqual } from "node:crypto";
import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { reportFor } from "./reports";

const BUREAU = {
  name: "Sandbox Credit Bureau",
  address: "1 Example Street, Springfield, IL 62701",
  phone: "+1 555 0100",
};
const MAX_BODY_BYTES = 10_000;
const OUT_OF_ORDER = "0009";

type Question = { reference: string; name: string; taxIdLast4: string };

/** Starts the bureau; port 0 takes any free one. The promise is kept once it listens. */
export async function startBureau({ port, apiKey }: { port: number; apiKey: string }) {
  const server = createServer((request, response) => {
    answer(request, response, apiKey).catch(() =>
      send(response, 500, { error: "The bureau failed to respond." }),
    );
  });
  await new Promise<void>((resolve, reject) => {
    server.once("error", reject);
    server.listen(port, "127.0.0.1", resolve);
  });
  return {
    port: (server.address() as AddressInfo).port,
    close: () =>
      new Promise<void>((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}

export type BureauRequest = { method: string; path: string; authorization: string | undefined; body: string };
export type BureauAnswer = { status: number; body: object };

/** The bureau without the wires that lead to it: the server is in front of it, a simulation calls it in its own process. */
export function answerQuestion(request: BureauRequest, apiKey: string): BureauAnswer {
  const { method, path, authorization, body } = request;
  if (method === "GET" && path === "/health") return { status: 200, body: { status: "ok" } };
  if (method !== "POST" || path !== "/v1/soft-pulls") return { status: 404, body: { error: "Not found." } };
  if (!isAuthorized(authorization, apiKey)) return { status: 401, body: { error: "Unknown API key." } };
  const question = readQuestion(body);
  if (!question) {
    return { status: 422, body: { error: "Send reference, name and taxIdLast4 (four digits)." } };
  }
  if (question.taxIdLast4 === OUT_OF_ORDER) {
    return { status: 503, body: { error: "The bureau is not available." } };
  }
  const reportId = createHash("sha256")
    .update(`${question.reference}:${question.taxIdLast4}`)
    .digest("hex")
    .slice(0, 20);
  const report = {
    reportId: `rep_${reportId}`,
    bureau: BUREAU,
    scoreModel: "Sandbox Score 3",
    scoreRange: { minimum: 300, maximum: 850 },
    ...reportFor(question.taxIdLast4),
  };
  return { status: 200, body: report };
}

async function answer(request: IncomingMessage, response: ServerResponse, apiKey: string) {
  const question = {
    method: request.method ?? "GET",
    path: request.url ?? "/",
    authorization: request.headers.authorization,
    body: request.method === "POST" ? await readBody(request) : "",
  };
  const { status, body } = answerQuestion(question, apiKey);
  send(response, status, body);
}

function isAuthorized(header: string | undefined, apiKey: string) {
  const digest = (text: string) => createHash("sha256").update(text).digest();
  return timingSafeEqual(digest(header ?? ""), digest(`Bearer ${apiKey}`));
}

function readQuestion(body: string): Question | null {
  let parsed: unknown;
  try {
    parsed = JSON.parse(body);
  } catch {
    return null;
  }
  if (typeof parsed !== "object" || parsed === null) return null;
  const { reference, name, taxIdLast4 } = parsed as Record<string, unknown>;
  if (typeof reference !== "string" || typeof name !== "string") return null;
  if (typeof taxIdLast4 !== "string" || !/^[0-9]{4}$/.test(taxIdLast4)) return null;
  return { reference, name, taxIdLast4 };
}

async function readBody(request: IncomingMessage) {
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of request as AsyncIterable<Buffer>) {
    size += chunk.length;
    if (size > MAX_BODY_BYTES) return "";
    chunks.push(chunk);
  }
  return Buffer.concat(chunks).toString("utf8");
}

function send(response: ServerResponse, status: number, body: object) {
  response.writeHead(status, { "content-type": "application/json" }).end(JSON.stringify(body));
}
