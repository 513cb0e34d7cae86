// Matches statement lines with what we know: orders, expected payments, returns, the bank's fees. Pure: the product loads
// what is open, and what a person has matched is not given to it.
import { matchAmounts } from "./matching/by-amount";
import { matchBatches } from "./matching/by-batch";
import { matchCounterparties, matchVirtualAccounts } from "./matching/by-expectation";
import { matchProviderLinks, matchReferences, suggestForPending } from "./matching/by-reference";
import { matchReturns } from "./matching/by-return";
import { matchBankRules } from "./matching/by-type-code";
import type { Match, MatchLine, MatchOptions, MatchTarget, Suggestion } from "./matching/model";
import { MatchPool } from "./matching/pool";

export type MatchResult = {
  matches: Match[];
  suggestions: Suggestion[];
  /** Ids that are in no match: what the exceptions queue is about. */
  openLines: string[];
  openTargets: string[];
};

const DEFAULT_THRESHOLD = 90;

/**
 * Matches bank lines in passes, from the strongest evidence to the weakest.
 *
 * @param lines   not yet matched; ids are unique
 * @param targets not yet matched; ids are unique
 * @param options `autoThreshold`: rules with a lower score only suggest (default 90)
 * @returns matches with rule and score, suggestions with a reason, and what is left; in the order of passes, then of lines
 * @throws RangeError for an amount that is no number or has more decimals than its currency: a caller's bug
 *
 * Passes: provider link 100, reference 98, batch 95, return 90, virtual account 96, counterparty 80, fee and interest 90,
 * amount and date 70; the reference with another amount is only suggested. Nothing is matched across accounts or currencies,
 * a line or target is used once, and equal candidates are suggested, never chosen between. Time grows as n log n.
 *
 * @example a line -466.67 with "ML4K7Q2X9B" and the order of that reference and amount // rule "reference", score 98
 */
export function matchLines(
  lines: readonly MatchLine[],
  targets: readonly MatchTarget[],
  { autoThreshold = DEFAULT_THRESHOLD }: MatchOptions = {},
): MatchResult {
  const pool = new MatchPool(lines, targets, autoThreshold);
  matchProviderLinks(pool);
  matchReferences(pool);
  matchBatches(pool);
  matchReturns(pool);
  matchVirtualAccounts(pool);
  matchCounterparties(pool);
  matchBankRules(pool);
  matchAmounts(pool);
  suggestForPending(pool);
  const matched = new Set(pool.matches.map(({ lineId }) => lineId));
  return {
    matches: pool.matches,
    suggestions: pool.suggestions,
    openLines: lines.filter(({ id }) => !matched.has(id)).map(({ id }) => id),
    openTargets: pool.targets().map(({ id }) => id),
  };
}
