// …/connections: making them, cutting them, and what becomes of them on the link page.
import { randomUUID } from "node:crypto";
import { z } from "zod";
import type { Accounting } from "@/sandbox/accounting/books/accounting";
import {
  broken,
  json,
  nothing,
  Refusal,
  type ApiAnswer,
  type ApiRequest,
} from "@/sandbox/accounting/http/api";
import { showConnection } from "@/sandbox/accounting/books/connection-shape";
import { tellOfConnection } from "@/sandbox/accounting/books/events";
import { listed } from "@/sandbox/accounting/http/listing";
import { openBooks } from "@/sandbox/accounting/books/opening-books";
import { hasPlatform, platformOf } from "@/sandbox/accounting/platforms/platforms";
import { read } from "@/sandbox/accounting/http/reading";
import type { Connection } from "@/sandbox/accounting/books/records";
import { syncAll } from "@/sandbox/accounting/books/sync";

const creation = z.strictObject({ platformKey: z.string().refine(hasPlatform, "is of no platform") });
const update = z.strictObject({ status: z.literal("Unlinked", "can only be set to Unlinked") });

export function createConnection(accounting: Accounting, companyId: string, request: ApiRequest): ApiAnswer {
  accounting.company(companyId);
  const { platformKey } = read(request, creation);
  requireNoOther(accounting, companyId, platformKey);
  const key = randomUUID();
  const connection = accounting.saveConnection({
    key,
    parent: companyId,
    platform: platformKey,
    tenant: key,
    baseCurrency: accounting.settings.baseCurrency,
    sourceId: randomUUID(),
    status: "PendingAuth",
    wasLinked: false,
    created: accounting.clock.iso(),
    lastSync: null,
    errors: [],
  });
  tellOfConnection(accounting, connection, "created");
  return json(200, showConnection(accounting, connection));
}

export function listConnections(accounting: Accounting, companyId: string, request: ApiRequest): ApiAnswer {
  accounting.company(companyId);
  return listed(request, accounting.store.of("connections", companyId), (one) =>
    showConnection(accounting, one),
  );
}

export function getConnection(accounting: Accounting, companyId: string, connectionId: string): ApiAnswer {
  return json(200, showConnection(accounting, accounting.place(companyId, connectionId).connection));
}

export function unlink(
  accounting: Accounting,
  companyId: string,
  connectionId: string,
  request: ApiRequest,
): ApiAnswer {
  const { connection } = accounting.place(companyId, connectionId);
  read(request, update);
  if (connection.status !== "Linked") throw broken("Only a linked connection can be unlinked.", "status");
  return json(200, showConnection(accounting, disconnect(accounting, connection, "Unlinked")));
}

export function deleteConnection(accounting: Accounting, companyId: string, connectionId: string): ApiAnswer {
  const { connection } = accounting.place(companyId, connectionId);
  removeConnection(accounting, connection);
  return nothing();
}

/** The books stay: they are the customer's, not ours. */
export function removeConnection(accounting: Accounting, connection: Connection): void {
  const { store } = accounting;
  for (const set of store.of("dataSets", connection.key)) store.remove("dataSets", set.key);
  for (const source of store.of("sources", connection.key)) store.remove("sources", source.key);
  accounting.forgetConnection(connection);
  tellOfConnection(accounting, connection, "deleted");
}

/** The customer pressed Allow. @throws Refusal (400) when other accounting software of the company is linked */
export function allow(accounting: Accounting, connection: Connection): Connection {
  if (connection.status === "Linked") return connection;
  requireNoOther(accounting, connection.parent, connection.platform);
  const linked = accounting.saveConnection({
    ...connection,
    status: "Linked",
    wasLinked: true,
    errors: connection.errors.map((error) => ({
      ...error,
      status: "Resolved",
      resolvedOnUtc: error.resolvedOnUtc ?? accounting.clock.iso(),
    })),
  });
  const platform = platformOf(linked.platform);
  if (platform.sourceType === "Accounting") openBooks(accounting, linked, platform);
  tellOfConnection(accounting, linked, connection.wasLinked ? "reconnected" : "connected", connection.status);
  syncAll(accounting, linked);
  return linked;
}

/** The customer pressed Cancel: the connection stays as it was, with the reason in its errors. */
export function cancel(accounting: Accounting, connection: Connection): Connection {
  const failed = accounting.saveConnection({
    ...connection,
    errors: [
      ...connection.errors,
      {
        statusCode: "403",
        statusText: "Forbidden",
        errorMessage: "User cancelled linking.",
        erroredOnUtc: accounting.clock.iso(),
        status: "Active",
        resolvedOnUtc: null,
      },
    ],
  });
  tellOfConnection(accounting, failed, "failed");
  return failed;
}

export function disconnect(
  accounting: Accounting,
  connection: Connection,
  status: "Unlinked" | "Deauthorized",
): Connection {
  const cut = accounting.saveConnection({ ...connection, status });
  tellOfConnection(accounting, cut, "disconnected", connection.status);
  return cut;
}

/** One linked accounting connection a company; bank-feed connections stand beside it. */
function requireNoOther(accounting: Accounting, companyId: string, platformKey: string): void {
  if (platformOf(platformKey).sourceType !== "Accounting") return;
  const isTaken = accounting.store
    .of("connections", companyId)
    .some((one) => one.status === "Linked" && platformOf(one.platform).sourceType === "Accounting");
  if (isTaken)
    throw new Refusal(400, "The company already has a linked accounting connection. Unlink it first.");
}
