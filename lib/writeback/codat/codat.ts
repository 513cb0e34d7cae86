// The requests of Codat's API that we use, by name. Paths and bodies are known here and nowhere else.
import { createHash } from "node:crypto";
import type { IsoDate } from "@/lib/calendar/dates";
import type { CodatRequest } from "./codat-client";
import { listQuery } from "@/lib/writeback/records/codat-query";
import * as shapes from "./codat-shapes";
import { Amount, exactJson, type Json } from "@/lib/writeback/records/exact-json";
import type { LenderSourceId, LenderTargetId } from "@/lib/writeback/records/ids";
import type { Body } from "@/lib/writeback/records/record-bodies";

export type DataType =
  "transfers" | "directCosts" | "bankTransactions" | "suppliers" | "chartOfAccounts" | "bankAccounts";

/** Company and connection at Codat. */
export type Place = { companyId: string; connectionId: string };

const part = encodeURIComponent;
const companyPath = (companyId: string) => `/companies/${part(companyId)}`;
const placePath = ({ companyId, connectionId }: Place) =>
  `${companyPath(companyId)}/connections/${part(connectionId)}`;

const get = <T>(path: string, answer: CodatRequest<T>["answer"]): CodatRequest<T> => ({
  method: "GET",
  path,
  answer,
});
const post = <T>(
  path: string,
  body: Json | undefined,
  answer: CodatRequest<T>["answer"],
  key?: string,
): CodatRequest<T> => ({
  method: "POST",
  path,
  answer,
  ...(body === undefined ? {} : { body: exactJson(body) }),
  ...(key === undefined ? {} : { idempotencyKey: key }),
});

/** A key that is the same each time for the same purpose: two clicks at once make one company. */
export function stableKey(purpose: string): string {
  const hex = createHash("sha256").update(purpose).digest("hex");
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-4${hex.slice(13, 16)}-8${hex.slice(17, 20)}-${hex.slice(20, 32)}`;
}

// ── companies and connections ──

export const findCompanies = (uid: string) =>
  get(
    `/companies?${new URLSearchParams({ tags: `uid=${uid}`, page: "1", pageSize: "10" })}`,
    shapes.listOf(shapes.company),
  );

/** Codat strips other characters from a name by itself; we would not recognize it then. */
export const createCompany = (company: { name: string; uid: string }) => {
  const name = company.name.replace(/[^A-Za-z0-9\s\-',&@.?!]/g, " ").trim() || "Borrower";
  return post(
    "/companies",
    { name, tags: { uid: company.uid } },
    shapes.company,
    stableKey(`company:${company.uid}`),
  );
};

export const getCompany = (companyId: string) => get(companyPath(companyId), shapes.companyWithProducts);

export const createConnection = (companyId: string, platformKey: string, requestKey: string) =>
  post(`${companyPath(companyId)}/connections`, { platformKey }, shapes.connection, requestKey);
export const getConnection = (place: Place) => get(placePath(place), shapes.connection);
export const unlinkConnection = (place: Place): CodatRequest<shapes.CodatConnection> => ({
  method: "PATCH",
  path: placePath(place),
  body: exactJson({ status: "Unlinked" }),
  answer: shapes.connection,
});

// ── what is there ──

export const getInfo = (companyId: string) => get(`${companyPath(companyId)}/data/info`, shapes.info);
export const getDataStatus = (companyId: string) =>
  get(`${companyPath(companyId)}/dataStatus`, shapes.dataStatus);
export const refresh = ({ companyId, connectionId }: Place, dataType: string) =>
  post(
    `${companyPath(companyId)}/data/queue/${part(dataType)}?connectionId=${part(connectionId)}`,
    undefined,
    shapes.nothing,
  );

type Page = { parts?: string[]; page?: number; pageSize?: number };
export const listAccounts = ({ companyId }: Place, page: Page) =>
  get(`${companyPath(companyId)}/data/accounts?${listQuery(page)}`, shapes.listOf(shapes.account));
export const listSuppliers = ({ companyId }: Place, page: Page) =>
  get(`${companyPath(companyId)}/data/suppliers?${listQuery(page)}`, shapes.listOf(shapes.supplier));
export const listBankAccounts = (place: Place, page: Page) =>
  get(`${placePath(place)}/data/bankAccounts?${listQuery(page)}`, shapes.listOf(shapes.bankAccount));
export const listTransfers = (place: Place, page: Page) =>
  get(`${placePath(place)}/data/transfers?${listQuery(page)}`, shapes.listOf(shapes.transfer));
export const listDirectCosts = (place: Place, page: Page) =>
  get(`${placePath(place)}/data/directCosts?${listQuery(page)}`, shapes.listOf(shapes.directCost));
/** Where some platforms keep a direct cost below zero. */
export const listDirectIncomes = (place: Place, page: Page) =>
  get(`${placePath(place)}/data/directIncomes?${listQuery(page)}`, shapes.listOf(shapes.directCost));

// ── the lender account's feed ──

export const createSourceAccount = (
  place: Place,
  account: { id: LenderSourceId; name: string; currency: string },
  key: string,
) =>
  post(
    `${placePath(place)}/connectionInfo/bankFeedAccounts`,
    {
      id: account.id,
      accountName: account.name,
      accountType: "loan",
      accountNumber: account.id.replace(/[^A-Za-z0-9]/g, "").slice(-10),
      currency: account.currency,
      balance: new Amount("0"),
    },
    shapes.oneSourceAccount,
    key,
  );
export const getFeedMappings = (place: Place) =>
  get(`${placePath(place)}/bankFeedAccounts/mapping`, shapes.feedMappings);
export const mapFeed = (
  place: Place,
  mapping: { sourceId: LenderSourceId; targetId: LenderTargetId | null; feedStartOn: IsoDate },
  key: string,
) =>
  post(
    `${placePath(place)}/bankFeedAccounts/mapping`,
    {
      sourceAccountId: mapping.sourceId,
      ...(mapping.targetId === null ? {} : { targetAccountId: mapping.targetId }),
      feedStartDate: mapping.feedStartOn,
    },
    shapes.mappingAnswer,
    key,
  );

// ── writing ──

/** Where records of a kind are pushed to, and whose options describe them. */
function pushPaths(dataType: DataType, sourceId: string | null): { push: string; options: string } {
  if (dataType === "bankTransactions") {
    const feed = `bankAccounts/${part(sourceId ?? "")}/bankTransactions`;
    return { push: `push/${feed}`, options: `options/${feed}` };
  }
  // The one data type whose push has another name than its options.
  if (dataType === "chartOfAccounts") return { push: "push/accounts", options: "options/chartOfAccounts" };
  return { push: `push/${dataType}`, options: `options/${dataType}` };
}

export const getOptions = (place: Place, dataType: DataType, sourceId: string | null) =>
  get(`${placePath(place)}/${pushPaths(dataType, sourceId).options}`, shapes.optionModel);

/** The path that a write goes to. Money records are not synced back after each one: that would cost the borrower's quota. */
export function pushPath(place: Place, dataType: DataType, sourceId: string | null): string {
  const isMoney = dataType === "transfers" || dataType === "directCosts" || dataType === "bankTransactions";
  return `${placePath(place)}/${pushPaths(dataType, sourceId).push}${isMoney ? "?allowSyncOnPushComplete=false" : ""}`;
}

/** Sends a text that was written down before: the same bytes under the same key, however often. */
export const push = (
  path: string,
  body: string,
  idempotencyKey: string,
): CodatRequest<shapes.PushOperation> => ({
  method: "POST",
  path,
  body,
  idempotencyKey,
  answer: shapes.pushOperation,
});

export const bodyText = (body: Body): string => exactJson(body as Json);

export const getPush = (companyId: string, pushOperationKey: string) =>
  get(`${companyPath(companyId)}/push/${part(pushOperationKey)}`, shapes.pushOperation);
export const listPushes = (companyId: string, page: Page & { orderBy?: string }) =>
  get(`${companyPath(companyId)}/push?${listQuery(page)}`, shapes.listOf(shapes.pushOperation));
