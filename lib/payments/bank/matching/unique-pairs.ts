// Lines and targets that have only each other: one candidate on both sides within a range of days.
import type { IsoDate } from "@/lib/calendar/dates";
import { groupedBy } from "./books";
import type { Days, Open } from "./books";
import type { MatchLine, MatchTarget } from "./model";

const MOST_CANDIDATES = 5;

type Sides = {
  lines: readonly Open<MatchLine>[];
  targets: readonly Open<MatchTarget>[];
  /** What both must have in common; null takes part in nothing. */
  lineKey: (line: Open<MatchLine>) => string | null;
  targetKey: (target: Open<MatchTarget>) => string | null;
  /** Days on which a target may be for a line of a day. A later day never has an earlier range. */
  window: (postedOn: IsoDate) => Days;
};

export type Pairing = {
  pairs: { line: Open<MatchLine>; target: Open<MatchTarget> }[];
  /** Lines with candidates but no unique one, and a few of those candidates. */
  ambiguous: { line: Open<MatchLine>; candidates: Open<MatchTarget>[] }[];
};

/**
 * Pairs by key and date, never by chance: a line with two candidates, or a target with two lines, is left alone.
 *
 * @returns pairs and ambiguous lines in the order of the lines
 *
 * Sorted lists and binary search: n log n, however many candidates are equal.
 *
 * @example one line of -5.00 on March 5 and one order of -5.00 on March 4 // one pair
 */
export function uniquePairs({ lines, targets, lineKey, targetKey, window }: Sides): Pairing {
  const targetsByKey = groupedBy(targets, targetKey);
  const linesByKey = groupedBy(lines, lineKey);
  for (const group of targetsByKey.values()) group.sort((a, b) => compareText(a.on, b.on));
  for (const group of linesByKey.values()) group.sort((a, b) => compareText(a.postedOn, b.postedOn));
  const ranges = new Map<IsoDate, Days>();
  const rangeOf = (day: IsoDate): Days => {
    const known = ranges.get(day) ?? window(day);
    ranges.set(day, known);
    return known;
  };
  const result: Pairing = { pairs: [], ambiguous: [] };
  for (const line of lines) {
    const key = lineKey(line);
    const candidates = key === null ? undefined : targetsByKey.get(key);
    if (key === null || !candidates) continue;
    const { from, to } = rangeOf(line.postedOn);
    const first = firstIndex(candidates, ({ on }) => on >= from);
    const end = firstIndex(candidates, ({ on }) => on > to);
    if (first === end) continue;
    const target = candidates[first]!;
    const rivals = linesByKey.get(key)!;
    const rivalCount =
      firstIndex(rivals, ({ postedOn }) => rangeOf(postedOn).from > target.on) -
      firstIndex(rivals, ({ postedOn }) => rangeOf(postedOn).to >= target.on);
    if (end - first === 1 && rivalCount === 1) result.pairs.push({ line, target });
    else
      result.ambiguous.push({
        line,
        candidates: candidates.slice(first, Math.min(end, first + MOST_CANDIDATES)),
      });
  }
  return result;
}

/** The first index at which a condition holds that never stops holding; the length when it never does. */
function firstIndex<T>(sorted: readonly T[], holds: (item: T) => boolean): number {
  let low = 0;
  let high = sorted.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (holds(sorted[middle]!)) high = middle;
    else low = middle + 1;
  }
  return low;
}

function compareText(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
