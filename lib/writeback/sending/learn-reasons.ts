// Messages of a failure carry no reasons, so those are asked for.
import { db } from "@/lib/db";
import type { WriteOperation } from "@/prisma/generated/client";
import { applyNewsOf, wordsOf } from "./apply-news";
import { ask, type Caller } from "@/lib/writeback/codat/ask";
import { getPush } from "@/lib/writeback/codat/codat";
import { placeOf } from "@/lib/writeback/books/target";

const UNKNOWN = wordsOf({ error: null, validation: [] });

/**
 * Asks why a supplier or account was not made, where only a message has said so.
 *
 * @returns the operation with what is known of it now
 */
export async function learnReasons(operation: WriteOperation): Promise<WriteOperation> {
  const { id, borrowerId, state, error } = operation;
  if (state !== "FAILED" || error !== UNKNOWN) return operation;
  const connection = await db.writebackConnection.findUnique({ where: { borrowerId } });
  const place = connection && placeOf(connection);
  if (!place) return operation;
  return askWhy({ borrowerId, operationId: id, isBackground: false }, operation, place.companyId);
}

/** Asks Codat about an operation that is said to have failed. @returns it with what is known of it now; a late success is one */
export async function askWhy(
  caller: Caller,
  operation: WriteOperation,
  companyId: string,
): Promise<WriteOperation> {
  const { id, pushOperationKey } = operation;
  if (!pushOperationKey) return operation;
  const outcome = await ask(caller, getPush(companyId, pushOperationKey));
  if (outcome.kind !== "ok") return operation;
  const { status, error, validation } = outcome.data;
  if (status === "Success") await applyNewsOf(pushOperationKey, outcome.data);
  else if (error !== null || validation.length > 0)
    await db.writeOperation.updateMany({
      where: { id, state: "FAILED" },
      data: { error: wordsOf(outcome.data), validation },
    });
  return db.writeOperation.findUniqueOrThrow({ where: { id } });
}
