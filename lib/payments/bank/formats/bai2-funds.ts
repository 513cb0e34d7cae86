// The funds type of a BAI2 amount: when the money can be used.
import type { IsoDate } from "@/lib/calendar/dates";
import { quoted, readCompactDate, readMinorUnits } from "@/lib/payments/bank/fields";
import { BankFileError } from "@/lib/payments/bank/statement";
import type { Bai2Fields } from "./bai2-records";

/**
 * Reads a funds type and the fields that belong to it.
 *
 * @returns the value date of type V; null for the others: Z (unknown), 0, 1 and 2 (days), S (three amounts by day), D (pairs of
 *   days and amount), or none
 * @throws BankFileError when a field of the type is missing or is not what the type has
 *
 * @example "V,260306,1400" // "2026-03-06"
 */
export function readFunds(fields: Bai2Fields): IsoDate | null {
  const at = { record: fields.record };
  const type = fields.next();
  switch (type.toUpperCase()) {
    case "":
    case "Z":
    case "0":
    case "1":
    case "2":
      return null;
    case "V": {
      const day = readCompactDate(fields.next(), at);
      const time = fields.next();
      if (!/^(\d{4})?$/.test(time))
        throw new BankFileError("date", at, `${quoted(time)} is not a time of day.`);
      return day;
    }
    case "S":
      for (let n = 0; n < 3; n += 1) skipAmount(fields);
      return null;
    case "D":
      skipDistributions(fields);
      return null;
    default:
      throw new BankFileError("malformed", at, `${quoted(type)} is not a BAI2 funds type.`);
  }
}

function skipDistributions(fields: Bai2Fields) {
  const at = { record: fields.record };
  const count = fields.next();
  if (!/^\d{1,3}$/.test(count))
    throw new BankFileError("malformed", at, `${quoted(count)} is not a number of distributions.`);
  for (let left = Number(count); left > 0; left -= 1) {
    const days = fields.next();
    if (!/^\d{1,3}$/.test(days))
      throw new BankFileError(
        "malformed",
        at,
        `the record states ${count} distributions, but ${quoted(days)} is not a number of days.`,
      );
    skipAmount(fields);
  }
}

function skipAmount(fields: Bai2Fields) {
  const at = { record: fields.record };
  const amount = fields.next();
  if (amount !== "") readMinorUnits(amount, { signed: true }, at);
}
