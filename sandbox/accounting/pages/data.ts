// …/data/…: Codat's copy of the books, as lists and one by one.
import type { Accounting } from "@/sandbox/accounting/books/accounting";
import { json, notFound, type ApiAnswer, type ApiRequest } from "@/sandbox/accounting/http/api";
import { accountTransactions, balancesOf } from "@/sandbox/accounting/books/books";
import { listed } from "@/sandbox/accounting/http/listing";
import {
  showAccount,
  showBankAccount,
  showDirectCost,
  showSupplier,
  showTransfer,
} from "@/sandbox/accounting/books/data-shapes";
import { platformOf } from "@/sandbox/accounting/platforms/platforms";
import type { Connection } from "@/sandbox/accounting/books/records";
import { copyOf } from "@/sandbox/accounting/books/sync";

type Seen = { seq: number };
type Copy = (accounting: Accounting, connection: Connection, seen: number) => object[];
type Source = { dataType: string; copy: Copy };

const until = <Row extends Seen>(rows: Row[], seen: number) => rows.filter((row) => row.seq <= seen);

const SOURCES: Record<string, Source> = {
  accounts: {
    dataType: "chartOfAccounts",
    copy: (accounting, { tenant }, seen) => {
      const balances = balancesOf(accounting, tenant);
      return until(accounting.store.of("accounts", tenant), seen).map((row) =>
        showAccount(row, balances.get(row.key) ?? 0n),
      );
    },
  },
  bankAccounts: {
    dataType: "bankAccounts",
    copy: (accounting, { tenant, platform }, seen) => {
      const balances = platformOf(platform).listsBankBalance ? balancesOf(accounting, tenant) : null;
      return until(accounting.store.of("accounts", tenant), seen)
        .filter((row) => row.isBankAccount)
        .map((row) => showBankAccount(row, balances?.get(row.key) ?? null));
    },
  },
  suppliers: {
    dataType: "suppliers",
    copy: (accounting, { tenant }, seen) =>
      until(accounting.store.of("suppliers", tenant), seen).map(showSupplier),
  },
  transfers: {
    dataType: "transfers",
    copy: (accounting, { tenant }, seen) =>
      until(accounting.store.of("transfers", tenant), seen).map(showTransfer),
  },
  directCosts: {
    dataType: "directCosts",
    copy: (accounting, { tenant }, seen) =>
      until(accounting.store.of("directCosts", tenant), seen)
        .filter((row) => !row.isIncome)
        .map(showDirectCost),
  },
  directIncomes: {
    dataType: "directIncomes",
    copy: (accounting, { tenant }, seen) =>
      until(accounting.store.of("directCosts", tenant), seen)
        .filter((row) => row.isIncome)
        .map(showDirectCost),
  },
  accountTransactions: {
    dataType: "accountTransactions",
    copy: (accounting, { tenant }, seen) => accountTransactions(accounting, tenant, seen),
  },
};

/** A list of `C/data/…` or `K/data/…`, or one record of it where `id` is given. */
export function readData(
  accounting: Accounting,
  connection: Connection,
  name: string,
  id: string | null,
  request: ApiRequest,
): ApiAnswer {
  const source = SOURCES[name];
  if (!source) throw notFound(`data type as ${name}`);
  const { seen } = copyOf(accounting, connection, source.dataType);
  const rows = source.copy(accounting, connection, seen);
  if (id === null) return listed(request, rows, (row) => row);
  const row = rows.find((one) => "id" in one && one.id === id);
  if (!row) throw notFound("record");
  return json(200, row);
}

export function companyInfo(accounting: Accounting, companyId: string): ApiAnswer {
  const connection = accountingConnection(accounting, companyId);
  const { lastSync } = copyOf(accounting, connection, "company");
  const company = accounting.company(companyId);
  return json(200, {
    companyName: company.name,
    companyLegalName: `${company.name} Inc`,
    accountingPlatformRef: platformOf(connection.platform).name,
    baseCurrency: connection.baseCurrency,
    addresses: [],
    phoneNumbers: [],
    webLinks: [],
    sourceUrls: {},
    modifiedDate: lastSync,
    createdDate: company.created,
  });
}

/** The connection behind `C/data/…`: the company's accounting software, the linked one where there were several. */
export function accountingConnection(accounting: Accounting, companyId: string): Connection {
  accounting.company(companyId);
  const candidates = accounting.store
    .of("connections", companyId)
    .filter((one) => platformOf(one.platform).sourceType === "Accounting");
  const connection =
    candidates.findLast((one) => one.status === "Linked") ??
    candidates.findLast((one) => one.wasLinked) ??
    candidates.at(-1);
  if (!connection) throw notFound("accounting connection");
  return connection;
}
