// CAMT.053, the ISO 20022 bank to customer statement, versions 001.02 to 001.08 and later.
import { readAmount, readCurrency, readIsoDay } from "@/lib/payments/bank/fields";
import { BankFileError, closeStatement, lineCounter } from "@/lib/payments/bank/statement";
import type { BankStatement } from "@/lib/payments/bank/statement";
import { otherFormat } from "@/lib/payments/bank/text";
import { readEntry, signedAmount } from "./camt-entry";
import type { CamtEntry } from "./camt-entry";
import { checkSummary } from "./camt-summary";
import { find, findAll, textAt } from "./markup";
import type { MarkupElement } from "./markup";
import { readXml } from "./xml";

// From the preferred to the next best. Interim balances (ITBD) belong to pages, not to the statement.
const OPENING = ["OPBD", "PRCD"];
const CLOSING = ["CLBD"];
const OTHER_MESSAGES: Readonly<Record<string, string>> = {
  BkToCstmrAcctRpt: "an account report (CAMT.052)",
  BkToCstmrDbtCdtNtfctn: "a notification of debits and credits (CAMT.054)",
  CstmrCdtTrfInitn: "a payment order (PAIN.001)",
};

/**
 * The statements of a CAMT.053 document, one per `Stmt`.
 *
 * @param text the document; the namespace may be of any version or missing
 * @returns in file order. The opening balance is OPBD, else PRCD, the closing balance CLBD; the sign of an entry is its
 *   `CdtDbtInd` alone; entries that are not booked are pending; days are as written
 * @throws BankFileError with the physical line from 1
 *
 * Source: ISO 20022 message definition report, Bank-to-Customer Cash Management.
 *
 * @example an Ntry of 12.34 USD with CdtDbtInd DBIT // one line with amount "-12.34"
 */
export function parseCamt(text: string): BankStatement[] {
  const start = text.slice(0, 200).trimStart();
  if (!start.startsWith("<"))
    throw otherFormat(start, "camt053", { line: 1 }) ?? notCamt(1, "the file is not XML");
  const statements: BankStatement[] = [];
  const countLine = lineCounter();
  let entries: CamtEntry[] = [];
  let hasStatements = false;
  readXml(text, (element, parent) => {
    const other = OTHER_MESSAGES[element.name];
    if (other !== undefined) throw notCamt(element.line, `the file is ${other}`);
    if (element.name === "Ntry" && parent?.name === "Stmt") {
      countLine({ line: element.line });
      entries.push(readEntry(element));
      return true;
    }
    if (element.name === "Stmt" && parent?.name === "BkToCstmrStmt") {
      statements.push(statementOf(element, entries));
      entries = [];
      return true;
    }
    hasStatements ||= element.name === "BkToCstmrStmt";
    return false;
  });
  if (!hasStatements) throw notCamt(1, "it has no BkToCstmrStmt element");
  return statements;
}

function statementOf(statement: MarkupElement, entries: CamtEntry[]): BankStatement {
  const { line } = statement;
  const account = textAt(statement, "Acct", "Id", "IBAN") ?? textAt(statement, "Acct", "Id", "Othr", "Id");
  if (account === null) throw new BankFileError("malformed", { line }, "the statement names no account.");
  const balances = findAll(statement, "Bal");
  const currency = currencyOf(statement, balances, entries);
  const foreign = entries.find((entry) => entry.line.currency !== currency);
  if (foreign) {
    throw new BankFileError(
      "currency",
      { line: foreign.at },
      `the entry is in ${foreign.line.currency}, but the account is in ${currency}.`,
    );
  }
  checkSummary(find(statement, "TxsSummry"), entries, currency);
  const closing = balanceOf(balances, CLOSING, currency);
  const booked = entries.filter((entry) => !entry.line.pending);
  return closeStatement(
    {
      account,
      currency,
      from: dayAt(find(statement, "FrToDt"), ["FrDtTm", "FrDt"]),
      to: dayAt(find(statement, "FrToDt"), ["ToDtTm", "ToDt"]),
      opening: balanceOf(balances, OPENING, currency)?.amount ?? null,
      closing: closing?.amount ?? null,
      lines: entries.map((entry) => entry.line),
      booked: booked.reduce((total, entry) => total + entry.amount, 0n),
    },
    { line: closing?.line ?? line },
  );
}

/** The account's currency; a bank that leaves it out states it with the balances or the entries. */
function currencyOf(statement: MarkupElement, balances: MarkupElement[], entries: CamtEntry[]): string {
  const { line } = statement;
  const stated =
    textAt(statement, "Acct", "Ccy") ??
    find(balances[0] ?? null, "Amt")?.attributes.Ccy ??
    entries[0]?.line.currency;
  if (stated === undefined) throw new BankFileError("currency", { line }, "the statement names no currency.");
  return readCurrency(stated, { line: find(statement, "Acct", "Ccy")?.line ?? line });
}

function balanceOf(balances: MarkupElement[], codes: string[], currency: string) {
  for (const code of codes) {
    const all = balances.filter((each) => textAt(each, "Tp", "CdOrPrtry", "Cd") === code);
    // A statement over several days has a balance of each kind per day: the first opening, the last closing.
    const balance = codes === CLOSING ? all.at(-1) : all[0];
    if (!balance) continue;
    const amount = find(balance, "Amt");
    const at = { line: amount?.line ?? balance.line };
    if (amount && amount.attributes.Ccy !== currency)
      throw new BankFileError(
        "currency",
        at,
        `the balance is in ${amount.attributes.Ccy ?? "no currency"}, but the account is in ${currency}.`,
      );
    const minor = readAmount(amount?.text.trim() ?? "", { currency, separator: ".", signed: false }, at);
    return { amount: signedAmount(balance, minor), line: at.line };
  }
  return null;
}

function dayAt(range: MarkupElement | null, names: string[]) {
  const element = names.map((name) => find(range, name)).find((found) => found !== null);
  return element ? readIsoDay(element.text.trim(), { line: element.line }) : null;
}

function notCamt(line: number, why: string): BankFileError {
  return new BankFileError("wrong-format", { line }, `this is not a CAMT.053 statement: ${why}.`);
}
