// A separate accounting stand-in for a test file. Import it before anything of lib/: the environment is read once, on
// first import. What takes time in the world takes none here; `tellAccounting` changes that and everything else.
import { afterAll } from "vitest";
import { startAccounting } from "@/sandbox/accounting/server";

export const CODAT_API_KEY = "sandbox-codat-key";
export const CODAT_WEBHOOK_SECRET = `whsec_${Buffer.from("sandbox-codat-webhook-secret").toString("base64")}`;

const server = await startAccounting({
  port: 0,
  apiKey: CODAT_API_KEY,
  webhookSecret: CODAT_WEBHOOK_SECRET,
  webhookRetriesMs: [20, 40, 80],
  syncDelayMs: 0,
  pushDelayMs: 0,
  mappingDelayMs: 0,
});
export const accountingUrl = `http://127.0.0.1:${server.port}`;
process.env.CODAT_BASE_URL = accountingUrl;
process.env.CODAT_API_KEY = CODAT_API_KEY;
process.env.CODAT_WEBHOOK_SECRET = CODAT_WEBHOOK_SECRET;
afterAll(() => server.close());

/** Asks the stand-in as Codat's client would, past the product's own client. */
export async function askCodat<Answer>(method: string, path: string, body?: unknown): Promise<Answer> {
  const authorization = `Basic ${Buffer.from(CODAT_API_KEY).toString("base64")}`;
  return ask<Answer>(method, path, { authorization }, body);
}

/** A control of the stand-in, such as `POST /_control/outcomes`; see sandbox/accounting/README.md. */
export async function tellAccounting<Answer>(method: string, path: string, body?: unknown): Promise<Answer> {
  return ask<Answer>(method, `/_control${path}`, {}, body);
}

async function ask<Answer>(
  method: string,
  path: string,
  headers: Record<string, string>,
  body: unknown,
): Promise<Answer> {
  const answer = await fetch(`${accountingUrl}${path}`, {
    method,
    headers: { ...headers, "content-type": "application/json" },
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
  });
  const text = await answer.text();
  if (!answer.ok) throw new Error(`The accounting stand-in answered ${answer.status}: ${text}`);
  return (text === "" ? undefined : JSON.parse(text)) as Answer;
}
