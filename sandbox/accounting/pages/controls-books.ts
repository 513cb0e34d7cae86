// /_control/connections/… and /_control/accounts/…: what people do inside the accounting software.
import { z } from "zod";
import type { Accounting } from "@/sandbox/accounting/books/accounting";
import { json, notFound, type ApiAnswer, type ApiRequest } from "@/sandbox/accounting/http/api";
import { balancesOf, feedsOf, type Feed } from "@/sandbox/accounting/books/books";
import { showConnection } from "@/sandbox/accounting/books/connection-shape";
import { allow, cancel, disconnect } from "./connections";
import { told } from "./controls";
import { showAccount } from "@/sandbox/accounting/books/data-shapes";
import { setSourceStatus } from "@/sandbox/accounting/books/mapping";
import { toText } from "@/sandbox/accounting/http/money";
import { addAccount } from "@/sandbox/accounting/books/opening-books";
import { platformOf } from "@/sandbox/accounting/platforms/platforms";
import type { Connection } from "@/sandbox/accounting/books/records";
import { startSync, troubleSync } from "@/sandbox/accounting/books/sync";

const STATUSES = ["Unknown", "Active", "Archived", "Pending"] as const;
const newAccount = z.strictObject({
  name: z.string().min(1),
  type: z.enum(["Asset", "Expense", "Income", "Liability", "Equity"]).default("Expense"),
  isBankAccount: z.boolean().default(false),
  currency: z.string().optional(),
  status: z.enum(STATUSES).default("Active"),
  nominalCode: z.string().nullable().default(null),
});

type Act = (accounting: Accounting, connection: Connection, request: ApiRequest) => ApiAnswer;

/** What can be done to a connection, by the last part of the address. */
export const ACTS: Record<string, Act> = {
  allow: (accounting, connection) => json(200, showConnection(accounting, allow(accounting, connection))),
  cancel: (accounting, connection) => json(200, showConnection(accounting, cancel(accounting, connection))),
  deauthorize: (accounting, connection) =>
    json(200, showConnection(accounting, disconnect(accounting, connection, "Deauthorized"))),
  accounts: addAccounts,
  suppliers: addSuppliers,
  share: (accounting, connection, request) => {
    const other = find(accounting, told(request, z.strictObject({ with: z.string() })).with);
    const changed = accounting.saveConnection({ ...connection, tenant: other.tenant });
    return json(200, showConnection(accounting, changed));
  },
  dataset: (accounting, connection, request) => {
    const { dataType, status } = told(request, z.strictObject({ dataType: z.string(), status: z.string() }));
    troubleSync(accounting, connection, dataType, status);
    return json(200, { dataType, status });
  },
};

export function find(accounting: Accounting, id: string): Connection {
  const connection = accounting.store.find("connections", id);
  if (!connection) throw notFound("connection");
  return connection;
}

export function changeAccount(accounting: Accounting, id: string, request: ApiRequest): ApiAnswer {
  const shape = z.strictObject({
    name: z.string().optional(),
    status: z.enum(STATUSES).optional(),
    currency: z.string().optional(),
  });
  const account = accounting.store.find("accounts", id);
  if (!account) throw notFound("account");
  const given = Object.entries(told(request, shape)).filter(([, value]) => value !== undefined);
  const changed = { ...account, ...Object.fromEntries(given), modified: accounting.clock.iso() };
  accounting.store.put("accounts", changed);
  return json(200, showAccount(changed, balancesOf(accounting, account.parent).get(id) ?? 0n));
}

export function changeSource(
  accounting: Accounting,
  connectionId: string,
  sourceId: string,
  request: ApiRequest,
): ApiAnswer {
  const { status } = told(request, z.strictObject({ status: z.enum(["connected", "disconnected"]) }));
  const source = accounting.store.find("sources", `${connectionId}/${sourceId}`);
  if (!source) throw notFound("source account");
  setSourceStatus(accounting, find(accounting, connectionId), source, status);
  return json(200, { id: sourceId, status });
}

/** The books as they are, not as Codat's copy has them. Amounts are texts such as "-666.67". */
export function showBooks(accounting: Accounting, connectionId: string): ApiAnswer {
  const tenant = accounting.tenantOf(find(accounting, connectionId));
  const { store } = accounting;
  const balances = balancesOf(accounting, tenant);
  return json(200, {
    accounts: store
      .of("accounts", tenant)
      .map(({ key: id, name, type, status, currency, nominalCode, isBankAccount }) => {
        const balance = toText(balances.get(id) ?? 0n);
        return { id, name, nominalCode, type, status, currency, isBankAccount, balance };
      }),
    suppliers: store
      .of("suppliers", tenant)
      .map(({ key: id, supplierName, status }) => ({ id, supplierName, status })),
    transfers: store.of("transfers", tenant).map(({ key: id, date, description, from, to, amount }) => {
      return { id, date, description, fromId: from, toId: to, amount: toText(amount) };
    }),
    directCosts: store
      .of("directCosts", tenant)
      .map(({ key: id, date, reference, note, isIncome, paidFrom, contact, total, lines }) => ({
        id,
        date,
        reference,
        note,
        isIncome,
        paidFromId: paidFrom,
        contactId: contact,
        expenseIds: lines.map(({ account }) => account),
        totalAmount: toText(total),
      })),
    sources: feedsOf(accounting, tenant).map(showFeed),
  });
}

/** `balance` is what the last line says, `feedBalance` what the lines add up to, `booksBalance` what the account holds. */
function showFeed({ source, lines, balance, books }: Feed) {
  return {
    id: source.id,
    connectionId: source.parent,
    status: source.status,
    targetAccountId: source.target,
    balance: toText(lines.at(-1)?.balance ?? 0n),
    feedBalance: toText(balance),
    booksBalance: toText(books),
    lines: lines.map(({ id, date, description, amount, balance: after, match }) => ({
      id,
      date,
      description,
      amount: toText(amount),
      balance: toText(after),
      match: match && { dataType: match.kind, id: match.record },
    })),
  };
}

function addAccounts(accounting: Accounting, connection: Connection, request: ApiRequest): ApiAnswer {
  const { accounts } = told(request, z.strictObject({ accounts: z.array(newAccount) }));
  const platform = platformOf(connection.platform);
  const made = accounts.map(({ currency, ...rest }) =>
    addAccount(accounting, connection, platform, {
      ...rest,
      category: rest.isBankAccount ? "Asset.Bank" : `${rest.type}.Other`,
      currency: currency ?? connection.baseCurrency,
    }),
  );
  for (const dataType of ["chartOfAccounts", "bankAccounts"]) startSync(accounting, connection, dataType);
  return json(200, { ids: made.map(({ key }) => key) });
}

function addSuppliers(accounting: Accounting, connection: Connection, request: ApiRequest): ApiAnswer {
  const shape = z.strictObject({ suppliers: z.array(z.strictObject({ supplierName: z.string().min(1) })) });
  const { suppliers } = told(request, shape);
  const platform = platformOf(connection.platform);
  const made = suppliers.map(({ supplierName }) =>
    accounting.store.put("suppliers", {
      ...accounting.stamp(platform, accounting.tenantOf(connection)),
      supplierName,
      status: "Active",
      details: {},
    }),
  );
  startSync(accounting, connection, "suppliers");
  return json(200, { ids: made.map(({ key }) => key) });
}
