// /api/counterparties, /api/external_accounts and /api/internal_accounts
import { z } from "zod";
import { invalid, json, matches, notFound, page, read, type ApiAnswer, type ApiRequest } from "./api";
import type { Bank } from "./bank";
import type { Counterparty, ExternalAccount } from "./records";
import { stamp } from "./store";

const metadata = z.record(z.string(), z.string()).default({});
const newAccount = z.object({
  counterparty_id: z.string().nullish(),
  party_name: z.string().default(""),
  account_type: z.string().default("checking"),
  external_id: z.string().nullish(),
  account_details: z
    .array(
      z.object({ account_number: z.string().regex(/^[0-9]{4,17}$/, "account_number has 4 to 17 digits") }),
    )
    .min(1, "account_details is missing"),
  routing_details: z
    .array(
      z.object({
        routing_number: z.string().refine(isRoutingNumber, "routing_number is not a routing number"),
        routing_number_type: z.literal("aba"),
      }),
    )
    .min(1, "routing_details is missing"),
  metadata,
});
const newCounterparty = z.object({
  name: z.string("name is missing").min(1, "name is empty"),
  email: z.string().nullish(),
  external_id: z.string().nullish(),
  accounts: z.array(newAccount).default([]),
  metadata,
});

export function createCounterparty(bank: Bank, request: ApiRequest): ApiAnswer {
  const { accounts, ...asked } = read(request, newCounterparty);
  const base = stamp();
  const row: Counterparty = {
    ...base,
    ...asked,
    object: "counterparty",
    email: asked.email ?? null,
    external_id: asked.external_id ?? null,
    accounts: accounts.map((account) =>
      showAccount(openAccount(bank, { ...account, counterparty_id: base.id })),
    ),
  };
  bank.store.put("counterparties", row);
  return json(201, row);
}

export function getCounterparty(bank: Bank, id: string): ApiAnswer {
  const row = bank.store.find("counterparties", id);
  if (!row) throw notFound("counterparty");
  return json(200, row);
}

export function listCounterparties(bank: Bank, { query }: ApiRequest): ApiAnswer {
  const rows = bank.store.all("counterparties").filter((row) => matches(row, query, ["external_id", "name"]));
  return page(rows, query, (row) => row);
}

export function createExternalAccount(bank: Bank, request: ApiRequest): ApiAnswer {
  const asked = read(request, newAccount);
  if (asked.counterparty_id && !bank.store.find("counterparties", asked.counterparty_id)) {
    throw invalid("There is no such counterparty.", "counterparty_id");
  }
  return json(201, showAccount(openAccount(bank, asked)));
}

function openAccount(bank: Bank, account: z.infer<typeof newAccount>): ExternalAccount {
  const { account_details, routing_details, ...asked } = account;
  const row: ExternalAccount = {
    ...stamp(),
    ...asked,
    object: "external_account",
    counterparty_id: asked.counterparty_id ?? null,
    external_id: asked.external_id ?? null,
    account_number: account_details[0]!.account_number,
    routing_number: routing_details[0]!.routing_number,
  };
  bank.store.put("external_accounts", row);
  return row;
}

export function getExternalAccount(bank: Bank, id: string): ApiAnswer {
  const row = bank.store.find("external_accounts", id);
  if (!row) throw notFound("external account");
  return json(200, showAccount(row));
}

export function listExternalAccounts(bank: Bank, { query }: ApiRequest): ApiAnswer {
  const rows = bank.store
    .all("external_accounts")
    .filter((row) => matches(row, query, ["counterparty_id", "external_id", "party_name"]));
  return page(rows, query, showAccount);
}

export function getInternalAccount(bank: Bank, id: string): ApiAnswer {
  if (id !== bank.internalAccountId) throw notFound("internal account");
  return json(200, internalAccount(bank));
}

export function listInternalAccounts(bank: Bank, { query }: ApiRequest): ApiAnswer {
  return page([internalAccount(bank)], query, (row) => row);
}

function internalAccount(bank: Bank) {
  return {
    ...stamp(),
    id: bank.internalAccountId,
    object: "internal_account",
    account_type: "checking",
    name: "Pool account",
    party_name: "Modern Lending, Inc.",
    currency: "USD",
    status: "active",
    connection: { ...stamp(), object: "connection", vendor_name: "Sandbox Bank", vendor_id: "sandbox" },
    account_details: [
      {
        ...stamp(),
        object: "account_detail",
        account_number: "4100200300",
        account_number_safe: "0300",
        account_number_type: "other",
      },
    ],
    routing_details: [
      {
        ...stamp(),
        object: "routing_detail",
        routing_number: "021000021",
        routing_number_type: "aba",
        payment_type: null,
        bank_name: "Sandbox Bank",
      },
    ],
    metadata: {},
  };
}

function showAccount({ account_number, routing_number, ...row }: ExternalAccount) {
  return {
    ...row,
    account_details: [
      {
        id: row.id,
        object: "account_detail",
        account_number_safe: account_number.slice(-4),
        account_number_type: "other",
      },
    ],
    routing_details: [
      {
        id: row.id,
        object: "routing_detail",
        routing_number,
        routing_number_type: "aba",
        payment_type: null,
      },
    ],
    verification_status: "unverified",
  };
}

/** ABA check: 3·(d1+d4+d7) + 7·(d2+d5+d8) + (d3+d6+d9) is a multiple of ten. */
function isRoutingNumber(text: string): boolean {
  if (!/^[0-9]{9}$/.test(text)) return false;
  const weights = [3, 7, 1, 3, 7, 1, 3, 7, 1];
  return [...text].reduce((sum, digit, index) => sum + Number(digit) * weights[index]!, 0) % 10 === 0;
}
