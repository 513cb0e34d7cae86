// …/push/…: takes a write, checks what can be checked at once, and answers with an operation that ends later.
import { randomUUID } from "node:crypto";
import type { Accounting, Place } from "@/sandbox/accounting/books/accounting";
import {
  bodyOf,
  json,
  notFound,
  Refusal,
  type ApiAnswer,
  type ApiRequest,
} from "@/sandbox/accounting/http/api";
import type { Json } from "@/sandbox/accounting/http/json";
import { listed } from "@/sandbox/accounting/http/listing";
import { settleTargets } from "@/sandbox/accounting/books/mapping";
import { endLater } from "./operations";
import { toPushOption } from "@/sandbox/accounting/platforms/option-models";
import type { WriteType } from "@/sandbox/accounting/platforms/platform";
import type { Operation, Source } from "@/sandbox/accounting/books/records";
import { readDirectCost } from "./write-direct-cost";
import { readFeed } from "./write-feed";
import { readAccount, readBankAccount, readSupplier } from "./write-parties";
import { readTransfer } from "./write-transfer";

/** The names in addresses differ from the data types. */
const TYPES: Record<string, WriteType> = {
  accounts: "chartOfAccounts",
  suppliers: "suppliers",
  bankAccounts: "bankAccounts",
  transfers: "transfers",
  directCosts: "directCosts",
};

type Check = (accounting: Accounting, place: Place, body: Json, source: Source | null) => unknown;
const CHECKS: Record<WriteType, Check> = {
  chartOfAccounts: (_accounting, _place, body) => readAccount(body),
  suppliers: (_accounting, _place, body) => readSupplier(body),
  bankAccounts: (_accounting, _place, body) => readBankAccount(body),
  transfers: (accounting, { connection, platform }, body) =>
    readTransfer(accounting, connection, platform, body),
  directCosts: (accounting, { connection }, body) => readDirectCost(accounting, connection, body),
  bankTransactions: (_accounting, _place, body, source) => readFeed(source!, body),
};

/** The same for all: options of `K/options/{dataType}`. */
export function showOptions({ platform }: Place, dataType: string): ApiAnswer {
  const model = platform.models[dataType as WriteType];
  if (!model)
    throw new Refusal(404, `${platform.name} has no options for ${dataType}.`, { detailedErrorCode: 1 });
  return json(200, toPushOption(model));
}

export function push(accounting: Accounting, place: Place, name: string, request: ApiRequest): ApiAnswer {
  const dataType = TYPES[name];
  if (!dataType) throw notFound(`data type as ${name}`);
  return accept(accounting, place, dataType, null, request);
}

export function pushFeed(
  accounting: Accounting,
  place: Place,
  sourceId: string,
  request: ApiRequest,
): ApiAnswer {
  requireWritable(place, "bankTransactions");
  const { connection } = place;
  settleTargets(accounting, connection);
  const source = accounting.store.find("sources", `${connection.key}/${sourceId}`);
  if (!source) throw new Refusal(404, "No such source account exists on this connection.");
  return accept(accounting, place, "bankTransactions", source, request);
}

function accept(
  accounting: Accounting,
  place: Place,
  dataType: WriteType,
  source: Source | null,
  request: ApiRequest,
): ApiAnswer {
  const { company, connection } = place;
  accounting.stats.push(dataType, request.headers["idempotency-key"] !== undefined);
  requireWritable(place, dataType);
  CHECKS[dataType](accounting, place, bodyOf(request), source);
  const outcome = accounting.outcomes.take(dataType, connection.key);
  const delayMs = outcome.delayMs ?? accounting.settings.pushDelayMs;
  const timeout = request.query.get("timeoutInMinutes");
  const operation = accounting.store.put("operations", {
    key: randomUUID(),
    parent: company.key,
    connection: connection.key,
    dataType,
    target: source?.key ?? null,
    request: request.rawBody,
    requestedOn: accounting.clock.iso(),
    completedOn: null,
    status: "Pending",
    statusCode: 202,
    timeoutInMinutes: timeout === null ? null : Number(timeout),
    syncsAfter: request.query.get("allowSyncOnPushComplete") !== "false",
    outcome,
    dueAt: outcome.kind === "Pending" ? null : Date.now() + delayMs,
    record: null,
    errorMessage: null,
    errors: [],
  });
  endLater(accounting, operation);
  return json(200, showOperation(accounting, operation));
}

export function getOperation(accounting: Accounting, companyId: string, key: string): ApiAnswer {
  accounting.company(companyId);
  const operation = accounting.store.find("operations", key);
  if (operation?.parent !== companyId) throw notFound("push operation");
  return json(200, showOperation(accounting, operation));
}

/** The history, newest first. */
export function listOperations(accounting: Accounting, companyId: string, request: ApiRequest): ApiAnswer {
  accounting.company(companyId);
  return listed(request, accounting.store.of("operations", companyId).reverse(), (operation) =>
    showOperation(accounting, operation),
  );
}

/** Codat's PushOperation; no `data`, which it has not returned since January 2024. */
function showOperation(accounting: Accounting, operation: Operation) {
  const { record, errors, timeoutInMinutes } = operation;
  const none = accounting.settings.omitsNulls ? undefined : null;
  return {
    companyId: operation.parent,
    pushOperationKey: operation.key,
    dataConnectionKey: operation.connection,
    dataType: operation.dataType,
    requestedOnUtc: operation.requestedOn,
    completedOnUtc: operation.completedOn ?? none,
    ...(timeoutInMinutes === null ? {} : { timeoutInMinutes, timeoutInSeconds: timeoutInMinutes * 60 }),
    status: operation.status,
    statusCode: operation.statusCode,
    errorMessage: operation.errorMessage ?? none,
    validation: errors.length === 0 ? none : { errors, warnings: [] },
    changes: record === null ? [] : [{ type: "Created", recordRef: record }],
  };
}

function requireWritable({ connection, platform }: Place, dataType: WriteType): void {
  if (!platform.models[dataType])
    throw new Refusal(400, `${platform.name} does not take ${dataType}.`, { detailedErrorCode: 1 });
  if (connection.status !== "Linked")
    throw new Refusal(400, "The connection is not linked; nothing can be written.");
}
