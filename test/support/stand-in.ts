// What the tests of the stand-in share: one on a free port, a company linked to a platform, pushes, and a listener.
import { createServer, type IncomingHttpHeaders } from "node:http";
import type { AddressInfo } from "node:net";
import { afterEach } from "vitest";
import { sourceAccount } from "./stand-in-bodies";
import { startAccounting, type AccountingOptions, type AccountingServer } from "@/sandbox/accounting/server";

const API_KEY = "test-key";
export const SECRET = `whsec_${Buffer.from("test-webhook-secret").toString("base64")}`;
const TODAY = "2026-07-02";

const closing: (() => Promise<void>)[] = [];
afterEach(async () => {
  for (const close of closing.splice(0).reverse()) await close();
});

// Answers are read freely here: the shape of each is what the tests are about.
// eslint-disable-next-line @typescript-eslint/no-explicit-any
export type Loose = any;
export type Answer = { status: number; headers: Headers; body: Loose };
type Headed = { headers?: Record<string, string>; raw?: string };

export class Desk {
  readonly server: AccountingServer;
  readonly base: string;

  constructor(server: AccountingServer) {
    this.server = server;
    this.base = `http://127.0.0.1:${server.port}`;
  }

  async ask(
    method: string,
    path: string,
    body?: unknown,
    { headers = {}, raw }: Headed = {},
  ): Promise<Answer> {
    const answer = await fetch(`${this.base}${path}`, {
      method,
      redirect: "manual",
      headers: {
        authorization: `Basic ${Buffer.from(API_KEY).toString("base64")}`,
        "content-type": "application/json",
        ...headers,
      },
      ...(raw !== undefined ? { body: raw } : body === undefined ? {} : { body: JSON.stringify(body) }),
    });
    const text = await answer.text();
    const isJson = answer.headers.get("content-type")?.startsWith("application/json");
    return { status: answer.status, headers: answer.headers, body: isJson ? JSON.parse(text) : text };
  }

  get = (path: string) => this.ask("GET", path);
  post = (path: string, body?: unknown, headed?: Headed) => this.ask("POST", path, body, headed);
  control = async (path: string, body?: unknown, method = body === undefined ? "GET" : "POST") =>
    (await this.ask(method, `/_control${path}`, body)).body;

  /** A company whose books are connected and synced. */
  async linked(platformKey = "gbol") {
    const company = (await this.post("/companies", { name: "Toft stores" })).body;
    const c = `/companies/${company.id}`;
    const connection = (await this.post(`${c}/connections`, { platformKey })).body;
    await this.control(`/connections/${connection.id}/allow`, {});
    const k = `${c}/connections/${connection.id}`;
    await until(async () => (await this.get(`${c}/dataStatus`)).body.suppliers?.currentStatus === "Complete");
    await until(async () => (await this.get(`${k}/data/accountTransactions`)).status === 200);
    const books = await this.control(`/connections/${connection.id}/books`);
    const account = (name: string): string =>
      books.accounts.find((one: { name: string }) => one.name === name).id;
    const supplier: string = books.suppliers[0].id;
    return {
      c,
      k,
      companyId: company.id as string,
      connectionId: connection.id as string,
      account,
      supplier,
    };
  }

  /** A linked company with a lender account: its source id, its target id. */
  async withLender(platformKey = "gbol") {
    const place = await this.linked(platformKey);
    const source = "lender-1";
    await this.post(`${place.k}/connectionInfo/bankFeedAccounts`, sourceAccount(source));
    await this.post(`${place.k}/bankFeedAccounts/mapping`, { sourceAccountId: source });
    const target = await until(async () => {
      const [row] = (await this.get(`${place.k}/bankFeedAccounts/mapping`)).body;
      return row.status === "connected" && (row.targetAccountId as string);
    });
    return { ...place, source, target };
  }

  /** Pushes and waits for the end. */
  async pushed(
    { c, k }: { c: string; k: string },
    name: string,
    body: unknown,
    headed?: Headed,
  ): Promise<Loose> {
    const accepted = await this.post(`${k}/push/${name}`, body, headed);
    if (accepted.status !== 200) throw new Error(`Refused: ${JSON.stringify(accepted.body)}`);
    return this.ended(c, accepted.body.pushOperationKey);
  }

  async ended(c: string, key: string) {
    return until(async () => {
      const { body } = await this.get(`${c}/push/${key}`);
      return body.status !== "Pending" && body;
    });
  }
}

export async function open(options: Partial<AccountingOptions> = {}): Promise<Desk> {
  const server = await startAccounting({
    port: 0,
    apiKey: API_KEY,
    webhookSecret: SECRET,
    syncDelayMs: 0,
    pushDelayMs: 0,
    mappingDelayMs: 0,
    webhookRetriesMs: [20, 40],
    ...options,
  });
  closing.push(server.close);
  const desk = new Desk(server);
  await desk.control("/clock", { date: TODAY });
  return desk;
}

export type Heard = { headers: IncomingHttpHeaders; raw: string; body: Loose };

/** A consumer of webhooks; `answerWith` decides what it says to each. */
export async function listen(answerWith: (nth: number) => number = () => 204) {
  const heard: Heard[] = [];
  const server = createServer(async (request, response) => {
    let raw = "";
    for await (const chunk of request) raw += String(chunk);
    heard.push({ headers: request.headers, raw, body: JSON.parse(raw) });
    response.writeHead(answerWith(heard.length)).end();
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  closing.push(
    () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  );
  return { heard, url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/hook` };
}

export async function until<Found>(look: () => Promise<Found | false | undefined>): Promise<Found> {
  const deadline = Date.now() + 20_000;
  while (Date.now() < deadline) {
    const found = await look();
    if (found) return found;
    await new Promise((resolve) => setTimeout(resolve, 10));
  }
  throw new Error("It did not happen within twenty seconds.");
}
