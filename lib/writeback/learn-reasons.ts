import { db } from "@/lib/db";
import type { WriteOperation } from "@/prisma/generated/client";
import { applyNewsOf, wordsOf } from "./apply-news";
import { ask, type Caller } from "./ask";
import { getPush } from "./codat";
import { placeOf } from "./target";

const UNKNOWN = wordsOf({ error: null, validation: [] });

/**
 * Asks why a supplier or account was not made, where only a message has said so: messages carry no reasons.
 *
 * @returns the operation with what is known of it now
 */
export async function learnReasons(operation: WriteOperation): Promise<WriteOperation> {
  const { id, borrowerId, state, pushOperationKey, error } = operation;
  if (state !== "FAILED" || !pushOperationKey || error !== UNKNOWN) return operation;
  const connection = await db.writebackConnection.findUnique({ where: { borrowerId } });
  const place = connection && placeOf(connection);
  if (!place) return operation;
  const caller: Caller = { borrowerId, operationId: id, isBackground: false };
  const outcome = await ask(caller, getPush(place.companyId, pushOperationKey));
  if (outcome.kind !== "ok") return operation;
  await applyNewsOf(pushOperationKey, outcome.data); // a late success is one all the same
  await db.writeOperation.updateMany({
    where: { id, state: "FAILED" },
    data: { error: wordsOf(outcome.data), validation: outcome.data.validation },
  });
  return db.writeOperation.findUniqueOrThrow({ where: { id } });
}
