// What every bank file is read into, and why one is refused. All formats share it: nothing after the parsers knows a format.
import type { IsoDate } from "@/lib/calendar/dates";
import { currencyExponent, fromMinor } from "@/lib/money/currency";

export const BANK_FORMATS = ["bai2", "camt053", "ofx", "mt940", "csv"] as const;
export type BankFormat = (typeof BANK_FORMATS)[number];

/** What all parts of a statement line have; a part is one payment inside a batch entry. */
export type BankLinePart = {
  /** The day the bank booked it; null only for a pending entry without a date. */
  postedOn: IsoDate | null;
  valueOn: IsoDate | null;
  /** Signed decimal string from the account holder's view, with exactly the currency's decimals; null when a part states none. */
  amount: string | null;
  currency: string;
  /** As the format has it: BAI2 "165", CAMT "PMNT-RCDT-ESCT", OFX "DEBIT", MT940 "NTRF". */
  typeCode: string | null;
  /** The payer's or our reference. */
  reference: string | null;
  /** The bank's identification of the entry. */
  bankReference: string | null;
  description: string | null;
  counterparty: string | null;
  /** Not booked yet: not in the balance. */
  pending: boolean;
  /** The bank says that this entry takes back another. */
  reversal: boolean;
};

export type BankLine = BankLinePart & { amount: string; parts?: BankLinePart[] };

export type BankStatement = {
  account: string;
  currency: string;
  from: IsoDate | null;
  to: IsoDate | null;
  /** Booked balances as signed decimal strings; null when the file does not state them. */
  opening: string | null;
  closing: string | null;
  lines: BankLine[];
};

/** Where in a file: BAI2 counts records, the other formats lines. Both are physical lines from 1. */
export type BankFilePlace = { record: number } | { line: number };

export type BankFileErrorCode =
  | "amount"
  | "balance" // opening and booked lines do not give the closing balance
  | "column-map"
  | "control-total"
  | "currency"
  | "cut" // the file ends too early
  | "date"
  | "doctype"
  | "empty"
  | "malformed"
  | "not-supported"
  | "too-large"
  | "wrong-format";

/** A bank file is refused as a whole. The message is a sentence for the person who imports it and names the place. */
export class BankFileError extends Error {
  readonly code: BankFileErrorCode;
  /** Null when the fault is not in the file: a column map that does not fit any file. */
  readonly place: BankFilePlace | null;

  constructor(code: BankFileErrorCode, place: BankFilePlace | null, message: string) {
    super(`${nameOf(place)}${message}`);
    this.name = "BankFileError";
    this.code = code;
    this.place = place && ("record" in place ? { record: place.record } : { line: place.line });
  }
}

function nameOf(place: BankFilePlace | null): string {
  if (place === null) return "";
  return "record" in place ? `Record ${place.record}: ` : `Line ${place.line}: `;
}

export const MAX_BYTES = 20 * 1024 * 1024;
const MAX_LINES = 200_000;

/** A statement while it is read: amounts in minor units, so that the balances are compared exactly. */
export type OpenStatement = {
  account: string;
  currency: string;
  from: IsoDate | null;
  to: IsoDate | null;
  opening: bigint | null;
  closing: bigint | null;
  lines: BankLine[];
  /** Sum of the booked lines. */
  booked: bigint;
};

/**
 * The statement as it leaves the parser.
 *
 * @param closingAt where the closing balance is stated, for the refusal
 * @throws BankFileError "balance" when both balances are stated and opening + booked lines is not the closing balance
 *
 * @example opening 100.00, lines -12.34 and 5.00, closing 92.66: accepted
 */
export function closeStatement(open: OpenStatement, closingAt: BankFilePlace): BankStatement {
  const { account, currency, from, to, opening, closing, booked, lines } = open;
  const written = (minor: bigint) => fromMinor(minor, currencyExponent(currency));
  if (opening !== null && closing !== null && opening + booked !== closing) {
    throw new BankFileError(
      "balance",
      closingAt,
      `the opening balance ${written(opening)} plus the booked lines ${written(booked)} is ${written(opening + booked)}, but the closing balance is ${written(closing)}. Get the complete statement from the bank.`,
    );
  }
  return {
    account,
    currency,
    from,
    to,
    opening: opening === null ? null : written(opening),
    closing: closing === null ? null : written(closing),
    lines,
  };
}

/**
 * Counts statement lines over a whole file.
 *
 * @returns a function to call once per line with its place; it throws BankFileError "too-large" past MAX_LINES
 */
export function lineCounter(max = MAX_LINES): (place: BankFilePlace) => void {
  let count = 0;
  return (place) => {
    count += 1;
    if (count > max) {
      throw new BankFileError(
        "too-large",
        place,
        `the file has more than ${max.toLocaleString("en-US")} statement lines. Import it in smaller files.`,
      );
    }
  };
}
