// One transaction of an OFX statement: STMTTRN, and STMTTRNP for a pending one.
import type { IsoDate } from "@/lib/calendar/dates";
import {
  quoted,
  readAmount,
  readCompactDate,
  readReference,
  tidy,
  written,
} from "@/lib/payments/bank/fields";
import { BankFileError } from "@/lib/payments/bank/statement";
import type { BankLine } from "@/lib/payments/bank/statement";
import { find, textAt } from "./markup";
import type { MarkupElement } from "./markup";

export type OfxTransaction = { line: BankLine; amount: bigint };

/**
 * A transaction as a statement line.
 *
 * @throws BankFileError with the physical line; "malformed" when a booked transaction has no FITID, which OFX requires and
 *   which alone shows that an overlapping file repeats it
 */
export function readTransaction(transaction: MarkupElement, currency: string): OfxTransaction {
  const at = { line: transaction.line };
  const pending = transaction.name === "STMTTRNP";
  refuseCorrection(transaction);
  const stated = textAt(transaction, "CURRENCY", "CURSYM");
  if (stated !== null && stated !== currency)
    throw new BankFileError(
      "currency",
      at,
      `the transaction is in ${stated}, but the account is in ${currency}.`,
    );
  const amount = readOfxAmount(find(transaction, "TRNAMT"), currency, at);
  const bankReference = readReference(textAt(transaction, "FITID"));
  if (bankReference === null && !pending)
    throw new BankFileError("malformed", at, "the transaction has no FITID.");
  const name = tidy(textAt(transaction, "NAME")) ?? tidy(textAt(transaction, "PAYEE", "NAME"));
  const line: BankLine = {
    postedOn: readOfxDay(find(transaction, pending ? "DTTRAN" : "DTPOSTED"), at),
    valueOn: null,
    amount: written(amount, currency),
    currency,
    typeCode: textAt(transaction, "TRNTYPE"),
    reference: readReference(textAt(transaction, "CHECKNUM") ?? textAt(transaction, "REFNUM")),
    bankReference,
    description: tidy(textAt(transaction, "MEMO")) ?? name,
    counterparty: name,
    pending,
    reversal: false,
  };
  return { line, amount };
}

/** A correction replaces or deletes what an earlier file had; read as a line it would be booked twice. */
function refuseCorrection(transaction: MarkupElement) {
  const corrected = textAt(transaction, "CORRECTFITID");
  if (corrected === null) return;
  throw new BankFileError(
    "not-supported",
    { line: transaction.line },
    `the transaction corrects ${quoted(corrected)} of an earlier file. Ask the bank for a statement with the correction booked.`,
  );
}

/**
 * The day of an OFX date and time, as it is written: the zone in brackets never moves it.
 *
 * @throws BankFileError "date" when it is missing or does not exist
 *
 * @example "20260305233000.000[-5:EST]" // "2026-03-05"
 */
export function readOfxDay(element: MarkupElement | null, within: { line: number }): IsoDate {
  const text = element?.text.trim() ?? "";
  const at = element ? { line: element.line } : within;
  if (text === "") throw new BankFileError("date", at, "the date is missing.");
  const match = /^(\d{8})(\d{2}(\d{2}(\d{2}(\.\d{1,6})?)?)?)?\s?(\[[^\]]{0,20}\])?$/.exec(text);
  if (!match) throw new BankFileError("date", at, `${quoted(text)} is not an OFX date.`);
  return readCompactDate(match[1]!, at);
}

/**
 * An OFX amount: a point or a comma before the decimals, an optional sign.
 *
 * @returns minor units
 * @throws BankFileError "amount" when it is missing, or has a comma that could also be between thousands
 *
 * @example "+1,234.56" // 123456n in USD
 * @example "-12,5" // -1250n in USD
 */
export function readOfxAmount(
  element: MarkupElement | null,
  currency: string,
  within: { line: number },
): bigint {
  const at = element ? { line: element.line } : within;
  const text = element?.text.trim() ?? "";
  if (/^[+-]?\d{1,3}(,\d{3})+\.\d*$/.test(text))
    return readAmount(text.replaceAll(",", ""), { currency, separator: ".", signed: true }, at);
  return readAmount(text, { currency, separator: text.includes(",") ? "," : ".", signed: true }, at);
}
