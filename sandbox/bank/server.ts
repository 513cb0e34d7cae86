// The stand-in for Modern Treasury: an HTTP server that the official SDK can talk to. It shares no code with the product.
import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { setTimeout as pause } from "node:timers/promises";
import { json, Refusal, type ApiAnswer, type ApiRequest } from "./api";
import { Bank } from "./bank";
import type { Trouble } from "./controls";
import { serve } from "./router";
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
const ANSWER_LIFE_MS = 24 * 60 * 60 * 1000;

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
  const server = createServer((request, response) => void desk.answer(request, response));
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

/** Who is asking, was it asked before, and the answer. */
class Desk {
  readonly #bank: Bank;
  readonly #authorization: string;
  readonly #running = new Set<string>();
  readonly #trouble: Trouble = { lose: 0, fail: 0, delayMs: 0, seen: 0 };

  constructor(bank: Bank, { organizationId, apiKey }: BankOptions) {
    this.#bank = bank;
    this.#authorization = `Basic ${Buffer.from(`${organizationId}:${apiKey}`).toString("base64")}`;
  }

  async answer(incoming: IncomingMessage, response: ServerResponse): Promise<void> {
    try {
      const request = await readRequest(incoming);
      const answer = await this.#carryOut(request);
      this.#bank.store.commit();
      if (answer === "lost") return void incoming.socket.destroy();
      write(response, answer);
    } catch (error) {
      this.#bank.store.commit();
      write(response, error instanceof Refusal ? error.toAnswer() : internalError(error));
    }
  }

  async #carryOut(request: ApiRequest): Promise<ApiAnswer | "lost"> {
    if (request.path !== "/" && request.headers.authorization !== this.#authorization) {
      throw new Refusal(401, "unauthorized", "The organization or the API key is wrong.");
    }
    if (!request.path.startsWith("/api/")) return serve(this.#bank, request, this.#trouble);
    this.#trouble.seen += 1;
    if (this.#take("fail")) throw new Refusal(503, "unavailable", "The bank is out of order.");
    if (request.method !== "POST") return serve(this.#bank, request, this.#trouble);
    const isLost = this.#take("lose");
    const answer = await this.#once(request, this.#trouble.delayMs);
    return isLost ? "lost" : answer;
  }

  /** A key is good for one successful POST of a day, on whatever route: the second time it gets the first answer. */
  async #once(request: ApiRequest, delayMs: number): Promise<ApiAnswer> {
    const key = request.headers["idempotency-key"];
    if (typeof key !== "string") return serve(this.#bank, request, this.#trouble);
    if (this.#running.has(key))
      throw new Refusal(409, "conflict", "A request with this Idempotency-Key is still running.");
    const before = this.#bank.store.find("answers", key);
    if (before && before.at > Date.now() - ANSWER_LIFE_MS) {
      return { status: before.status, body: before.body, headers: { "content-type": "application/json" } };
    }
    this.#running.add(key);
    try {
      if (delayMs > 0) await pause(delayMs);
      const answer = serve(this.#bank, request, this.#trouble);
      this.#bank.store.put("answers", { id: key, at: Date.now(), status: answer.status, body: answer.body });
      return answer;
    } finally {
      this.#running.delete(key);
    }
  }

  #take(kind: "fail" | "lose"): boolean {
    if (this.#trouble[kind] === 0) return false;
    this.#trouble[kind] -= 1;
    return true;
  }
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

function internalError(error: unknown): ApiAnswer {
  process.stderr.write(`sandbox bank: ${error instanceof Error ? error.stack : error}\n`);
  return json(500, {
    errors: { code: "internal_error", message: "Something went wrong at the sandbox bank." },
  });
}
