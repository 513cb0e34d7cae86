import { timingSafeEqual } from "node:crypto";
import { now } from "@/lib/clock";
import { coalesce } from "@/lib/coalesce";
import { inTransaction, type Tx } from "@/lib/db";
import { env } from "@/lib/env";
import { DomainError } from "@/lib/errors";
import { addJob, addJobs } from "@/lib/queue";
import { refuseForbiddenCharacters } from "@/lib/text-input";
import { readMessage, shapeOf } from "@/lib/writeback/codat/webhook-shapes";
import { verifySignature } from "@/lib/webhook-signature";

const REFUSALS = {
  missing: "The message is not signed.",
  wrong: "The signature does not match the message.",
  stale: "The message is too old.",
  legacy:
    "Messages in the old format are not accepted here. Set up the consumer as a webhook endpoint of the current type.",
} as const;

/**
 * Takes a message of Codat into the inbox, once per webhook id; a job acts on it. Quick, since Codat waits fifteen seconds.
 *
 * The legacy shape carries no signature but a fixed Authorization header; it is accepted only where one was configured.
 *
 * @throws DomainError not-allowed when it cannot be shown to come from Codat, and when it is stale; invalid when it holds
 *   what cannot be stored
 */
export async function receiveWebhook({
  rawBody,
  headers,
}: {
  rawBody: string;
  headers: Headers;
}): Promise<{ outcome: "accepted" | "duplicate" }> {
  const id = authenticate(rawBody, headers);
  refuseForbiddenCharacters([id, rawBody, ...Object.values(readMessage(rawBody) ?? {})]);
  const isNew = await store({ id, rawBody });
  return { outcome: isNew ? "accepted" : "duplicate" };
}

/** @returns the id by which repeated deliveries are known */
function authenticate(rawBody: string, headers: Headers): string {
  const id = headers.get("webhook-id") ?? headers.get("svix-id");
  const given = {
    id,
    timestamp: headers.get("webhook-timestamp") ?? headers.get("svix-timestamp"),
    signature: headers.get("webhook-signature") ?? headers.get("svix-signature"),
  };
  const verdict = verifySignature(env.CODAT_WEBHOOK_SECRET, given, rawBody, now());
  if (verdict === "valid" && id) return id;
  const shape = verdict === "missing" ? shapeOf(rawBody) : null;
  if (shape?.shape !== "legacy" || shape.alertId === null)
    throw new DomainError("not-allowed", REFUSALS[verdict === "valid" ? "missing" : verdict]);
  if (!hasLegacyAuthorization(headers)) throw new DomainError("not-allowed", REFUSALS.legacy);
  return `legacy:${shape.alertId}`;
}

function hasLegacyAuthorization(headers: Headers): boolean {
  if (!env.CODAT_LEGACY_AUTHORIZATION) return false;
  const [expected, given] = [
    Buffer.from(env.CODAT_LEGACY_AUTHORIZATION),
    Buffer.from(headers.get("authorization") ?? ""),
  ];
  return given.length === expected.length && timingSafeEqual(given, expected);
}

type Message = { id: string; rawBody: string };

/** True the first time; a repeated delivery is only counted. Twice in one batch, a message makes the batch go one by one. */
const store = coalesce((messages: readonly Message[]) => inTransaction((tx) => storeAll(tx, messages)));

async function storeAll(tx: Tx, messages: readonly Message[]): Promise<boolean[]> {
  const rows = messages.map(({ id, rawBody }) => {
    const message = readMessage(rawBody);
    return {
      id,
      body: rawBody,
      shape: message?.shape ?? "current",
      event_type: message?.eventType ?? "unreadable",
      company_id: message?.companyId ?? null,
    };
  });
  const stored = await tx.$queryRaw<{ id: string; deliveries: number }[]>`
    INSERT INTO writeback_webhooks (id, shape, event_type, company_id, body)
    SELECT id, shape, event_type, company_id, body
    FROM json_populate_recordset(NULL::writeback_webhooks, ${JSON.stringify(rows)}::json) ORDER BY id
    ON CONFLICT (id) DO UPDATE SET deliveries = writeback_webhooks.deliveries + 1
    RETURNING id, deliveries`;
  const fresh = new Set(stored.filter(({ deliveries }) => deliveries === 1).map(({ id }) => id));
  const isOfWrite = (row: (typeof rows)[number]) =>
    row.shape === "current" && /\.write\./.test(row.event_type);
  const [news, others] = [rows.filter(isOfWrite), rows.filter((row) => !isOfWrite(row))];
  // News of writes is frequent and quick: one job takes all of it. About everything else Codat is asked.
  if (news.some(({ id }) => fresh.has(id))) await addJob(tx, "writeback-news", {}, "writeback-news");
  await addJobs(
    tx,
    "writeback-webhook",
    others.flatMap(({ id }) =>
      fresh.has(id) ? [{ payload: { webhookId: id }, jobKey: `writeback-webhook:${id}` }] : [],
    ),
  );
  return messages.map(({ id }) => fresh.has(id));
}
