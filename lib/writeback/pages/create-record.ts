// A supplier or an account that the borrower makes from the settings page: pushed, followed up, chosen once it is there.
import { randomUUID } from "node:crypto";
import { recordAudit } from "@/lib/audit/record-audit";
import { businessDate, now } from "@/lib/clock";
import { db, inTransaction } from "@/lib/db";
import { DomainError } from "@/lib/errors";
import { newId } from "@/lib/ids";
import type { WriteOperation } from "@/prisma/generated/client";
import { advanceCreation } from "@/lib/writeback/sending/advance-creations";
import { refusal } from "@/lib/writeback/codat/ask";
import { recheckMapping } from "@/lib/writeback/books/check-mapping";
import { requireReady } from "@/lib/writeback/books/choices";
import { bodyText, pushPath, type DataType } from "@/lib/writeback/codat/codat";
import type { Validation } from "@/lib/writeback/codat/codat-client";
import {
  checkForm,
  createBody,
  createForm,
  type CreateKind,
  type FormField,
} from "@/lib/writeback/books/create-form";
import { fieldNamed, openFailure, refill } from "@/lib/writeback/books/creation-refusal";
import { optionsFor } from "@/lib/writeback/codat/options-cache";
import { learnReasons } from "@/lib/writeback/sending/learn-reasons";
import { rulesOf } from "@/lib/writeback/records/platforms";
import { getOperation, type OperationProgress } from "./queries";
import { lockMapping } from "@/lib/writeback/books/save-mapping";
import { resendOperation } from "@/lib/writeback/sending/send-operation";
import { wakeDrain } from "@/lib/writeback/outbox/wake-drain";

const KINDS = {
  supplier: { kind: "SUPPLIER", dataType: "suppliers", noun: "suppliers" },
  "expense-account": { kind: "EXPENSE_ACCOUNT", dataType: "chartOfAccounts", noun: "accounts" },
} as const satisfies Record<CreateKind, { kind: WriteOperation["kind"]; dataType: DataType; noun: string }>;

export type NewRecord = {
  borrowerId: string;
  actorUserId: string;
  version: number;
  /** A uuid made when the form opened: sending the form twice makes one record. */
  requestKey: string;
  fields: Record<string, string>;
};

/**
 * The form for a new record; after a refusal as it was typed, with the reasons beside their fields.
 *
 * @throws DomainError not-allowed where the platform has no way to make such a record through us
 */
export async function getCreateForm({
  borrowerId,
  what,
}: {
  borrowerId: string;
  what: CreateKind;
}): Promise<{ fields: FormField[] }> {
  const { fields, mapping } = await formOf(borrowerId, what);
  const newest = await db.writeOperation.findMany({
    where: { borrowerId, eventId: null, kind: KINDS[what].kind },
    orderBy: { createdAt: "desc" },
    take: 1,
  });
  const isChosen = (what === "supplier" ? mapping.supplierId : mapping.expenseId) !== null;
  const known = await Promise.all(newest.map(learnReasons));
  const failed = openFailure(known, { version: mapping.version, isChosen });
  if (!failed) return { fields };
  const { request, error } = failed;
  return { fields: refill(fields, { request, error, validation: failed.validation as Validation[] }) };
}

/**
 * Sends the new record to the accounting software. It is chosen in the mapping when it is there.
 *
 * @throws DomainError invalid (naming the field) before anything is sent; conflict when `version` is not the newest
 */
export async function createRecord(what: CreateKind, wish: NewRecord): Promise<{ operationId: string }> {
  const { borrowerId, requestKey, version, actorUserId } = wish;
  const known = await db.writeOperation.findUnique({ where: { idempotencyKey: requestKey } });
  if (known && known.borrowerId === borrowerId && known.state !== "FAILED") return { operationId: known.id };
  const { fields, model, place } = await formOf(borrowerId, what);
  const [problem] = checkForm(fields, wish.fields);
  if (problem) throw new DomainError("invalid", problem.sentence, problem.field);
  const { kind, dataType } = KINDS[what];
  const operation = await inTransaction(async (tx) => {
    await lockMapping(tx, borrowerId, version);
    const underWay = await tx.writeOperation.count({
      where: {
        ...{ borrowerId, kind, connectionId: place.connectionId },
        state: { in: ["SENDING", "PENDING", "UNKNOWN"] },
      },
    });
    if (underWay > 0)
      throw new DomainError("wrong-state", "One is already being created. Wait until it is finished.");
    const body = createBody(what, model, wish.fields);
    const created = await tx.writeOperation.create({
      data: {
        id: newId("wbo"),
        borrowerId,
        kind,
        state: "SENDING",
        path: pushPath(place, dataType, null),
        request: bodyText(body),
        idempotencyKey: known ? randomUUID() : requestKey, // after a refusal the same form is another request
        keyIssuedAt: now(),
        connectionId: place.connectionId,
        mappingVersion: version,
        requestedAt: now(),
      },
    });
    await recordAudit(tx, {
      actorUserId,
      action: `writeback-mapping.request-${what}`,
      subjectType: "writeback-mapping",
      subjectId: borrowerId,
      detail: body,
      businessDate: await businessDate(tx),
    });
    await wakeDrain(tx, borrowerId); // follows up should this process die now
    return created;
  });
  const sent = await resendOperation(
    { borrowerId, operationId: operation.id, isBackground: false },
    operation,
    0,
  );
  if (sent.kind === "refused")
    throw new DomainError(
      "invalid",
      `${rulesName(place.platformKey)} refused this: ${sent.words}`,
      fieldNamed(sent.words, fields),
    );
  return { operationId: operation.id };
}

/** How a creation is doing, for a page that waits for it; Codat is asked when no message has come. Null: somebody else's. */
export async function followCreation(
  borrowerId: string,
  operationId: string,
): Promise<OperationProgress | null> {
  const operation = await db.writeOperation.findFirst({
    where: { id: operationId, borrowerId, eventId: null },
  });
  if (operation && operation.state !== "SUCCESS" && operation.state !== "FAILED")
    await advanceCreation(operation);
  const after = operation && (await db.writeOperation.findUnique({ where: { id: operation.id } }));
  if (after) await learnReasons(after);
  if (after?.state === "SUCCESS") await recheckMapping({ borrowerId });
  return getOperation(borrowerId, operationId);
}

async function formOf(borrowerId: string, what: CreateKind) {
  const { connection, mapping, place } = await requireReady(borrowerId);
  const rules = rulesOf(connection.platformKey);
  const { dataType, noun } = KINDS[what];
  const options = await optionsFor({ borrowerId, isBackground: false }, place, dataType, null);
  if (options.kind === "not-found") {
    const words = `${rules.name} does not let us create ${noun}. Create it in ${rules.name} and choose it here.`;
    throw new DomainError("not-allowed", words);
  }
  if (options.kind !== "ok") throw refusal(options);
  const model = options.data;
  return {
    fields: createForm(what, model, rules),
    model,
    mapping,
    place: { ...place, platformKey: connection.platformKey },
  };
}

function rulesName(platformKey: string): string {
  return rulesOf(platformKey).name;
}
