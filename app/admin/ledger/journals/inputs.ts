// A journal as a form sends it: numbered rows, of which empty ones are left out.
import { z } from "zod";
import { isoDate } from "@/lib/calendar/dates";
import { d, toMoney } from "@/lib/money/money";
import { oneLine } from "@/lib/text-input";
import type { JournalLine } from "@/lib/transaction-types/manual-journal";

export const MOST_ROWS = 20;
const AMOUNT = /^\$?(\d{1,12}|\d{1,3}(,\d{3}){1,3})(\.\d{1,2})?$/;

const amount = z
  .string()
  .trim()
  .refine((text) => text === "" || AMOUNT.test(text), "Enter an amount such as 35.00.")
  .transform((text) => text.replaceAll(/[$,]/g, ""))
  .optional();
const rows = Array.from({ length: MOST_ROWS }, (_, row) => row);
const rowFields = Object.fromEntries(
  rows.flatMap((row) => [
    [`account${row}`, z.string().max(200).optional()],
    [`debit${row}`, amount],
    [`credit${row}`, amount],
  ]),
) as Record<string, z.ZodOptional<z.ZodString>>;

const reasonInput = oneLine("Say why.")
  .min(3, "Say why, in a few words.")
  .max(300, "Use at most 300 characters.");

export const journalInput = z
  .strictObject({ effectiveOn: isoDate, reason: reasonInput, ...rowFields })
  .transform(({ effectiveOn, reason, ...fields }) => ({
    reason,
    effectiveOn,
    lines: rows.flatMap((row) => linesOf(fields as Record<string, string | undefined>, row)),
  }));

export const reverseInput = z.strictObject({ journalId: z.string().min(1).max(60), reason: reasonInput });

function linesOf(fields: Record<string, string | undefined>, row: number): JournalLine[] {
  const account = fields[`account${row}`] ?? "";
  const line = (side: JournalLine["side"]): JournalLine[] => {
    const text = fields[`${side}${row}`];
    return text ? [{ account, side, amount: toMoney(d(text)) }] : [];
  };
  return [...line("debit"), ...line("credit")];
}
