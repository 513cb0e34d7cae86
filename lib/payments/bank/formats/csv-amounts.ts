// Amounts as banks write them for spreadsheets: signs, parentheses, currency symbols, thousands separators.
import { quoted, readAmount } from "@/lib/payments/bank/fields";
import { BankFileError } from "@/lib/payments/bank/statement";
import type { CsvMap } from "./csv-map";

type Place = { line: number };

const THOUSANDS = {
  ".": /^\d{1,3}(?:([,' \u00a0\u202f\u2019])\d{3}(?:\1\d{3})*)?(?:\.\d*)?$/,
  ",": /^\d{1,3}(?:([.' \u00a0\u202f\u2019])\d{3}(?:\1\d{3})*)?(?:,\d*)?$/,
};

/** Reads the amount columns of one file. */
export class CsvAmounts {
  private readonly map: CsvMap;
  /** Whether this file writes debits with a minus; the first debit that is not zero shows it. */
  private debitsAreNegative: boolean | null = null;

  constructor(map: CsvMap) {
    this.map = map;
  }

  /**
   * The signed amount of a row, from the one column or from debit and credit.
   *
   * @throws BankFileError "amount" when there is none, when both debit and credit have one, or when the debits of one file
   *   are written with and without a minus, so that the sign is not certain
   */
  signed(amount: string | null, debit: string | null, credit: string | null, at: Place): bigint {
    if (amount !== null) return this.plain(amount, at);
    if (!debit && !credit) throw new BankFileError("amount", at, "the row has neither a debit nor a credit.");
    const out = debit ? this.plain(debit, at) : 0n;
    const into = credit ? this.plain(credit, at) : 0n;
    if (out !== 0n && into !== 0n)
      throw new BankFileError(
        "amount",
        at,
        "the row has both a debit and a credit, so its sign is not certain.",
      );
    if (out === 0n) return into;
    this.debitsAreNegative ??= out < 0n;
    if (this.debitsAreNegative !== out < 0n)
      throw new BankFileError(
        "amount",
        at,
        "debits are written with and without a minus in this file, so the sign is not certain.",
      );
    return out < 0n ? out : -out;
  }

  /**
   * One written amount in minor units.
   *
   * @example "($1,234.50)" // -123450n
   * @example "12.34-" // -1234n
   */
  plain(text: string, at: Place): bigint {
    const { currency, decimalSeparator } = this.map;
    const { digits, isNegative } = withoutSigns(text, currency, at);
    const match = THOUSANDS[decimalSeparator].exec(digits);
    const separator = match?.[1];
    const plain = separator === undefined ? digits : digits.replaceAll(separator, "");
    const minor = readAmount(plain, { currency, separator: decimalSeparator, signed: false }, at);
    return isNegative ? -minor : minor;
  }
}

function withoutSigns(text: string, currency: string, at: Place): { digits: string; isNegative: boolean } {
  let rest = text
    .trim()
    .replaceAll("\u2212", "-")
    .replace(/[$€£¥]/, "")
    .replace(currency, "")
    .trim();
  const signs: string[] = [];
  const parentheses = /^\((.*)\)$/.exec(rest);
  if (parentheses) {
    signs.push("-");
    rest = parentheses[1]!.trim();
  }
  const sign = /^([+-])\s*(.*)$/.exec(rest) ?? /^(.*?)\s*([+-])$/.exec(rest);
  if (sign) {
    const [, first = "", second = ""] = sign;
    signs.push(/^[+-]$/.test(first) ? first : second);
    rest = /^[+-]$/.test(first) ? second : first;
  }
  if (signs.length > 1 || rest === "")
    throw new BankFileError(
      "amount",
      at,
      text.trim() === "" ? "the amount is missing." : `${quoted(text)} is not an amount.`,
    );
  return { digits: rest, isNegative: signs[0] === "-" };
}
