// A separate bank for a test file. Import it before anything of lib/: the environment is read once, on first import.
import { afterAll } from "vitest";
import { startBank } from "@/sandbox/bank/server";

const ORGANIZATION = "sandbox-organization";
const API_KEY = "sandbox-api-key";
export const WEBHOOK_KEY = "sandbox-webhook-key";

const server = await startBank({
  port: 0,
  apiKey: API_KEY,
  organizationId: ORGANIZATION,
  webhookKey: WEBHOOK_KEY,
  webhookRetryMs: 20,
});
process.env.PAYMENTS_BASE_URL = `http://127.0.0.1:${server.port}`;
afterAll(() => server.close());

const authorization = `Basic ${Buffer.from(`${ORGANIZATION}:${API_KEY}`).toString("base64")}`;

/** Asks the bank directly, past the product's own client. */
export async function askBank<Answer>(method: string, path: string, body?: unknown): Promise<Answer> {
  const answer = await fetch(`http://127.0.0.1:${server.port}${path}`, {
    method,
    headers: { authorization, "content-type": "application/json" },
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
  });
  if (!answer.ok) throw new Error(`The bank answered ${answer.status}: ${await answer.text()}`);
  return (await answer.json()) as Answer;
}

/** A file of the bank. */
export async function askBankForText(path: string): Promise<string> {
  const answer = await fetch(`http://127.0.0.1:${server.port}${path}`, { headers: { authorization } });
  if (!answer.ok) throw new Error(`The bank answered ${answer.status}: ${await answer.text()}`);
  return answer.text();
}
