// One MT940 statement line (:61:) and its information to the account owner (:86:).
import type { IsoDate } from "@/lib/calendar/dates";
import {
  nearestDay,
  quoted,
  readAmount,
  readCompactDate,
  readReference,
  tidy,
  written,
} from "@/lib/payments/bank/fields";
import { BankFileError } from "@/lib/payments/bank/statement";
import type { BankLine } from "@/lib/payments/bank/statement";
import type { SwiftField } from "./mt940-fields";

// Value date, entry date, mark, funds code, amount, transaction type, references.
const STATEMENT_LINE = /^(\d{6})(\d{4})?(R?[CD])([A-Z])?([\d.,]+)([A-Z][A-Z0-9]{3})?(.*)$/;
// A text that fills its line or subfield goes on in the next without a space.
const LINE_WIDTH = 65;
const SUBFIELD_WIDTH = 27;

/**
 * A statement line, without the text of its :86:.
 *
 * @param field    :61:, supplementary details in its further lines
 * @param currency of the account: the line states only a letter of it
 * @returns the line and its signed amount in minor units. C and RD raise the balance, D and RC lower it; R marks a reversal.
 *   The entry date has no year: it takes the one nearest to the value date
 * @throws BankFileError with the physical line
 *
 * @example ":61:2512310102D12,34NTRFINV-7//B-9" // postedOn "2026-01-02", valueOn "2025-12-31", amount "-12.34"
 */
export function readStatementLine(field: SwiftField, currency: string): { line: BankLine; amount: bigint } {
  const at = { line: field.line };
  const [first = "", ...supplementary] = field.value;
  const match = STATEMENT_LINE.exec(first);
  if (!match) throw new BankFileError("malformed", at, `${quoted(first)} is not a statement line (:61:).`);
  const [, valueDate = "", entryDate, mark = "", , amountText = "", typeCode, references = ""] = match;
  if (typeCode === undefined)
    throw new BankFileError("malformed", at, `${quoted(first)} has no transaction type after its amount.`);
  const minor = readSwiftAmount(amountText, currency, at);
  const amount = mark === "C" || mark === "RD" ? minor : -minor;
  const valueOn = readCompactDate(valueDate, at);
  const postedOn: IsoDate = entryDate === undefined ? valueOn : nearestDay(entryDate, valueOn, at);
  const split = references.indexOf("//");
  const line: BankLine = {
    postedOn,
    valueOn,
    amount: written(amount, currency),
    currency,
    typeCode,
    reference: readReference(split < 0 ? references : references.slice(0, split)),
    bankReference: readReference(split < 0 ? null : references.slice(split + 2)),
    description: tidy(supplementary.join(" ")),
    counterparty: null,
    pending: false,
    reversal: mark.startsWith("R"),
  };
  return { line, amount };
}

/**
 * An amount as SWIFT writes it: always with a comma.
 *
 * @example readSwiftAmount("1234,5", "USD", { line: 1 }) // 123450n
 */
export function readSwiftAmount(text: string, currency: string, at: { line: number }): bigint {
  if (!text.includes(","))
    throw new BankFileError(
      "amount",
      at,
      `${quoted(text)} is not an MT940 amount: its decimal comma is missing.`,
    );
  return readAmount(text, { currency, separator: ",", signed: false }, at);
}

/**
 * The description and counterparty that an :86: states.
 *
 * @param lines structured as German banks do (a code and subfields ?00 to ?63), or free text
 * @returns subfields ?20 to ?29 and ?60 to ?63, else ?00; the name in ?32 and ?33. Free text is all description
 *
 * @example informationOf(["166?00CREDIT?20INVOICE 7?32ACME LLC"]) // { description: "INVOICE 7", counterparty: "ACME LLC" }
 */
export function informationOf(lines: readonly string[]): Pick<BankLine, "description" | "counterparty"> {
  const text = lines.join("");
  if (!/^\d{3}\?\d{2}/.test(text))
    return { description: tidy(joined(lines, LINE_WIDTH)), counterparty: null };
  const [, ...subfields] = text.split("?");
  const within = (...ranges: [number, number][]) =>
    joined(
      subfields
        .filter((each) =>
          ranges.some(
            ([from, to]) => /^\d\d/.test(each) && +each.slice(0, 2) >= from && +each.slice(0, 2) <= to,
          ),
        )
        .map((each) => each.slice(2)),
      SUBFIELD_WIDTH,
    );
  return {
    description: tidy(within([20, 29], [60, 63])) ?? tidy(within([0, 0])),
    counterparty: tidy(within([32, 33])),
  };
}

function joined(texts: readonly string[], width: number): string {
  return texts.map((text) => (text.length >= width ? text : `${text} `)).join("");
}
