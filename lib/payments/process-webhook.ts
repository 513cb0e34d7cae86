import { now } from "@/lib/clock";
import { db, inTransaction } from "@/lib/db";
import { formatMoney } from "@/lib/money/money";
import { addJob } from "@/lib/queue";
import { applyProviderState } from "./apply-provider-state";
import { isFinal } from "./payment-statuses";
import * as provider from "./provider";
import type { ProviderState } from "./provider";
import { describeReturn } from "./return-codes";
import { UNMATCHED } from "./unmatched";
import { readMessage } from "./webhook-message";

type Outcome = { status: "PROCESSED" | "IGNORED"; note: string | null };

const NO_NEWS: Outcome = { status: "PROCESSED", note: "Already processed." };

/**
 * Acts on a message of the inbox. A message only says that something happened to an object: its state is fetched from the
 * bank and applied, so messages may come late, twice and in any order.
 *
 * @throws when the bank could not be queried: the message is marked, and the job is retried
 */
export async function processWebhook(id: string): Promise<void> {
  const message = await db.webhookMessage.findUnique({ where: { id } });
  if (!message || message.status === "PROCESSED" || message.status === "IGNORED") return;
  try {
    const outcome = await act(message.body);
    await db.webhookMessage.update({ where: { id }, data: { ...outcome, processedAt: now() } });
  } catch (error) {
    const note = `Processing failed and will be retried: ${error instanceof Error ? error.message : error}`;
    await db.webhookMessage.update({ where: { id }, data: { status: "FAILED", note } });
    throw error;
  }
}

async function act(body: string): Promise<Outcome> {
  const { object, objectId } = readMessage(body);
  if (object === null || objectId === null) return ignored("The message has an unknown format.");
  switch (object) {
    case "payment_order":
      return ask(objectId);
    case "expected_payment":
      return apply(await provider.fetchExpected(objectId));
    case "return":
      return hearReturn(objectId);
    case "incoming_payment_detail":
      return look(objectId);
    default:
      return ignored(`We do not process objects of type ${object}.`);
  }
}

/** Most messages about an order report what the day's run already knows; those cost no transaction. */
async function ask(providerId: string): Promise<Outcome> {
  const known = await db.paymentOrder.findUnique({ where: { providerId }, select: { status: true } });
  // Nothing can follow for an order that is over, so there is nothing to ask the bank.
  if (known && isFinal(known.status)) return NO_NEWS;
  const state = await provider.fetchOrder(providerId);
  return known && state?.status === known.status ? NO_NEWS : apply(state);
}

async function apply(state: ProviderState | null): Promise<Outcome> {
  if (!state) return ignored("The bank has no such object.");
  const applied = await applyProviderState(state, "webhook");
  if (applied === "unknown") return ignored("This object does not belong to any of our payment orders.");
  return applied === "unchanged" ? NO_NEWS : { status: "PROCESSED", note: null };
}

/** A notification of change leaves the payment as it is; who has to know of it is notified by the job. */
async function hearReturn(returnId: string): Promise<Outcome> {
  const returned = await provider.fetchReturn(returnId);
  const meaning = describeReturn(returned?.code);
  if (!returned || meaning.returnsMoney) return apply(returned?.order ?? null);
  const { code, order } = returned;
  const ours = await db.paymentOrder.findUnique({
    where: { providerId: order.providerId },
    select: { id: true },
  });
  if (!ours) return ignored("This object does not belong to any of our payment orders.");
  const payload = { paymentOrderId: ours.id, returnId, code: code ?? "" };
  await inTransaction((tx) => addJob(tx, "handle-change-notice", payload, `change-notice:${returnId}`));
  return {
    status: "PROCESSED",
    note: `Notification of change ${code}: ${meaning.title}. The payment is not affected.`,
  };
}

/** Money that arrived. When the bank could match it, its expected payment says so; the rest needs a person. */
async function look(incomingId: string): Promise<Outcome> {
  const incoming = await provider.fetchIncoming(incomingId);
  if (!incoming) return ignored("The bank has no such object.");
  if (incoming.isReconciled) return { status: "PROCESSED", note: null };
  const reference = incoming.description === "" ? "no reference" : `the reference "${incoming.description}"`;
  return ignored(`${UNMATCHED}: ${formatMoney(incoming.amount)} by ${incoming.rail} with ${reference}.`);
}

function ignored(note: string): Outcome {
  return { status: "IGNORED", note };
}
