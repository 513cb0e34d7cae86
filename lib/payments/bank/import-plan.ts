// What a statement adds to what was imported before. Pure: the verbs load what is known and write what is new.
import { createHash } from "node:crypto";
import { addDays, compare, formatDate, type IsoDate } from "@/lib/calendar/dates";
import { d, dollars, sum, toMoney } from "@/lib/money/money";
import type { BankLine, BankStatement } from "./statement";

/** Days of an account that were imported without a gap, with the balances before and after them. */
export type Coverage = { from: IsoDate; to: IsoDate; opening: string; closing: string };

export type NewLine = BankLine & { postedOn: IsoDate; fingerprint: string };

export type StatementPeriod = { from: IsoDate; to: IsoDate; opening: string; closing: string };

/** A statement with its period and balances filled in, and its booked lines with their fingerprints. */
export type DatedStatement = StatementPeriod & { lines: NewLine[]; pending: number };

/**
 * Fills in what a file may leave out: the period from the lines' days, a balance from the other one.
 *
 * @param opening the balance to begin with where the statement states none
 * @returns a sentence where the statement has neither a period nor a line, so that nothing says what it covers
 */
export function dated(statement: BankStatement, before: string): DatedStatement | string {
  const booked = statement.lines.flatMap((line) =>
    line.pending || line.postedOn === null ? [] : [{ ...line, postedOn: line.postedOn }],
  );
  const days = booked.map(({ postedOn }) => postedOn).toSorted(compare);
  const to = latest([statement.to, days.at(-1) ?? null]);
  const from = earliest([statement.from ?? days[0] ?? to, days[0] ?? null]);
  if (from === null || to === null)
    return `The statement of account ${statement.account} has no lines and no date, so it says nothing. Get one with a period from the bank.`;
  const moved = sum(booked.map(({ amount }) => d(amount)));
  const opening =
    statement.opening ?? (statement.closing === null ? before : toMoney(d(statement.closing).minus(moved)));
  return {
    from,
    to,
    opening,
    closing: statement.closing ?? toMoney(d(opening).plus(moved)),
    lines: withFingerprints(booked),
    pending: statement.lines.length - booked.length,
  };
}

const latest = (days: (IsoDate | null)[]) =>
  days
    .filter((day) => day !== null)
    .toSorted(compare)
    .at(-1) ?? null;
const earliest = (days: (IsoDate | null)[]) =>
  days.filter((day) => day !== null).toSorted(compare)[0] ?? null;

/**
 * The same line in two statements has the same fingerprint: the bank's reference where there is one, else all that is
 * written, and in both cases which of several equal ones of its day it is.
 */
function withFingerprints(lines: readonly (BankLine & { postedOn: IsoDate })[]): NewLine[] {
  const seen = new Map<string, number>();
  return lines.map((line) => {
    const { postedOn, amount, typeCode, bankReference, reference, description } = line;
    const said = bankReference === null ? [typeCode, reference, description] : [bankReference];
    const text = JSON.stringify([postedOn, amount, ...said]);
    const nth = (seen.get(text) ?? 0) + 1;
    seen.set(text, nth);
    return { ...line, fingerprint: createHash("sha256").update(`${text}\n${nth}`).digest("hex") };
  });
}

/**
 * Why a statement cannot be imported yet: it does not continue what was imported before.
 *
 * @returns null when it does; else a sentence that names the missing days
 *
 * @example closing 100.00 on March 3, a statement from March 6 that opens with 90.00
 *   // "… March 4, 2026 to March 5, 2026 are missing …"
 */
export function gapBefore(period: StatementPeriod, coverage: Coverage | null): string | null {
  if (coverage === null) return null;
  if (compare(period.from, addDays(coverage.to, 1)) > 0 && !same(period.opening, coverage.closing))
    return gapSentence(addDays(coverage.to, 1), addDays(period.from, -1), {
      before: [coverage.to, coverage.closing],
      after: [period.from, period.opening],
    });
  if (compare(period.to, addDays(coverage.from, -1)) < 0 && !same(period.closing, coverage.opening))
    return gapSentence(addDays(period.to, 1), addDays(coverage.from, -1), {
      before: [period.to, period.closing],
      after: [coverage.from, coverage.opening],
    });
  return null;
}

type At = readonly [on: IsoDate, balance: string];

function gapSentence(from: IsoDate, to: IsoDate, { before, after }: { before: At; after: At }): string {
  const days = from === to ? formatDate(from) : `${formatDate(from)} to ${formatDate(to)}`;
  return `The statement for ${days} is missing: the balance was ${dollars(before[1])} at the end of ${formatDate(before[0])} and is ${dollars(after[1])} at the beginning of ${formatDate(after[0])}. Import the missing statement, then this file is imported.`;
}

/**
 * Why a statement contradicts what was imported before.
 *
 * @param known `before`: the balance before the statement's first day by the lines imported so far; null where nothing was
 *   imported of the days before it; `after`: the balance at its end with its new lines
 */
export function contradiction(
  period: StatementPeriod,
  known: { before: string | null; after: string },
): string | null {
  if (known.before !== null && !same(known.before, period.opening))
    return `The statement of ${formatDate(period.from)} begins with ${dollars(period.opening)}, but the lines imported before give ${dollars(known.before)}. Get a corrected statement from the bank.`;
  if (!same(known.after, period.closing))
    return `The statement ends with ${dollars(period.closing)} on ${formatDate(period.to)}, but with the lines imported before it would be ${dollars(known.after)}: lines are missing or changed. Get a corrected statement from the bank.`;
  return null;
}

const same = (one: string, other: string) => d(one).equals(d(other));
