// One BAI2 transaction: record 16 with its continuations.
import type { IsoDate } from "@/lib/calendar/dates";
import { quoted, readMinorUnits, readReference, tidy, written } from "@/lib/payments/bank/fields";
import { BankFileError } from "@/lib/payments/bank/statement";
import type { BankLine } from "@/lib/payments/bank/statement";
import { NON_MONETARY, signOf } from "./bai2-codes";
import { readFunds } from "./bai2-funds";
import { Bai2Fields } from "./bai2-records";
import type { Bai2Record } from "./bai2-records";

/**
 * A transaction as a statement line.
 *
 * @returns the line, its amount as written (what control totals add) and as signed (what the balance moves by)
 * @throws BankFileError with the physical record
 *
 * Fields: type code, amount, funds type with its fields, bank reference, customer reference, text. The text runs over all
 * continuations, commas included.
 *
 * @example "16,475,1234,,,1001,CHECK PAID" // amount "-12.34", reference "1001"
 */
export function readTransaction(
  record: Bai2Record,
  { currency, postedOn }: { currency: string; postedOn: IsoDate },
): { line: BankLine; amount: bigint; signed: bigint } {
  const fields = new Bai2Fields(record);
  const typeCode = fields.next();
  const sign = /^\d{3}$/.test(typeCode) ? signOf(typeCode) : null;
  const isMonetary = typeCode !== NON_MONETARY;
  if (isMonetary && sign === null)
    throw new BankFileError(
      "malformed",
      record,
      `${quoted(typeCode)} is not the type code of a credit or a debit.`,
    );
  const at = { record: fields.record };
  const amountText = fields.next();
  const amount = isMonetary || amountText !== "" ? readMinorUnits(amountText, { signed: false }, at) : 0n;
  if (!isMonetary && amount !== 0n)
    throw new BankFileError(
      "amount",
      at,
      `type ${NON_MONETARY} has no amount, but the record states ${quoted(amountText)}.`,
    );
  const valueOn = readFunds(fields);
  const bankReference = readReference(fields.next());
  const reference = readReference(fields.next());
  const description = tidy(fields.rest());
  const signed = (sign ?? 1n) * amount;
  const line = {
    postedOn,
    valueOn,
    amount: written(signed, currency),
    currency,
    typeCode,
    reference,
    bankReference,
    description,
    counterparty: null,
    pending: false,
    reversal: false,
  };
  return { line, amount, signed };
}
