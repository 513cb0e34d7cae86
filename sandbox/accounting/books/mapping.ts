// Bank feeds: source accounts, which we invent, and the accounts in the books they are mapped to.
import { z } from "zod";
import type { Accounting, Place } from "./accounting";
import { json, Refusal, type ApiAnswer, type ApiRequest } from "@/sandbox/accounting/http/api";
import { tellOfSource } from "./events";
import { toDigits } from "@/sandbox/accounting/http/money";
import { addAccount } from "./opening-books";
import { platformOf } from "@/sandbox/accounting/platforms/platforms";
import { id, plainDate, read } from "@/sandbox/accounting/http/reading";
import type { Account, Connection, Source } from "./records";
import { requireFeed } from "./source-accounts";
import { startSync } from "./sync";

const choice = z.strictObject({
  sourceAccountId: id,
  targetAccountId: z.string().min(1).nullish(),
  feedStartDate: plainDate.nullish(),
});

export function listMappings(accounting: Accounting, place: Place): ApiAnswer {
  const { connection } = place;
  requireFeed(place);
  settleTargets(accounting, connection);
  const rows = accounting.store.of("sources", connection.key).map((source) => {
    const target = source.target === null ? null : accounting.store.find("accounts", source.target);
    return {
      sourceAccountId: source.id,
      sourceAccountName: source.name,
      sourceAccountNumber: source.accountNumber,
      sourceBalance: toDigits(source.balance),
      sourceCurrency: source.currency,
      targetAccountId: target?.key ?? null,
      ...(target ? { targetAccountName: target.name } : {}),
      status: source.status,
      targetAccountOptions: optionsFor(accounting, connection, source).map((account) => ({
        id: account.key,
        name: account.name,
        sortCode: account.sortCode,
        accountNumber: account.accountNumber,
      })),
      feedStartDate: source.feedStartDate ?? undefined,
    };
  });
  return json(200, rows);
}

export function createMapping(accounting: Accounting, place: Place, request: ApiRequest): ApiAnswer {
  const { connection, platform } = place;
  requireFeed(place);
  const body = read(request, choice);
  if (platform.sourceType === "BankFeed")
    throw new Refusal(400, `${platform.name} maps accounts on its own page, not through the API.`);
  if (connection.status !== "Linked") throw new Refusal(400, "The connection is not linked.");
  const source = accounting.store.find("sources", `${connection.key}/${body.sourceAccountId}`);
  if (!source) throw new Refusal(404, "No such source account exists on this connection.");
  const target = body.targetAccountId ?? null;
  const isRepeated = source.target !== null && source.target === target && source.status !== "disconnected";
  const mapped = isRepeated
    ? source
    : mapSource(accounting, connection, source, target, body.feedStartDate ?? null);
  return json(200, {
    sourceAccountId: mapped.id,
    targetAccountId: mapped.target,
    status: mapped.status,
  });
}

/** @throws Refusal (400) where the target is none of the source's options, or feeds another company already */
export function mapSource(
  accounting: Accounting,
  connection: Connection,
  source: Source,
  target: string | null,
  feedStartDate: string | null,
): Source {
  if (target !== null) {
    const options = optionsFor(accounting, connection, source);
    if (!options.some(({ key }) => key === target))
      throw new Refusal(400, "The target account is not one of the options of this source account.");
    const rival = accounting.store
      .all("sources")
      .find((one) => one.target === target && one.key !== source.key && one.status !== "disconnected");
    if (rival)
      throw new Refusal(
        400,
        rival.parent === connection.key
          ? "The target account is already connected to another source account."
          : "The target account is already connected to another company.",
      );
  }
  const { mappingDelayMs } = accounting.settings;
  const mapped = accounting.store.put("sources", {
    ...source,
    target,
    feedStartDate,
    status: "connecting",
    connectsAt: Date.now() + mappingDelayMs,
  });
  accounting.later(mappingDelayMs, () => connectLater(accounting, mapped.key));
  return mapped;
}

/** After a restart: what was connecting goes on. */
export function resumeMappings(accounting: Accounting): void {
  for (const { key, status, connectsAt } of accounting.store.all("sources"))
    if (status === "connecting" && connectsAt !== null)
      accounting.later(connectsAt - Date.now(), () => connectLater(accounting, key));
}

/** What a platform does only when it is asked again: make the target accounts that were left to it. */
export function settleTargets(accounting: Accounting, connection: Connection): void {
  for (const source of accounting.store.of("sources", connection.key))
    if (source.status === "connecting" && source.target === null && Date.now() >= (source.connectsAt ?? 0))
      connect(accounting, connection, source);
}

export function setSourceStatus(
  accounting: Accounting,
  connection: Connection,
  source: Source,
  status: Source["status"],
): Source {
  const changed = accounting.store.put("sources", { ...source, status, connectsAt: null });
  tellOfSource(accounting, connection, changed);
  return changed;
}

function connectLater(accounting: Accounting, key: string): void {
  const source = accounting.store.find("sources", key);
  const connection = source && accounting.store.find("connections", source.parent);
  if (!source || !connection || source.status !== "connecting") return;
  if (source.target === null && platformOf(connection.platform).feed.targetOnNextRequest) return;
  connect(accounting, connection, source);
}

function connect(accounting: Accounting, connection: Connection, source: Source): void {
  const target = source.target ?? createTarget(accounting, connection, source).key;
  setSourceStatus(accounting, connection, { ...source, target }, "connected");
}

function createTarget(accounting: Accounting, connection: Connection, source: Source): Account {
  const tenant = accounting.tenantOf(connection);
  const owner = accounting.store.all("connections").find((one) => one.tenant === tenant) ?? connection;
  const account = addAccount(accounting, owner, platformOf(owner.platform), {
    name: source.name,
    nominalCode: null,
    type: "Asset",
    category: "Asset.Bank",
    isBankAccount: true,
    currency: source.currency,
    accountNumber: source.accountNumber,
    sortCode: source.sortCode,
  });
  for (const dataType of ["bankAccounts", "chartOfAccounts"]) startSync(accounting, owner, dataType);
  return account;
}

export function optionsFor(accounting: Accounting, connection: Connection, source: Source): Account[] {
  return accounting.store
    .of("accounts", accounting.tenantOf(connection))
    .filter((one) => one.isBankAccount && one.status === "Active" && one.currency === source.currency);
}
