// MT940, SWIFT's customer statement message. A long statement comes in pages, one message each.
import type { IsoDate } from "@/lib/calendar/dates";
import { quoted, readCompactDate, tidy } from "@/lib/payments/bank/fields";
import { BankFileError, closeStatement, lineCounter } from "@/lib/payments/bank/statement";
import type { BankLine, BankStatement } from "@/lib/payments/bank/statement";
import { END_OF_MESSAGE, swiftFields } from "./mt940-fields";
import type { SwiftField } from "./mt940-fields";
import { informationOf, readStatementLine, readSwiftAmount } from "./mt940-line";
import { joinPages } from "./mt940-pages";
import type { Mt940Page, SwiftBalance } from "./mt940-pages";

const OTHER_MESSAGE = new Set(["34F", "90C", "90D"]);

/**
 * The statements of a file of MT940 messages, one per statement number, its pages joined.
 *
 * @param text the file, with or without SWIFT's blocks
 * @returns in the order of first pages. The opening balance is :60F:, the closing balance and `to` are :62F:
 * @throws BankFileError with the physical line from 1; "cut" when pages of a statement are missing
 *
 * @example ":60F:C260304USD100,00", ":61:260305D12,34NTRFINV-7", ":62F:C260305USD87,66" // one line "-12.34"
 */
export function parseMt940(text: string): BankStatement[] {
  const reading = new Mt940Reading();
  for (const field of swiftFields(text)) reading.take(field);
  return joinPages(reading.finish());
}

class Mt940Reading {
  private readonly pages: Mt940Page[] = [];
  private readonly countLine = lineCounter();
  private page: OpenPage | null = null;

  take(field: SwiftField) {
    if (OTHER_MESSAGE.has(field.tag))
      throw new BankFileError(
        "wrong-format",
        { line: field.line },
        `the message has :${field.tag}:, so it is an MT942, not an MT940.`,
      );
    if (field.tag === END_OF_MESSAGE) this.endPage(field.line);
    else if (field.tag === "20") {
      this.endPage(field.line);
      this.page = new OpenPage(field.line);
    } else if (this.page) this.page.take(field, this.countLine);
    else
      throw new BankFileError(
        "malformed",
        { line: field.line },
        `:${field.tag}: is outside of a message: :20: comes first.`,
      );
  }

  finish(): Mt940Page[] {
    this.endPage(null);
    if (this.pages.length === 0)
      throw new BankFileError("wrong-format", { line: 1 }, "the file has no MT940 message.");
    return this.pages;
  }

  private endPage(line: number | null) {
    if (this.page) this.pages.push(this.page.close(line));
    this.page = null;
  }
}

/** One message while it is read. */
class OpenPage {
  private readonly at: number;
  private last: number;
  private account: string | null = null;
  private number: { statement: number; sequence: number | null } | null = null;
  private opening: SwiftBalance | null = null;
  private closing: SwiftBalance | null = null;
  private readonly lines: BankLine[] = [];
  private booked = 0n;
  /** Whether the last field was a line or its information, so that an :86: belongs to it. */
  private isAfterLine = false;
  private information: string[] = [];

  constructor(at: number) {
    this.at = at;
    this.last = at;
  }

  take(field: SwiftField, countLine: (place: { line: number }) => void) {
    this.last = field.line;
    const [first = ""] = field.value;
    if (field.tag === "86") {
      if (this.isAfterLine) for (const text of field.value) this.information.push(text);
      return;
    }
    this.endLine();
    if (field.tag === "25" || field.tag === "25P") this.account = this.once(this.account, tidy(first), field);
    else if (field.tag === "28" || field.tag === "28C")
      this.number = this.once(this.number, numberOf(first, field), field);
    else if (field.tag.startsWith("60"))
      this.opening = this.once(this.opening, balanceOf(first, field), field);
    else if (field.tag.startsWith("62"))
      this.closing = this.once(this.closing, balanceOf(first, field), field);
    else if (field.tag === "61") this.addLine(field, countLine);
  }

  close(line: number | null): Mt940Page {
    this.endLine();
    const { account, number, opening, closing, lines, booked } = this;
    const at = { line: line ?? this.last };
    if (!closing)
      throw new BankFileError(
        "cut",
        at,
        "the message ends without a closing balance (:62F:). Get the complete file from the bank.",
      );
    if (account === null || !number || !opening) {
      const missing =
        account === null ? "account (:25:)" : number ? "opening balance (:60F:)" : "statement number (:28C:)";
      throw new BankFileError("malformed", { line: this.at }, `the message has no ${missing}.`);
    }
    if (closing.currency !== opening.currency)
      throw new BankFileError(
        "currency",
        { line: closing.line },
        `the closing balance is in ${closing.currency}, but the account is in ${opening.currency}.`,
      );
    const page = { account, ...number, opening, closing, lines, booked };
    closeStatement(
      {
        ...page,
        currency: opening.currency,
        from: null,
        to: null,
        opening: opening.amount,
        closing: closing.amount,
      },
      closing,
    );
    return page;
  }

  private addLine(field: SwiftField, countLine: (place: { line: number }) => void) {
    const at = { line: field.line };
    if (!this.opening || this.closing)
      throw new BankFileError(
        "malformed",
        at,
        "the statement line (:61:) is not between the opening and the closing balance.",
      );
    countLine(at);
    const { line, amount } = readStatementLine(field, this.opening.currency);
    this.lines.push(line);
    this.booked += amount;
    this.isAfterLine = true;
  }

  /** The :86: of a line replaces its supplementary details, which most banks repeat there. */
  private endLine() {
    const line = this.lines.at(-1);
    if (this.isAfterLine && line) {
      const { description, counterparty } = informationOf(this.information);
      if (description !== null) line.description = description;
      line.counterparty = counterparty;
    }
    this.isAfterLine = false;
    this.information = [];
  }

  private once<T>(before: T | null, value: T, { tag, line }: SwiftField): T {
    if (before !== null) throw new BankFileError("malformed", { line }, `the message has :${tag}: twice.`);
    return value;
  }
}

function numberOf(text: string, { line }: SwiftField): { statement: number; sequence: number | null } {
  const match = /^(\d{1,5})(?:\/(\d{1,5}))?$/.exec(text.trim());
  if (!match)
    throw new BankFileError("malformed", { line }, `${quoted(text)} is not a statement number (:28C:).`);
  return { statement: Number(match[1]), sequence: match[2] === undefined ? null : Number(match[2]) };
}

function balanceOf(text: string, { tag, line }: SwiftField): SwiftBalance {
  const match = /^([CD])(\d{6})([A-Z]{3})([\d.,]{1,30})$/.exec(text.trim());
  if (!match) throw new BankFileError("malformed", { line }, `${quoted(text)} is not a balance (:${tag}:).`);
  const [, mark, date = "", currency = "", amount = ""] = match;
  const minor = readSwiftAmount(amount, currency, { line });
  const on: IsoDate = readCompactDate(date, { line });
  return { amount: mark === "D" ? -minor : minor, currency, on, isFinal: tag.endsWith("F"), line };
}
