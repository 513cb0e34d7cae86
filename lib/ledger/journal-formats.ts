// The journal in the formats of other programs: plain-text accounting (hledger and Ledger; Beancount's is beside
// this file) and tables (CSV). Pure: a transaction in, text out.
//
// hledger and CSV carry what is posted. What is only reserved belongs in no posted balance, so a hold, and the entries
// that take it back, are left out there; JSON has all entries, each with its layer.
import { stringify } from "csv-stringify/sync";
import { currencyExponent } from "@/lib/money/currency";
import type { JournalTransaction } from "./journal";
import type { AccountBalance } from "./balance-rows";

/**
 * Declarations of every account and currency, so that `hledger check --strict` and `ledger --pedantic` accept the journal too.
 * Ledger would take a comment behind an account for part of its name, and neither reads the other's format of a currency
 * without decimals: that one is declared by its name alone.
 *
 * @example // commodity USD
 *          //     format 1,000.00 USD
 *          // account cash
 *          //     note Cash
 */
export function hledgerHead(accounts: Pick<AccountBalance, "code" | "name" | "currency">[]): string {
  const currencies = [...new Set(accounts.map(({ currency }) => currency))];
  return [
    "; Posted entries only: amounts on hold are not included in these balances.",
    ...currencies.map((currency) => {
      const decimals = currencyExponent(currency);
      const format = decimals === 0 ? "" : `\n    format 1,000.${"0".repeat(decimals)} ${currency}`;
      return `commodity ${currency}${format}`;
    }),
    ...accounts.map(({ code, name }) => `account ${code}\n    note ${oneLine(name)}`),
    "",
    "",
  ].join("\n");
}

/**
 * Declarations of the tags that a transaction uses and none before it did; adds them to `declared`.
 *
 * @example hledgerTags(deposit, new Set(["key"])) // "tag parent\n"
 */
export function hledgerTags(transaction: JournalTransaction, declared: Set<string>): string {
  const used = [
    headTags(transaction),
    ...postedOf(transaction).map(({ metadata }) => Object.entries(metadata)),
  ];
  const fresh = new Set(used.flat().map(([name]) => tagName(name)));
  for (const name of declared) fresh.delete(name);
  for (const name of fresh) declared.add(name);
  return [...fresh].map((name) => `tag ${name}\n`).join("");
}

/**
 * One journal entry, or nothing when the transaction posts nothing. Debits are positive, credits negative. Each tag has a line,
 * because Ledger ends a tag only there.
 *
 * @example // 2026-01-01 * (1) investor-deposit
 *          //     ; key: deposit-1
 *          //     cash  10000.00 USD
 *          //     investor:…  -10000.00 USD
 */
export function hledgerTransaction(transaction: JournalTransaction): string {
  const posted = postedOf(transaction);
  if (posted.length === 0) return "";
  const lines = [
    `${transaction.effectiveOn} * (${transaction.id}) ${oneLine(transaction.eventType)}`,
    ...headTags(transaction).map(tagLine),
    ...posted.flatMap(({ account, side, amount, currency, metadata }) => [
      `    ${account}  ${side === "credit" ? "-" : ""}${amount} ${currency}`,
      ...Object.entries(metadata).map(tagLine),
    ]),
  ];
  return `${lines.join("\n")}\n\n`;
}

function postedOf({ entries }: JournalTransaction) {
  return entries.filter(({ layer }) => layer === "posted");
}

function headTags(transaction: JournalTransaction): [name: string, value: string][] {
  const { key, parentId, belongsOn } = transaction;
  if (postedOf(transaction).length === 0) return [];
  return [
    ["key", key],
    ...(parentId === null ? [] : [["parent", parentId] as [string, string]]),
    ...(belongsOn === null ? [] : [["belongs-on", belongsOn] as [string, string]]),
  ];
}

function tagLine([name, value]: [string, string | number]): string {
  return `    ; ${tagName(name)}: ${tagValue(value)}`;
}

const CSV_COLUMNS = [
  "transaction",
  "date",
  "belongsOn",
  "postedAt",
  "type",
  "kind",
  "key",
  "parent",
  "account",
  "currency",
  "debit",
  "credit",
];

/** The names of the columns, as a line. */
export function csvHead(): string {
  return stringify([CSV_COLUMNS]);
}

/** One line per posted entry. Text that a spreadsheet would take for a formula is escaped. */
export function csvTransaction({
  id,
  effectiveOn,
  belongsOn,
  postedAt,
  eventType,
  kind,
  key,
  parentId,
  entries,
}: JournalTransaction): string {
  const posted = entries.filter(({ layer }) => layer === "posted");
  const rows = posted.map(({ account, currency, side, amount }) => [
    ...[id, effectiveOn, belongsOn ?? "", postedAt, eventType, kind, key, parentId ?? "", account, currency],
    ...(side === "debit" ? [amount, ""] : ["", amount]),
  ]);
  return stringify(rows, { escape_formulas: true });
}

export function oneLine(text: string): string {
  return text.replace(/[\r\n;|]+/g, " ").trim();
}

function tagName(text: string): string {
  return text.replace(/[^A-Za-z0-9_-]/g, "-");
}

/** hledger ends a tag's value at a comma too, and Ledger reads a date in brackets as one of the posting. */
function tagValue(value: string | number): string {
  return String(value)
    .replace(/[\r\n,]+/g, " ")
    .replaceAll("[", "(")
    .replaceAll("]", ")");
}
