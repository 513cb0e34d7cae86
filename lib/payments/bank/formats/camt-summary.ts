// The control totals of a CAMT.053 statement: TxsSummry.
import { quoted, readAmount, written } from "@/lib/payments/bank/fields";
import { BankFileError } from "@/lib/payments/bank/statement";
import type { CamtEntry } from "./camt-entry";
import { find } from "./markup";
import type { MarkupElement } from "./markup";

const TOTALS: [name: string, counts: (entry: CamtEntry) => boolean][] = [
  ["TtlNtries", () => true],
  ["TtlCdtNtries", (entry) => entry.isCredit],
  ["TtlDbtNtries", (entry) => !entry.isCredit],
];

/**
 * Compares the stated number and sum of entries with those read. Banks count either all entries or only the booked ones, and
 * state the sum of both sides together or net, so each is accepted.
 *
 * @throws BankFileError "control-total" when none agrees
 */
export function checkSummary(
  summary: MarkupElement | null,
  entries: readonly CamtEntry[],
  currency: string,
): void {
  for (const [name, counts] of TOTALS) {
    const total = find(summary, name);
    const all = entries.filter(counts);
    const candidates = [all, all.filter(({ line }) => !line.pending)];
    checkNumber(
      find(total, "NbOfNtries"),
      candidates.map((each) => each.length),
    );
    checkSum(
      find(total, "Sum"),
      candidates.flatMap((each) => [sumOf(each), magnitude(netOf(each))]),
      currency,
    );
  }
}

function sumOf(entries: readonly CamtEntry[]): bigint {
  return entries.reduce((total, { amount }) => total + magnitude(amount), 0n);
}

function netOf(entries: readonly CamtEntry[]): bigint {
  return entries.reduce((total, { amount }) => total + amount, 0n);
}

function magnitude(minor: bigint): bigint {
  return minor < 0n ? -minor : minor;
}

function checkNumber(element: MarkupElement | null, read: number[]) {
  if (!element) return;
  const text = element.text.trim();
  const at = { line: element.line };
  if (!/^\d{1,15}$/.test(text))
    throw new BankFileError("malformed", at, `${quoted(text)} is not a number of entries.`);
  if (read.includes(Number(text))) return;
  throw new BankFileError(
    "control-total",
    at,
    `the statement counts ${Number(text)} entries, but there are ${read[0]}. Get the file from the bank again.`,
  );
}

function checkSum(element: MarkupElement | null, read: bigint[], currency: string) {
  if (!element) return;
  const at = { line: element.line };
  const stated = readAmount(element.text.trim(), { currency, separator: ".", signed: false }, at);
  if (read.includes(stated)) return;
  throw new BankFileError(
    "control-total",
    at,
    `the statement's total is ${written(stated, currency)}, but the entries add up to ${written(read[0]!, currency)}. Get the file from the bank again.`,
  );
}
