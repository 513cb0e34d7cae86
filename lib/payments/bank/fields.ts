// Amounts, dates and texts as bank files write them. Each reader refuses what it cannot read exactly.
import { daysBetween, isIsoDate } from "@/lib/calendar/dates";
import type { IsoDate } from "@/lib/calendar/dates";
import { currencyExponent, fromMinor, toMinor } from "@/lib/money/currency";
import { BankFileError } from "./statement";
import type { BankFilePlace } from "./statement";

// The ledger's amounts are 64-bit integers; more digits cannot be money and would only cost time.
const MAX_DIGITS = 18;
const OLDEST_YEAR = 80;

/**
 * An amount with a decimal separator, in minor units.
 *
 * @param text  digits, at most one separator, an optional leading sign
 * @param shape the currency it is in, the decimal separator, and whether a sign may lead
 * @returns minor units of the currency
 * @throws BankFileError "amount" when it is no such number or has more decimals than the currency
 *
 * @example readAmount("-12,5", { currency: "USD", separator: ",", signed: true }, { line: 1 }) // -1250n
 */
export function readAmount(
  text: string,
  { currency, separator, signed }: { currency: string; separator: "." | ","; signed: boolean },
  place: BankFilePlace,
): bigint {
  const plain = separator === "," && !text.includes(".") ? text.replace(",", ".") : text;
  const match = /^([+-]?)(\d*)(?:\.(\d*))?$/.exec(separator === "," && text.includes(".") ? "" : plain);
  const [, sign = "", whole = "", part = ""] = match ?? [];
  if (!match || whole + part === "") throw notAnAmount(text, place);
  if (sign === "-" && !signed)
    throw new BankFileError(
      "amount",
      place,
      `the amount ${quoted(text)} is negative; the format states the sign apart from the amount.`,
    );
  if (significant(whole) + part.length > MAX_DIGITS) throw tooLong(text, place);
  const decimals = part.replace(/0+$/, "");
  if (decimals.length > exponentOf(currency, place))
    throw new BankFileError(
      "amount",
      place,
      `the amount ${quoted(text)} has more decimals than ${currency} has.`,
    );
  return toMinor(`${sign === "-" ? "-" : ""}${whole || "0"}.${decimals || "0"}`, currency);
}

/**
 * An amount whose decimals are implied, as BAI2 has it: already minor units.
 *
 * @throws BankFileError "amount" when it is not a whole number, or signed and `signed` is false
 *
 * @example readMinorUnits("-4500", { signed: true }, { record: 3 }) // -4500n
 */
export function readMinorUnits(text: string, { signed }: { signed: boolean }, place: BankFilePlace): bigint {
  if (/^\d*\.\d*$/.test(text))
    throw new BankFileError(
      "amount",
      place,
      `the amount ${quoted(text)} has a decimal point; BAI2 amounts are whole minor units.`,
    );
  const match = /^([+-]?)(\d+)$/.exec(text);
  if (!match) throw notAnAmount(text, place);
  const [, sign = "", digits = ""] = match;
  if (sign === "-" && !signed)
    throw new BankFileError(
      "amount",
      place,
      `the amount ${quoted(text)} is negative; a transaction's type code states its sign.`,
    );
  if (significant(digits) > MAX_DIGITS) throw tooLong(text, place);
  return BigInt(sign + digits);
}

/** Minor units as the decimal string of a line. @example written(-1234n, "USD") // "-12.34" */
export function written(minor: bigint, currency: string): string {
  return fromMinor(minor, currencyExponent(currency));
}

/**
 * A currency code.
 *
 * @throws BankFileError "currency" unless it is three capital letters
 *
 * @example readCurrency("USD", { line: 1 }) // "USD"
 */
export function readCurrency(text: string, place: BankFilePlace): string {
  if (!/^[A-Z]{3}$/.test(text))
    throw new BankFileError("currency", place, `${quoted(text)} is not a currency code.`);
  return text;
}

/**
 * A date of six digits, YYMMDD, or eight, YYYYMMDD.
 *
 * @returns two-digit years from 80 on are 19YY, the others 20YY
 * @throws BankFileError "date" when the day does not exist
 *
 * @example readCompactDate("260305", { line: 1 }) // "2026-03-05"
 */
export function readCompactDate(text: string, place: BankFilePlace): IsoDate {
  const match = /^(\d{2}|\d{4})(\d{2})(\d{2})$/.exec(text);
  const [, year = "", month = "", day = ""] = match ?? [];
  const century = Number(year) >= OLDEST_YEAR ? "19" : "20";
  return existing(`${year.length === 2 ? century : ""}${year}-${month}-${day}`, text, place);
}

/**
 * The calendar day of an ISO date or date with time, as it is written: a time zone never moves it.
 *
 * @throws BankFileError "date" when the day does not exist
 *
 * @example readIsoDay("2026-03-05T23:30:00-08:00", { line: 1 }) // "2026-03-05"
 */
export function readIsoDay(text: string, place: BankFilePlace): IsoDate {
  const match = /^(\d{4}-\d{2}-\d{2})(T\d{2}:\d{2}(:\d{2}([.,]\d{1,12})?)?)?(Z|[+-]\d{2}:?\d{2})?$/.exec(
    text,
  );
  return existing(match?.[1] ?? "", text, place);
}

/**
 * A month and day in the year that puts it nearest to another date.
 *
 * @param text MMDD
 * @throws BankFileError "date" when no year near by has that day
 *
 * @example nearestDay("0102", "2025-12-31", { line: 1 }) // "2026-01-02"
 */
export function nearestDay(text: string, to: IsoDate, place: BankFilePlace): IsoDate {
  const year = Number(to.slice(0, 4));
  const days = [year - 1, year, year + 1]
    .map((each) => `${String(each).padStart(4, "0")}-${text.slice(0, 2)}-${text.slice(2)}`)
    .filter((day) => isIsoDate(day))
    .sort((a, b) => Math.abs(daysBetween(a, to)) - Math.abs(daysBetween(b, to)));
  return existing(days[0] ?? "", text, place);
}

/** Text on one line, or null when nothing is left. @example tidy(" ACME \n CORP ") // "ACME CORP" */
export function tidy(text: string | null | undefined): string | null {
  const clean = (text ?? "").replace(/\s+/g, " ").trim();
  return clean === "" ? null : clean;
}

/** A reference, null for the words with which formats say that there is none. @example readReference("NONREF") // null */
export function readReference(text: string | null | undefined): string | null {
  const clean = tidy(text);
  return clean === null || /^(NONREF|NOTPROVIDED)$/i.test(clean) ? null : clean;
}

/** Text of a file inside a sentence: short, in quotation marks, without control characters. */
export function quoted(text: string): string {
  const clean = text.replace(/[\p{Cc}\p{Cs}\uFFFD]+/gu, " ").trim();
  return clean.length > 40 ? `"${clean.slice(0, 40)}…"` : `"${clean}"`;
}

function existing(day: string, text: string, place: BankFilePlace): IsoDate {
  if (!isIsoDate(day)) throw new BankFileError("date", place, `${quoted(text)} is not a date that exists.`);
  return day;
}

/** Banks pad amounts with zeros. */
function significant(digits: string): number {
  return digits.replace(/^0+/, "").length;
}

function exponentOf(currency: string, place: BankFilePlace): number {
  return currencyExponent(readCurrency(currency, place));
}

function notAnAmount(text: string, place: BankFilePlace): BankFileError {
  return new BankFileError(
    "amount",
    place,
    text === "" ? "the amount is missing." : `${quoted(text)} is not an amount.`,
  );
}

function tooLong(text: string, place: BankFilePlace): BankFileError {
  return new BankFileError("amount", place, `the amount ${quoted(text)} has more than ${MAX_DIGITS} digits.`);
}
