// What arrives at the webhooks' addresses without a signature, or with half of one: a clean 401, and nothing is stored.
import { expect, it } from "vitest";
import { webhookList } from "@/lib/payments/queries";
import { POST as codat } from "./codat/route";
import { POST as mail } from "./mail/route";
import { POST as payments } from "./payments/route";

const BODIES = [
  "",
  "null",
  "[]",
  "0",
  '"text"',
  "{",
  "{}",
  '{"event":"x","data":null}',
  '{"AlertId":null}',
  "\u0000",
];
const STANDARD: Record<string, string>[] = [
  {},
  { "webhook-id": "w" },
  { "webhook-id": "w", "webhook-timestamp": "now" },
  { "webhook-id": "w", "webhook-timestamp": "0", "webhook-signature": "v2,AA== v1,AA==" },
  { "svix-id": "w", "svix-timestamp": "0", "svix-signature": "v1,AA==" },
];
const HEADERS: Record<"payments" | "codat" | "mail", Record<string, string>[]> = {
  mail: STANDARD,
  payments: [
    {},
    { "x-signature": "" },
    { "x-signature": "zz" },
    { "x-signature": "00" },
    { "x-webhook-id": "w" },
  ],
  codat: [
    {},
    { "webhook-id": "w" },
    { "webhook-id": "w", "webhook-timestamp": "now" },
    { "webhook-id": "w", "webhook-timestamp": "0", "webhook-signature": "" },
    { "webhook-id": "w", "webhook-timestamp": "0", "webhook-signature": "v1," },
    { "webhook-id": "w", "webhook-timestamp": "0", "webhook-signature": "v2,AA== v1,AA==" },
    { "webhook-signature": "v1,AA==" },
    { authorization: "Basic AA==" },
  ],
};

it.each([
  ["payments", payments],
  ["codat", codat],
  ["mail", mail],
] as const)(
  "%s: a message whose signature is missing or broken is a 401 with a sentence",
  async (name, POST) => {
    for (const body of BODIES) {
      for (const headers of HEADERS[name]) {
        const request = new Request(`http://localhost/api/webhooks/${name}`, {
          method: "POST",
          body,
          headers,
        });
        const answer = await POST(request);
        const { error } = (await answer.json()) as { error: string };
        expect([answer.status, error]).toEqual([401, expect.stringMatching(/^[A-Z].*\.$/)]);
      }
    }
    expect((await webhookList.page()).rows).toEqual([]);
  },
);
