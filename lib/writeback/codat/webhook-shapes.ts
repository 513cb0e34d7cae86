// The two shapes of Codat's messages, reshaped into one: current (since March 2024) and legacy (PascalCase). Pure. Lenient:
// a message that carries Codat's signature must never make us stumble.
import { z } from "zod";

export type CodatMessage = {
  shape: "current" | "legacy";
  eventType: string;
  companyId: string | null;
  connectionId: string | null;
  pushOperationKey: string | null;
  /** The write's own word; the event's name is not trusted (a time-out comes under both names). */
  status: "Pending" | "Success" | "Failed" | "TimedOut" | "Unknown" | null;
  recordId: string | null;
  /** Of a connection: what it is now. */
  connectionStatus: string | null;
  sourceAccountId: string | null;
  sourceAccountStatus: string | null;
  dataType: string | null;
  /** Why a link failed, in the platform's words. */
  reason: string | null;
};

const text = z.string().nullish().catch(null);
const named = z.looseObject({ id: text }).nullish().catch(null);

const current = z.looseObject({
  id: text,
  eventType: z.string(),
  payload: z
    .looseObject({
      id: text,
      status: text,
      connectionId: text,
      dataType: text,
      referenceCompany: named,
      record: named,
      sourceAccount: z.looseObject({ id: text, status: text }).nullish().catch(null),
      connection: z
        .looseObject({
          id: text,
          status: text,
          dataConnectionErrors: z
            .array(z.looseObject({ errorMessage: text, statusText: text }))
            .nullish()
            .catch(null),
        })
        .nullish()
        .catch(null),
    })
    .nullish()
    .catch(null),
});

const legacy = z.looseObject({
  CompanyId: z.string(),
  AlertId: z.string(),
  RuleType: z.string(),
  DataConnectionId: text,
  Data: z
    .looseObject({
      dataType: text,
      status: text,
      pushOperationKey: text,
      pushOperationGuid: text,
      dataConnectionId: text,
      newStatus: text,
    })
    .nullish()
    .catch(null),
});

const WRITE_STATUSES = ["Pending", "Success", "Failed", "TimedOut"] as const;

/** Which shape a body has; null when it has neither, or is not JSON. */
export function shapeOf(rawBody: string): { shape: "current" | "legacy"; alertId: string | null } | null {
  const body = parse(rawBody);
  if (current.safeParse(body).success) return { shape: "current", alertId: null };
  const old = legacy.safeParse(body);
  return old.success ? { shape: "legacy", alertId: old.data.AlertId } : null;
}

/**
 * Reads a message.
 *
 * @returns null when it has neither shape
 *
 * @example readMessage('{"eventType":"transfers.write.successful","payload":{"id":"k","status":"Success","record":{"id":"r"}}}')
 */
export function readMessage(rawBody: string): CodatMessage | null {
  const body = parse(rawBody);
  const now = current.safeParse(body);
  if (now.success) return ofCurrent(now.data);
  const old = legacy.safeParse(body);
  return old.success ? ofLegacy(old.data) : null;
}

function ofCurrent({ eventType, payload }: z.infer<typeof current>): CodatMessage {
  const isWrite = /\.write\./.test(eventType);
  const failure = payload?.connection?.dataConnectionErrors?.at(-1);
  return {
    shape: "current",
    eventType,
    companyId: payload?.referenceCompany?.id ?? null,
    connectionId: payload?.connectionId ?? payload?.connection?.id ?? null,
    pushOperationKey: isWrite ? (payload?.id ?? null) : null,
    status: isWrite ? writeStatus(payload?.status) : null,
    recordId: payload?.record?.id ?? null,
    connectionStatus: payload?.connection?.status ?? null,
    sourceAccountId: payload?.sourceAccount?.id ?? null,
    sourceAccountStatus: payload?.sourceAccount?.status ?? null,
    dataType: payload?.dataType ?? (isWrite ? (eventType.split(".")[0] ?? null) : null),
    reason: failure?.errorMessage ?? failure?.statusText ?? null,
  };
}

function ofLegacy({ CompanyId, RuleType, DataConnectionId, Data }: z.infer<typeof legacy>): CodatMessage {
  const pushOperationKey = Data?.pushOperationKey ?? Data?.pushOperationGuid ?? null;
  const timedOut = /timed out/i.test(RuleType);
  return {
    shape: "legacy",
    eventType: RuleType,
    companyId: CompanyId,
    connectionId: DataConnectionId ?? Data?.dataConnectionId ?? null,
    pushOperationKey,
    status: pushOperationKey === null ? null : timedOut ? "TimedOut" : writeStatus(Data?.status),
    recordId: null,
    connectionStatus: Data?.newStatus ?? null,
    sourceAccountId: null,
    sourceAccountStatus: null,
    dataType: Data?.dataType ?? null,
    reason: null,
  };
}

function writeStatus(status: string | null | undefined): CodatMessage["status"] {
  return WRITE_STATUSES.find((known) => known === status) ?? "Unknown";
}

function parse(rawBody: string): unknown {
  try {
    return JSON.parse(rawBody);
  } catch {
    return null;
  }
}
