// OFX and QFX statements: 1.x in SGML, 2.x in XML. Both say the same with the same names.
import { quoted, readCurrency } from "@/lib/payments/bank/fields";
import { BankFileError, closeStatement, lineCounter } from "@/lib/payments/bank/statement";
import type { BankStatement } from "@/lib/payments/bank/statement";
import { otherFormat } from "@/lib/payments/bank/text";
import { find, textAt } from "./markup";
import type { MarkupElement, OnElement } from "./markup";
import { readOfxSgml } from "./ofx-sgml";
import { readOfxAmount, readOfxDay, readTransaction } from "./ofx-transaction";
import type { OfxTransaction } from "./ofx-transaction";
import { readXml } from "./xml";

const STATEMENTS = ["STMTRS", "CCSTMTRS"];
const LISTS = ["BANKTRANLIST", "BANKTRANLISTP"];
const LONGEST_HEADER = 2000;
const TRANSACTIONS = ["STMTTRN", "STMTTRNP"];

/**
 * The statements of an OFX file, one per `STMTRS` or `CCSTMTRS`.
 *
 * @param text the file with its header
 * @returns in file order. OFX states no opening balance; the closing balance is LEDGERBAL. Amounts have the account holder's
 *   sign already; days are as written, without the zone in brackets
 * @throws BankFileError with the physical line from 1
 *
 * Source: OFX 1.6 and 2.2, chapter 11 (banking).
 *
 * @example TRNAMT -12.34 with DTPOSTED 20260305120000[-5:EST] // amount "-12.34", postedOn "2026-03-05"
 */
export function parseOfx(text: string): BankStatement[] {
  const reading = new OfxReading();
  const read: OnElement = (element, parent) => reading.take(element, parent);
  const start = text.slice(0, 2000);
  if (/^\s*<\?(xml|OFX)\b/i.test(start)) readXml(text, read);
  else {
    const body = bodyOf(text);
    readOfxSgml(body.text, body.line, read);
  }
  return reading.finish();
}

/** An OFX 1.x file without its header, and the line on which the rest begins. */
function bodyOf(text: string): { text: string; line: number } {
  const begin = text.search(/<OFX\s{0,9}>/i);
  const header = begin < 0 ? text : text.slice(0, begin);
  const words = header.replace(/\s+/g, " ").trim();
  const isHeader = words.length < LONGEST_HEADER && /^(OFXHEADER ?: ?\d+( [A-Z]+ ?: ?[^ :]*)*)?$/.test(words);
  if (/<!(DOCTYPE|ENTITY)/i.test(header)) return { text, line: 1 };
  if (begin >= 0 && isHeader)
    return { text: text.slice(begin), line: 1 + (header.match(/\r\n?|\n/g)?.length ?? 0) };
  const { 0: first = "" } = text.trimStart().split(/[\r\n]/, 1);
  throw (
    otherFormat(first, "ofx", { line: 1 }) ??
    new BankFileError(
      "wrong-format",
      { line: 1 },
      `this is not an OFX file: it begins with ${quoted(first)}.`,
    )
  );
}

class OfxReading {
  private readonly statements: BankStatement[] = [];
  private readonly countLine = lineCounter();
  private transactions: OfxTransaction[] = [];
  private currency: string | null = null;
  private isOfx = false;

  take(element: MarkupElement, parent: MarkupElement | null): boolean {
    const { name, line } = element;
    this.isOfx ||= name === "OFX" && parent === null;
    if (name === "STATUS") refuseError(element);
    if (name === "CURDEF") this.currency = readCurrency(element.text.trim(), { line });
    if (TRANSACTIONS.includes(name)) {
      if (!LISTS.includes(parent?.name ?? "")) throw misplaced(name, line);
      if (this.currency === null) throw noCurrency(line);
      this.countLine({ line });
      this.transactions.push(readTransaction(element, this.currency));
      return true;
    }
    if (!STATEMENTS.includes(name)) return false;
    this.statements.push(this.statementOf(element));
    this.transactions = [];
    this.currency = null;
    return true;
  }

  finish(): BankStatement[] {
    if (!this.isOfx)
      throw new BankFileError("wrong-format", { line: 1 }, "this is not an OFX file: it has no OFX element.");
    if (this.statements.length === 0)
      throw new BankFileError("wrong-format", { line: 1 }, "the OFX file has no bank or card statement.");
    return this.statements;
  }

  private statementOf(statement: MarkupElement): BankStatement {
    const { currency, transactions } = this;
    const { line } = statement;
    if (currency === null) throw noCurrency(line);
    const account = textAt(statement, "BANKACCTFROM", "ACCTID") ?? textAt(statement, "CCACCTFROM", "ACCTID");
    if (account === null)
      throw new BankFileError("malformed", { line }, "the statement names no account (ACCTID).");
    const list = find(statement, "BANKTRANLIST");
    const balance = find(statement, "LEDGERBAL");
    const day = (name: string) =>
      textAt(list, name) === null ? null : readOfxDay(find(list, name), { line });
    return closeStatement(
      {
        account,
        currency,
        from: day("DTSTART"),
        to: day("DTEND"),
        opening: null,
        closing: balance ? readOfxAmount(find(balance, "BALAMT"), currency, { line: balance.line }) : null,
        lines: transactions.map((transaction) => transaction.line),
        booked: transactions.reduce((total, each) => total + (each.line.pending ? 0n : each.amount), 0n),
      },
      { line: balance?.line ?? line },
    );
  }
}

/** The bank's server answered with an error instead of a statement. */
function refuseError(status: MarkupElement) {
  if (textAt(status, "SEVERITY")?.toUpperCase() !== "ERROR") return;
  const reason = textAt(status, "MESSAGE") ?? `status ${textAt(status, "CODE") ?? "unknown"}`;
  throw new BankFileError(
    "not-supported",
    { line: status.line },
    `the bank reports an error instead of a statement: ${quoted(reason)}. Download the file again.`,
  );
}

function misplaced(name: string, line: number): BankFileError {
  return new BankFileError(
    "not-supported",
    { line },
    `the transaction (${name}) is not in the list of a bank or card statement. Investment statements cannot be imported.`,
  );
}

function noCurrency(line: number): BankFileError {
  return new BankFileError("currency", { line }, "the statement names no currency (CURDEF).");
}
