// What consumers receive, in Codat's current shape and, on demand, in the one that ended in January 2025.
import { randomUUID } from "node:crypto";
import type { Accounting } from "./accounting";
import { showConnection } from "./connection-shape";
import { writeJson } from "@/sandbox/accounting/http/json";
import { platformOf } from "@/sandbox/accounting/platforms/platforms";
import type { Company, Connection, ConnectionStatus, Operation, Source } from "./records";
import { showSource } from "./source-shape";

/** Sends an event about a company, or about the client when there is none. */
export function tell(
  accounting: Accounting,
  company: Company | null,
  eventType: string,
  payload: object,
): void {
  const body = { id: randomUUID(), eventType, generatedDate: accounting.clock.iso(), payload };
  const tags = Object.entries(company?.tags ?? {}).map(([name, value]) => `${name}:${value}`);
  accounting.sender.send(eventType, writeJson(body), tags);
}

export function tellOfOperation(accounting: Accounting, operation: Operation): void {
  const { sender, store } = accounting;
  const company = store.find("companies", operation.parent) ?? null;
  const isGood =
    operation.status === "Success" ||
    (operation.status === "TimedOut" && sender.behavior.timedOutAs === "successful");
  const eventType = `${operation.dataType}.write.${isGood ? "successful" : "unsuccessful"}`;
  if (sender.behavior.shape === "legacy") return tellOldWay(accounting, operation, eventType);
  tell(accounting, company, eventType, {
    id: operation.key,
    type: "Create",
    referenceCompany: refer(company),
    connectionId: operation.connection,
    requestedOnDate: operation.requestedOn,
    completedOnDate: operation.completedOn,
    status: operation.status,
    record: operation.record && { id: operation.record.id },
    attachmentId: null,
  });
}

export function tellOfConnection(
  accounting: Accounting,
  connection: Connection,
  event: "created" | "connected" | "disconnected" | "reconnected" | "failed" | "deleted",
  before?: ConnectionStatus,
): void {
  const company = accounting.store.find("companies", connection.parent) ?? null;
  if (accounting.sender.behavior.shape === "legacy") {
    const data = {
      dataConnectionId: connection.key,
      newStatus: connection.status,
      oldStatus: before ?? connection.status,
      platformKey: connection.platform,
    };
    return sendOldWay(
      accounting,
      `connection.${event}`,
      connection.parent,
      connection.key,
      "DataConnectionStatusChanged",
      data,
    );
  }
  tell(accounting, company, `connection.${event}`, {
    referenceCompany: refer(company),
    connection: showConnection(accounting, connection),
  });
}

export function tellOfSource(accounting: Accounting, connection: Connection, source: Source): void {
  if (source.status !== "connected" && source.status !== "disconnected") return;
  const company = accounting.store.find("companies", connection.parent) ?? null;
  tell(accounting, company, `bankFeeds.sourceAccount.${source.status}`, {
    referenceCompany: refer(company),
    connectionId: connection.key,
    sourceAccount: showSource(source),
  });
}

export function refer(company: Company | null) {
  if (!company) return null;
  const { key: id, name, description, tags } = company;
  return { id, name, description, links: { portal: `https://app.codat.io/companies/${id}/summary` }, tags };
}

function tellOldWay(accounting: Accounting, operation: Operation, eventType: string): void {
  const { key, parent, connection, dataType, status } = operation;
  const [ruleType, data] =
    status === "TimedOut"
      ? ["Push Operation Timed Out", { dataType, pushOperationGuid: key }]
      : ["Push Operation Status Changed()", { dataType, status, pushOperationKey: key }];
  sendOldWay(accounting, eventType, parent, connection, ruleType, data);
}

function sendOldWay(
  accounting: Accounting,
  eventType: string,
  companyId: string,
  connectionId: string,
  ruleType: string,
  data: object,
): void {
  const connection = accounting.store.find("connections", connectionId);
  const body = {
    ClientId: CLIENT_ID,
    ClientName: "Modern Lending",
    CompanyId: companyId,
    DataConnectionId: connectionId,
    RuleId: randomUUID(),
    RuleType: ruleType,
    AlertId: randomUUID(),
    Message: `${connection ? platformOf(connection.platform).name : "Codat"}: ${ruleType}`,
    Data: data,
  };
  const { authorization } = accounting.sender.behavior;
  const headers = { "x-codat-clientid": CLIENT_ID, ...(authorization === null ? {} : { authorization }) };
  accounting.sender.send(eventType, writeJson(body), [], { headers, isSigned: false });
}

const CLIENT_ID = "5d0a3c1e-7b1f-4c55-9c5d-2f3a8e6b4d10";
