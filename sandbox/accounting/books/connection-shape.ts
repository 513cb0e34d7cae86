// A company and a connection as Codat shows them. A connection's link carries a new one-time code each time.
import { createHmac, randomBytes, timingSafeEqual } from "node:crypto";
import type { Accounting } from "./accounting";
import { Refusal } from "@/sandbox/accounting/http/api";
import { HOUR } from "@/sandbox/accounting/http/clock";
import { platformOf } from "@/sandbox/accounting/platforms/platforms";
import type { Company, Connection } from "./records";

export function showCompany(accounting: Accounting, company: Company) {
  const connections = accounting.store.of("connections", company.key);
  return {
    id: company.key,
    name: company.name,
    description: company.description,
    redirect: `${accounting.address}/link/companies/${company.key}`,
    lastSync: connections.map((one) => one.lastSync).findLast((at) => at !== null),
    dataConnections: connections.map((one) => showConnection(accounting, one)),
    created: company.created,
    products: ["lending", "bank-feeds"],
    tags: company.tags,
  };
}

export function showConnection(accounting: Accounting, connection: Connection) {
  const platform = platformOf(connection.platform);
  return {
    id: connection.key,
    integrationId: platform.integrationId,
    integrationKey: platform.key,
    sourceId: connection.sourceId,
    sourceType: platform.sourceType,
    platformName: platform.name,
    linkUrl: linkUrl(accounting, connection),
    status: connection.status,
    lastSync: connection.lastSync ?? undefined,
    created: connection.created,
    dataConnectionErrors: connection.errors.map((error) => ({
      ...error,
      resolvedOnUtc: error.resolvedOnUtc ?? undefined,
    })),
    connectionInfo: connection.wasLinked ? { organisationName: organizationOf(accounting, connection) } : {},
  };
}

export function organizationOf(accounting: Accounting, connection: Connection): string {
  return accounting.store.find("companies", connection.parent)?.name ?? "Organization";
}

export function startPath({ parent, key }: Connection): string {
  return `/link/companies/${parent}/connections/${key}/start`;
}

function linkUrl(accounting: Accounting, connection: Connection): string {
  const url = new URL(startPath(connection), accounting.address);
  const hours = platformOf(connection.platform).linkCodeHours;
  const until = (accounting.clock.now() + hours * HOUR).toString(36);
  const nonce = randomBytes(9).toString("base64url");
  const signed = `${nonce}.${until}`;
  url.searchParams.set("otp", `${signed}.${sign(accounting, connection, signed)}`);
  return url.href;
}

/** @throws Refusal (403) when the code is not of this connection, has expired, or a decision was made with it */
export function checkCode(accounting: Accounting, connection: Connection, code: string): void {
  const [nonce = "", until = "", signature = ""] = code.split(".");
  const expected = Buffer.from(sign(accounting, connection, `${nonce}.${until}`));
  const given = Buffer.from(signature);
  if (given.length !== expected.length || !timingSafeEqual(given, expected))
    throw new Refusal(403, "This link is not valid.");
  if (parseInt(until, 36) <= accounting.clock.now()) throw new Refusal(403, "This link has expired.");
  if (accounting.store.find("usedCodes", code)) throw new Refusal(403, "This link was already used.");
}

/** Spends a code, and forgets those that have expired anyway. */
export function spendCode(accounting: Accounting, connection: Connection, code: string): void {
  checkCode(accounting, connection, code);
  const { store, clock } = accounting;
  for (
    let oldest = store.first("usedCodes");
    oldest && oldest.at < clock.now() - 48 * HOUR;
    oldest = store.first("usedCodes")
  )
    store.remove("usedCodes", oldest.key);
  store.put("usedCodes", { key: code, parent: connection.key, at: clock.now() });
}

function sign({ secret }: Accounting, { key }: Connection, text: string): string {
  return createHmac("sha256", `link:${secret}`).update(`${key}.${text}`).digest("base64url");
}
