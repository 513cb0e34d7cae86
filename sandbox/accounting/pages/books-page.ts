// A company's books for a person: what the writes of the product look like in the accounting software.
import type { Accounting } from "@/sandbox/accounting/books/accounting";
import { notFound, type ApiAnswer } from "@/sandbox/accounting/http/api";
import { balancesOf, feedsOf, type Feed } from "@/sandbox/accounting/books/books";
import { escape, money, page, table } from "@/sandbox/accounting/http/page";
import { platformOf } from "@/sandbox/accounting/platforms/platforms";
import type { Account, Connection } from "@/sandbox/accounting/books/records";

const NEWEST = 500;

export function companiesPage(accounting: Accounting): ApiAnswer {
  const { store } = accounting;
  const connections = store
    .all("connections")
    .filter(({ platform }) => platformOf(platform).sourceType === "Accounting");
  const rows = connections.map((connection) => [
    `<a href="/books/${connection.key}">${escape(store.find("companies", connection.parent)?.name ?? "")}</a>`,
    escape(platformOf(connection.platform).name),
    escape(connection.status),
    String(store.of("transfers", connection.tenant).length),
    String(store.of("directCosts", connection.tenant).length),
  ]);
  const columns = ["Company", "Software", "Connection", "Transfers", "Spend money"].map((name) => ({ name }));
  const body = `<h1>Sandbox accounting</h1><p class="soft">A stand-in with Codat's API. All books are fictional.</p>
${table("Companies and their books", columns, rows, "No company has connected its books yet.")}`;
  return page("Sandbox accounting", body);
}

export function booksPage(accounting: Accounting, connectionId: string): ApiAnswer {
  const connection = accounting.store.find("connections", connectionId);
  if (!connection) throw notFound("books");
  const name = accounting.store.find("companies", connection.parent)?.name ?? "";
  const tenant = accounting.tenantOf(connection);
  const names = new Map(
    accounting.store.of("accounts", tenant).map((account) => [account.key, account.name]),
  );
  const body = [
    `<p><a href="/books">All companies</a></p><h1>${escape(name)}</h1>`,
    `<p class="soft">${escape(platformOf(connection.platform).name)}, ${escape(connection.status)}, base currency ${escape(connection.baseCurrency)}</p>`,
    accountsPart(accounting, tenant),
    ...feedsOf(accounting, tenant).map(feedPart),
    transfersPart(accounting, tenant, names),
    costsPart(accounting, tenant, names),
    suppliersPart(accounting, connection),
  ];
  return page(`Books of ${name}`, body.join("\n"));
}

function accountsPart(accounting: Accounting, tenant: string): string {
  const balances = balancesOf(accounting, tenant);
  const row = (account: Account) => [
    escape(account.name),
    money(balances.get(account.key) ?? 0n),
    escape(account.currency),
    escape(account.isBankAccount ? "Bank" : account.type),
    escape(account.status),
    escape(account.nominalCode ?? ""),
  ];
  const columns = [
    { name: "Account" },
    { name: "Balance", isMoney: true },
    { name: "Currency" },
    { name: "Type" },
    { name: "Status" },
    { name: "Code" },
  ];
  const accounts = accounting.store.of("accounts", tenant);
  return `<h2>Accounts</h2>${table("Every account with its balance", columns, accounts.map(row), "No accounts.")}`;
}

function feedPart({ source, target, lines, balance, books }: Feed): string {
  const last = lines.at(-1)?.balance ?? 0n;
  const agrees = balance === books && last === balance;
  const unmatched = lines.filter(({ match }) => match === null).length;
  const verdict = agrees
    ? `<p class="good">Feed and books agree: ${money(books)} ${escape(source.currency)}.</p>`
    : `<p class="bad">Feed and books differ: the lines add up to ${money(balance)}, the last one says ${money(last)}, the account holds ${money(books)}.</p>`;
  const columns = [
    { name: "Date" },
    { name: "Amount", isMoney: true },
    { name: "Balance", isMoney: true },
    { name: "Matches" },
    { name: "Description" },
  ];
  const rows = lines
    .slice(-NEWEST)
    .map((line) => [
      line.date,
      money(line.amount),
      money(line.balance),
      line.match
        ? escape(`${KIND[line.match.kind]}: ${line.match.words}`)
        : '<span class="bad">Nothing yet</span>',
      escape(line.description),
    ]);
  const where = target ? `into ${escape(target.name)}` : "into no account yet";
  return `<h2>Bank feed: ${escape(source.name)}</h2><p class="soft">${escape(source.status)}, ${where}, ${lines.length} lines, ${unmatched} without a match</p>
${verdict}${table("Lines as the feed delivered them", columns, rows, "No lines yet.")}`;
}

const KIND = { transfers: "Transfer", directCosts: "Spend money", directIncomes: "Receive money" };

function transfersPart(accounting: Accounting, tenant: string, names: Map<string, string>): string {
  const rows = accounting.store
    .of("transfers", tenant)
    .slice(-NEWEST)
    .map((row) => [
      row.date,
      money(row.amount),
      escape(names.get(row.from) ?? row.from),
      escape(names.get(row.to) ?? row.to),
      escape(row.description ?? ""),
    ]);
  const columns = [
    { name: "Date" },
    { name: "Amount", isMoney: true },
    { name: "From" },
    { name: "To" },
    { name: "Description" },
  ];
  return `<h2>Transfers</h2>${table("Money moved between bank accounts", columns, rows, "No transfers yet.")}`;
}

function costsPart(accounting: Accounting, tenant: string, names: Map<string, string>): string {
  const rows = accounting.store
    .of("directCosts", tenant)
    .slice(-NEWEST)
    .map((row) => [
      row.date,
      money(row.total),
      row.isIncome ? "Receive money" : "Spend money",
      escape(row.lines.map((line) => names.get(line.account) ?? line.account).join(", ")),
      escape(names.get(row.paidFrom) ?? row.paidFrom),
      escape([row.reference, row.note].filter((text) => text !== null).join(", ")),
    ]);
  const columns = [
    { name: "Date" },
    { name: "Total", isMoney: true },
    { name: "Kind" },
    { name: "Expense" },
    { name: "Paid from" },
    { name: "Reference" },
  ];
  return `<h2>Spend money</h2>${table("Interest, fees and other direct costs", columns, rows, "No spend money yet.")}`;
}

function suppliersPart(accounting: Accounting, connection: Connection): string {
  const rows = accounting.store
    .of("suppliers", accounting.tenantOf(connection))
    .map(({ supplierName, status }) => [escape(supplierName), escape(status)]);
  return `<h2>Suppliers</h2>${table("Suppliers in the books", [{ name: "Supplier" }, { name: "Status" }], rows, "No suppliers.")}`;
}
