// The journal in three languages of others: plain-text accounting (hledger), tables (CSV) and JSON. Pure: a transaction
// in, text out.
//
// hledger and CSV carry what is posted. What is only reserved belongs in no posted balance, so a hold, and the entries
// that take it back, are left out there; JSON has all entries, each with its layer.
import { stringify } from "csv-stringify/sync";
import { currencyExponent } from "@/lib/money/currency";
import type { JournalTransaction } from "./journal";
import type { AccountBalance } from "./balance-rows";

/**
 * Declarations of every account and currency, so that `hledger check --strict` accepts the journal too.
 *
 * @example // commodity 1,000.00 USD
 *          // commodity 1,000. JPY
 *          // account cash  ; Cash
 */
export function hledgerHead(accounts: Pick<AccountBalance, "code" | "name" | "currency">[]): string {
  const currencies = [...new Set(accounts.map(({ currency }) => currency))];
  return [
    "; Posted entries only: money that is reserved by a hold is not in these balances.",
    ...currencies.map((currency) => `commodity 1,000.${"0".repeat(currencyExponent(currency))} ${currency}`),
    ...accounts.map(({ code, name }) => `account ${code}  ; ${oneLine(name)}`),
    "",
    "",
  ].join("\n");
}

/**
 * One journal entry, or nothing when the transaction posts nothing. Debits are positive, credits negative.
 *
 * @example // 2026-01-01 * (1) investor-deposit  ; key: deposit-1
 *          //     cash       10000.00 USD
 *          //     investor:… -10000.00 USD
 */
export function hledgerTransaction(transaction: JournalTransaction): string {
  const posted = transaction.entries.filter(({ layer }) => layer === "posted");
  if (posted.length === 0) return "";
  const parent = transaction.parentId === null ? "" : `, parent: ${transaction.parentId}`;
  const belongs = transaction.belongsOn === null ? "" : `, belongs-on: ${transaction.belongsOn}`;
  const lines = posted.map(({ account, side, amount, currency, metadata }) => {
    const tags = Object.entries(metadata).map(([name, value]) => `${tagName(name)}: ${tagValue(value)}`);
    return `    ${account}  ${side === "credit" ? "-" : ""}${amount} ${currency}${tags.length > 0 ? `  ; ${tags.join(", ")}` : ""}`;
  });
  const head = `${transaction.effectiveOn} * (${transaction.id}) ${oneLine(transaction.eventType)}`;
  return `${head}  ; key: ${tagValue(transaction.key)}${parent}${belongs}\n${lines.join("\n")}\n\n`;
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

function oneLine(text: string): string {
  return text.replace(/[\r\n;|]+/g, " ").trim();
}

function tagName(text: string): string {
  return text.replace(/[^A-Za-z0-9_-]/g, "-");
}

/** A tag's value ends at a comma or at the end of its line. */
function tagValue(value: string | number): string {
  return String(value).replace(/[\r\n,]+/g, " ");
}
