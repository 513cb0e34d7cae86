// The stand-in for Modern Treasury: an HTTP server that the official SDK can talk to. It shares no code with the product.
import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { Refusal, type ApiAnswer, type ApiRequest } from "./api";
import { Bank } from "./bank";
import { Desk } from "./desk";
import { Store } from "./store";
import { WebhookSender } from "./webhooks";

export type BankOptions = {
  port: number; // 0: any free one
  dataFile?: string; // none: nothing survives a restart
  apiKey: string;
  organizationId: string;
  webhookKey: string;
  webhookUrl?: string;
  webhookEvents?: string[]; // "payment_order.completed", …; none: all
  internalAccountId?: string;
  webhookRetryMs?: number; // the first pause before a webhook is sent again; each further one is twice as long
};

const LONGEST_BODY = 1_000_000;

/** Starts the bank; resolves when it listens, and is rejected when the port is taken. */
export async function startBank(options: BankOptions): Promise<{ port: number; close: () => Promise<void> }> {
  const store = new Store(options.dataFile);
  const sender: WebhookSender = new WebhookSender({
    key: options.webhookKey,
    url: () => bank.settings.webhookUrl,
    events: options.webhookEvents,
    firstPauseMs: options.webhookRetryMs ?? 500,
  });
  const bank = new Bank(store, sender, options.internalAccountId ?? "sandbox-internal-account");
  if (options.webhookUrl) bank.change({ webhookUrl: options.webhookUrl });
  const desk = new Desk(bank, options);
  const server = createServer((request, response) => void answer(desk, request, response));
  await new Promise<void>((resolve, reject) => {
    server.once("error", reject);
    server.listen(options.port, "127.0.0.1", resolve);
  });
  return {
    port: (server.address() as AddressInfo).port,
    close: async () => {
      sender.close();
      await new Promise<void>((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      });
      store.close();
    },
  };
}

async function answer(desk: Desk, incoming: IncomingMessage, response: ServerResponse): Promise<void> {
  let request: ApiRequest;
  try {
    request = await readRequest(incoming);
  } catch (error) {
    if (error instanceof Refusal) write(response, error.toAnswer());
    else incoming.socket.destroy(); // who asked hung up half-way
    return;
  }
  const answer = await desk.answer(request);
  if (answer === "lost") return void incoming.socket.destroy();
  write(response, answer);
}

async function readRequest(incoming: IncomingMessage): Promise<ApiRequest> {
  const url = new URL(incoming.url ?? "/", "http://bank");
  const chunks: Buffer[] = [];
  let length = 0;
  for await (const chunk of incoming as AsyncIterable<Buffer>) {
    length += chunk.length;
    if (length > LONGEST_BODY) throw new Refusal(413, "too_large", "The body is too long.");
    chunks.push(chunk);
  }
  return {
    method: incoming.method ?? "GET",
    path: url.pathname,
    query: url.searchParams,
    headers: incoming.headers,
    rawBody: Buffer.concat(chunks).toString("utf8"),
  };
}

function write(response: ServerResponse, answer: ApiAnswer): void {
  response.writeHead(answer.status, answer.headers);
  response.end(answer.body);
}
