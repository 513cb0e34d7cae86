// Suppliers and accounts that were asked for from the settings page: pushed like records of loans, but of no event.
import { now } from "@/lib/clock";
import { db } from "@/lib/db";
import type { WriteOperation } from "@/prisma/generated/client";
import { applyNewsOf } from "./apply-news";
import { ask, type Caller } from "@/lib/writeback/codat/ask";
import { getPush } from "@/lib/writeback/codat/codat";
import { backOffMs, isKeySafe } from "@/lib/writeback/outbox/retry-policy";
import { resendOperation } from "./send-operation";
import { placeOf } from "@/lib/writeback/books/target";

const POLL_EVERY_MS = 2000;
const MOST = 50;
const askedAt = new Map<string, number>();

/** Follows up what is under way: asks about pending ones, and sends again, with the same key, what got no answer. */
export async function advanceCreations(): Promise<void> {
  const open = await db.writeOperation.findMany({
    where: { eventId: null, state: { in: ["SENDING", "PENDING", "UNKNOWN"] } },
    orderBy: { createdAt: "asc" },
    take: MOST,
  });
  for (const operation of open) await advanceCreation(operation);
}

/** One of them; pages call it too while somebody waits. */
export async function advanceCreation(operation: WriteOperation): Promise<void> {
  const caller: Caller = { borrowerId: operation.borrowerId, operationId: operation.id, isBackground: false };
  const connection = await db.writebackConnection.findUnique({ where: { borrowerId: operation.borrowerId } });
  const place = connection && placeOf(connection);
  if (!place || connection.status !== "Linked") return;
  if (operation.pushOperationKey) {
    const instant = now().getTime();
    if (instant - (askedAt.get(operation.id) ?? 0) < POLL_EVERY_MS) return;
    if (askedAt.size > 1000) askedAt.clear();
    askedAt.set(operation.id, instant);
    const outcome = await ask(caller, getPush(place.companyId, operation.pushOperationKey));
    if (outcome.kind === "ok") await applyNewsOf(operation.pushOperationKey, outcome.data);
    return;
  }
  if (now().getTime() - (operation.requestedAt?.getTime() ?? 0) < backOffMs(operation.attempts)) return;
  const keyAgeMs = now().getTime() - (operation.keyIssuedAt?.getTime() ?? 0);
  if (isKeySafe(keyAgeMs)) {
    await resendOperation(caller, operation, operation.attempts);
    return;
  }
  // Nothing but a name was at stake: the person looks at the list and decides, instead of us making a second one.
  await db.writeOperation.updateMany({
    where: { id: operation.id, state: { in: ["SENDING", "UNKNOWN"] } },
    data: {
      state: "FAILED",
      error: "Codat did not confirm that it was created. Check the list before you create it again.",
    },
  });
}
