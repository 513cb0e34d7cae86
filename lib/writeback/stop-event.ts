// What follows for an event when one of its operations was refused or has failed: it waits for whatever broke, or for a person.
import { db, inTransaction } from "@/lib/db";
import type { WriteEvent, WriteOperation } from "@/prisma/generated/client";
import { applyNewsOf, wordsOf } from "./apply-news";
import { ask, type Caller } from "./ask";
import { checkMapping } from "./check-mapping";
import { getPush } from "./codat";
import { holdEvent, type HeldCode } from "./hold-event";
import { refreshConnection } from "./refresh-connection";
import { resetOperation } from "./reset-operation";
import type { Destination } from "./target";

/** When to go on; "at-once" while there is something to do now, "over" when the event needs nothing more for the time being. */
export type Went = "at-once" | "over" | { afterMs: number; isTry?: boolean };

/** An operation has failed, by an answer or by the news of it. Failure webhooks carry no reasons, so those are fetched. */
export async function stopEvent(
  caller: Caller,
  event: WriteEvent,
  operation: WriteOperation,
  destination: Destination,
): Promise<Went> {
  const { pushOperationKey } = operation;
  if (pushOperationKey) {
    const outcome = await ask(
      { ...caller, operationId: operation.id },
      getPush(destination.place.companyId, pushOperationKey),
    );
    if (outcome.kind === "ok" && outcome.data.status === "Success") {
      await applyNewsOf(pushOperationKey, outcome.data);
      return "at-once";
    }
    if (outcome.kind === "ok" && (outcome.data.error !== null || outcome.data.validation.length > 0))
      await db.writeOperation.update({
        where: { id: operation.id },
        data: { error: wordsOf(outcome.data), validation: outcome.data.validation },
      });
  }
  const { error } = await db.writeOperation.findUniqueOrThrow({ where: { id: operation.id } });
  return refuseEvent(caller, event, operation.id, error ?? "The accounting software gave no reason.");
}

/** Nothing was written. Is it the connection or the mapping that broke, it waits for those; else a person has to look. */
export async function refuseEvent(
  caller: Caller,
  event: WriteEvent,
  operationId: string,
  words: string,
): Promise<Went> {
  const view = await refreshConnection({ borrowerId: event.borrowerId, caller });
  if (view && view.status !== "Linked") {
    await inTransaction((tx) => resetOperation(tx, operationId, "FAILED"));
    return { afterMs: 0 };
  }
  const check = await checkMapping({ borrowerId: event.borrowerId, caller });
  if (check.kind === "problem") {
    await inTransaction((tx) => resetOperation(tx, operationId, "FAILED"));
    return hold(event, "needs-mapping", check.words);
  }
  return hold(event, "rejected", words);
}

export async function hold(event: WriteEvent, code: HeldCode, words: string): Promise<Went> {
  await holdEvent(event.id, code, words);
  return "over";
}
