// What follows for an event when one of its operations was refused or has failed: it waits for whatever broke, or for a person.
import { inTransaction } from "@/lib/db";
import type { WriteEvent, WriteOperation } from "@/prisma/generated/client";
import type { Caller } from "@/lib/writeback/codat/ask";
import { checkMapping } from "@/lib/writeback/books/check-mapping";
import { holdEvent, type HeldCode } from "@/lib/writeback/outbox/hold-event";
import { askWhy } from "./learn-reasons";
import { refreshConnection } from "@/lib/writeback/books/refresh-connection";
import { resetOperation } from "@/lib/writeback/outbox/reset-operation";
import type { Destination } from "@/lib/writeback/books/target";

/** When to go on; "at-once" while there is something to do now, "over" when the event needs nothing more for the time being. */
export type Went = "at-once" | "over" | { afterMs: number; isTry?: boolean };

/** An operation has failed, by an answer or by the news of it. */
export async function stopEvent(
  caller: Caller,
  event: WriteEvent,
  operation: WriteOperation,
  destination: Destination,
): Promise<Went> {
  const known = await askWhy(
    { ...caller, operationId: operation.id },
    operation,
    destination.place.companyId,
  );
  if (known.state === "SUCCESS") return "at-once";
  const { error } = known;
  return refuseEvent(caller, event, operation.id, error ?? "The accounting software did not give a reason.");
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
