// The stand-in for Codat: an HTTP server with the part of its API that writing loans back needs. It shares no code with
// the product.
import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { Accounting, type Delays } from "@/sandbox/accounting/books/accounting";
import { Refusal, type ApiAnswer, type ApiRequest } from "@/sandbox/accounting/http/api";
import { Clock } from "@/sandbox/accounting/http/clock";
import { Cut, Desk } from "@/sandbox/accounting/pages/desk";
import { DOCUMENTED, Limits, NONE } from "@/sandbox/accounting/http/limits";
import { resumeMappings } from "@/sandbox/accounting/books/mapping";
import { loadOpenApi } from "@/sandbox/accounting/http/openapi";
import { resumeOperations } from "@/sandbox/accounting/writes/operations";
import { Store } from "@/sandbox/accounting/books/store";
import { resumeSyncs } from "@/sandbox/accounting/books/sync";
import { RETRIES_MS, WebhookSender } from "@/sandbox/accounting/books/webhooks";

export type AccountingOptions = Partial<Delays> & {
  port: number; // 0: any free one
  dataFile?: string; // none: nothing survives a restart
  apiKey: string;
  webhookSecret: string; // whsec_…
  hasLimits?: boolean; // the documented ones; none by default, controls can change them
  webhookRetriesMs?: readonly number[]; // Codat's by default
  openApiFile?: string;
};

export type AccountingServer = { port: number; url: string; hasOpenApi: boolean; close: () => Promise<void> };

const LONGEST_BODY = 5_000_000;
const DELAYS: Delays = { syncDelayMs: 1500, pushDelayMs: 400, mappingDelayMs: 800, latencyMs: 0 };

/** Starts the stand-in; resolves when it listens, and is rejected when the port is taken. */
export async function startAccounting(options: AccountingOptions): Promise<AccountingServer> {
  const store = new Store(options.dataFile);
  const clock = new Clock();
  const { port, apiKey, webhookSecret, webhookRetriesMs = RETRIES_MS, hasLimits = false } = options;
  const given = Object.entries(options).filter(([name, value]) => name in DELAYS && value !== undefined);
  const accounting = new Accounting({
    store,
    clock,
    sender: new WebhookSender(webhookSecret, () => store.all("consumers"), webhookRetriesMs),
    limits: new Limits(hasLimits ? DOCUMENTED : NONE, clock),
    secret: webhookSecret,
    delays: { ...DELAYS, ...Object.fromEntries(given) },
  });
  const openApi = loadOpenApi(options.openApiFile);
  const desk = new Desk(accounting, apiKey, openApi);
  const server = createServer((request, response) => void handle(accounting, desk, request, response));
  await new Promise<void>((resolve, reject) => {
    server.once("error", reject);
    server.listen(port, "127.0.0.1", resolve);
  });
  const listening = (server.address() as AddressInfo).port;
  accounting.address = `http://localhost:${listening}`;
  resumeSyncs(accounting);
  resumeMappings(accounting);
  resumeOperations(accounting);
  return {
    port: listening,
    url: accounting.address,
    hasOpenApi: openApi !== null,
    close: async () => {
      accounting.close();
      await new Promise<void>((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      });
    },
  };
}

async function handle(
  accounting: Accounting,
  desk: Desk,
  incoming: IncomingMessage,
  response: ServerResponse,
): Promise<void> {
  try {
    const answer = await desk.answer(await readRequest(incoming));
    accounting.store.commit();
    write(response, answer);
  } catch (error) {
    accounting.store.commit();
    if (error instanceof Cut) return void incoming.socket.destroy();
    write(response, error instanceof Refusal ? error.toAnswer() : internalError(error));
  }
}

async function readRequest(incoming: IncomingMessage): Promise<ApiRequest> {
  const url = new URL(incoming.url ?? "/", "http://accounting");
  const chunks: Buffer[] = [];
  let length = 0;
  for await (const chunk of incoming as AsyncIterable<Buffer>) {
    length += chunk.length;
    if (length > LONGEST_BODY) throw new Refusal(413, "The body is too long.");
    chunks.push(chunk);
  }
  return {
    method: incoming.method ?? "GET",
    path: url.pathname,
    query: url.searchParams,
    headers: incoming.headers,
    rawBody: Buffer.concat(chunks).toString("utf8"),
    address: incoming.socket.remoteAddress ?? "",
  };
}

function write(response: ServerResponse, { status, headers, body }: ApiAnswer): void {
  response.writeHead(status, headers);
  response.end(body);
}

function internalError(error: unknown): ApiAnswer {
  process.stderr.write(`sandbox accounting: ${error instanceof Error ? error.stack : error}\n`);
  return new Refusal(500, "The sandbox failed.").toAnswer();
}
