// Codat's copy of the books: one data set per type, made when the customer connects and again on request. Lists show the
// copy, never the books themselves.
import { randomUUID } from "node:crypto";
import type { Accounting } from "./accounting";
import { json, nothing, Refusal, type ApiAnswer, type ApiRequest } from "@/sandbox/accounting/http/api";
import { refer, tell } from "./events";
import { platformOf } from "@/sandbox/accounting/platforms/platforms";
import type { Connection, DataSet } from "./records";

const ACCOUNTING_TYPES = [
  "company",
  "chartOfAccounts",
  "suppliers",
  "bankAccounts",
  "bankTransactions",
  "transfers",
  "directCosts",
  "directIncomes",
  "accountTransactions",
  "taxRates",
  "balanceSheet",
  "profitAndLoss",
];
const STEPS = ["Queued", "Fetching", "Mapping", "Processing"];

const keyOf = (connection: Connection, dataType: string) => `${connection.key}/${dataType}`;

export function syncAll(accounting: Accounting, connection: Connection): void {
  if (platformOf(connection.platform).sourceType !== "Accounting") return;
  for (const dataType of ACCOUNTING_TYPES) startSync(accounting, connection, dataType);
}

/**
 * Does nothing while one runs: a copy is taken at the end of a sync, so that one includes what is written until then.
 */
export function startSync(accounting: Accounting, connection: Connection, dataType: string): DataSet {
  const key = keyOf(connection, dataType);
  const before = accounting.store.find("dataSets", key);
  if (before && before.finishesAt !== null) return before;
  const now = Date.now();
  const { syncDelayMs } = accounting.settings;
  const set = accounting.store.put("dataSets", {
    key,
    parent: connection.key,
    dataType,
    startedAt: now,
    finishesAt: now + syncDelayMs,
    lastSync: before?.lastSync ?? null,
    seen: before?.seen ?? 0,
    trouble: null,
    syncId: randomUUID(),
  });
  accounting.later(syncDelayMs, () => finishSync(accounting, key));
  return set;
}

/** After a restart: what was running goes on. */
export function resumeSyncs(accounting: Accounting): void {
  for (const { key, finishesAt } of accounting.store.all("dataSets"))
    if (finishesAt !== null) accounting.later(finishesAt - Date.now(), () => finishSync(accounting, key));
}

/** Lets a data set end at once: badly, or well. */
export function troubleSync(
  accounting: Accounting,
  connection: Connection,
  dataType: string,
  status: string,
): DataSet {
  const set = startSync(accounting, connection, dataType);
  if (status !== "Complete")
    return accounting.store.put("dataSets", { ...set, trouble: status, startedAt: null, finishesAt: null });
  finishSync(accounting, set.key);
  return set;
}

function finishSync(accounting: Accounting, key: string): void {
  const set = accounting.store.find("dataSets", key);
  const connection = set && accounting.store.find("connections", set.parent);
  if (!set || !connection || set.finishesAt === null) return;
  const { neverSyncs } = platformOf(connection.platform);
  const now = accounting.clock.iso();
  const trouble = neverSyncs.includes(set.dataType) ? "FetchError" : null;
  const done = { ...set, startedAt: null, finishesAt: null, trouble };
  if (trouble === null) Object.assign(done, { lastSync: now, seen: accounting.sequence });
  accounting.store.put("dataSets", done);
  accounting.saveConnection({ ...connection, lastSync: now });
  const reads = accounting.readsDone.get(connection.key) ?? [];
  if (reads.length === 0) accounting.later(0, () => tellOfReads(accounting, connection));
  const hasNews = set.seen < accounting.sequence;
  reads.push({ dataType: set.dataType, isFirst: set.lastSync === null, hasNews, status: statusOf(done) });
  accounting.readsDone.set(connection.key, reads);
}

function tellOfReads(accounting: Accounting, connection: Connection): void {
  const reads = accounting.readsDone.get(connection.key) ?? [];
  accounting.readsDone.delete(connection.key);
  const company = accounting.store.find("companies", connection.parent) ?? null;
  const isFirst = reads.some((read) => read.isFirst);
  tell(accounting, company, isFirst ? "read.completed.initial" : "read.completed", {
    referenceCompany: refer(company),
    modifiedFromDate: connection.lastSync ?? connection.created,
    dataTypes: reads.map(({ dataType, hasNews, status }) => ({
      connectionId: connection.key,
      dataType,
      recordsModified: hasNews,
      status,
    })),
  });
}

/** What was read last, or why there is nothing. @throws Refusal 404 before the first sync, 409 during it */
export function copyOf(accounting: Accounting, connection: Connection, dataType: string): DataSet {
  const set = accounting.store.find("dataSets", keyOf(connection, dataType));
  if (set?.lastSync) return set;
  if (set?.finishesAt)
    throw new Refusal(409, `No data available for ${dataType} yet: the first sync is still running.`);
  throw new Refusal(404, `No data available for ${dataType}: it was never synced.`);
}

export function dataStatus(accounting: Accounting, companyId: string): ApiAnswer {
  accounting.company(companyId);
  const sets = accounting.store
    .of("connections", companyId)
    .filter((connection) => platformOf(connection.platform).sourceType === "Accounting")
    .flatMap((connection) => accounting.store.of("dataSets", connection.key));
  return json(200, Object.fromEntries(sets.map((set) => [set.dataType, showStatus(set)])));
}

export function queueAll(accounting: Accounting, companyId: string): ApiAnswer {
  accounting.company(companyId);
  for (const connection of accounting.store.of("connections", companyId))
    if (connection.status === "Linked") syncAll(accounting, connection);
  return nothing();
}

export function queueOne(
  accounting: Accounting,
  companyId: string,
  dataType: string,
  { query }: ApiRequest,
): ApiAnswer {
  accounting.company(companyId);
  const wanted = query.get("connectionId");
  const connection = accounting.store
    .of("connections", companyId)
    .findLast(
      (one) =>
        (wanted === null || one.key === wanted) &&
        one.status === "Linked" &&
        platformOf(one.platform).sourceType === "Accounting",
    );
  if (!connection) throw new Refusal(404, "The company has no such linked accounting connection.");
  if (!ACCOUNTING_TYPES.includes(dataType))
    throw new Refusal(400, `${dataType} is not a supported data type.`);
  if (accounting.store.find("dataSets", keyOf(connection, dataType))?.finishesAt)
    throw new Refusal(400, "DatasetAlreadyInProgress: a sync of this data type is running.");
  const set = startSync(accounting, connection, dataType);
  return json(200, {
    id: set.syncId,
    companyId,
    connectionId: connection.key,
    dataType,
    status: statusOf(set),
    statusDescription: "",
    requested: accounting.clock.iso(),
    progress: 0,
    isCompleted: false,
    isErrored: false,
  });
}

function showStatus(set: DataSet) {
  return {
    dataType: set.dataType,
    currentStatus: statusOf(set),
    lastSuccessfulSync: set.lastSync ?? undefined,
    latestSyncId: set.syncId ?? undefined,
    latestSuccessfulSyncId: set.lastSync ? (set.syncId ?? undefined) : undefined,
  };
}

function statusOf(set: DataSet): string {
  if (set.startedAt === null || set.finishesAt === null) return set.trouble ?? "Complete";
  const share = (Date.now() - set.startedAt) / Math.max(1, set.finishesAt - set.startedAt);
  return STEPS[Math.min(STEPS.length - 1, Math.floor(share * STEPS.length))]!;
}
