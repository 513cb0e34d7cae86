// Pass 5: lines that give an earlier payment back.
import { addBankingDays } from "@/lib/calendar/banking-days";
import { addDays } from "@/lib/calendar/dates";
import type { MatchLine, MatchTarget } from "./model";
import { bookOf, groupedBy } from "./books";
import type { Open } from "./books";
import type { MatchPool } from "./pool";
import { isReturnLine, ReferenceIndex } from "./references";
import { uniquePairs } from "./unique-pairs";

const RETURN = { rule: "return", score: 90 } as const;
const REPORTED_BANKING_DAYS = 5;
// Nacha: a consumer's bank may return an unauthorized debit for 60 calendar days.
const RETURN_WINDOW_DAYS = 60;
const SEVERAL = "Several payments that this may return have the same amount.";

/**
 * Matches returns: by the trace number or reference of what is returned, then by amount when only one payment within the
 * window of days can be meant. A return that the provider reported comes before the original order.
 */
export function matchReturns(pool: MatchPool): void {
  matchReportedByReference(pool);
  matchOrdersByReference(pool);
  matchReportedByAmount(pool);
  matchOrdersByAmount(pool);
}

function matchReportedByReference(pool: MatchPool) {
  const reported = pool.targets().filter(({ kind }) => kind === "RETURN");
  const claims = claimsOf(
    pool.lines(),
    new ReferenceIndex(reported),
    (line, target) => line.minor === target.minor,
  );
  for (const { line, target, isOnly } of claims) {
    if (isOnly) pool.settle(line, [target], RETURN);
    else pool.suggest(line, [target], RETURN, "Several lines name this return.");
  }
}

function matchOrdersByReference(pool: MatchPool) {
  const claims = claimsOf(
    pool.lines().filter(isReturnLine),
    pool.everyReference(),
    (line, target) => target.kind !== "RETURN" && line.minor === -target.minor && !pool.isReturned(target),
  );
  for (const { line, target, isOnly } of claims) {
    if (isOnly) pool.settleReturn(line, target, RETURN.score);
    else pool.suggest(line, [target], RETURN, "Several lines return this order.");
  }
}

/** Lines that name exactly one fitting target, and whether no other line names it. */
function claimsOf(
  lines: readonly Open<MatchLine>[],
  index: ReferenceIndex,
  fits: (line: Open<MatchLine>, target: Open<MatchTarget>) => boolean,
) {
  const claims = lines.flatMap((line) => {
    const [target, ...more] = index.namedBy(line, line).filter((named) => fits(line, named));
    return target && more.length === 0 ? [{ line, target }] : [];
  });
  const byTarget = groupedBy(claims, ({ target }) => target.id);
  return claims.map((claim) => ({ ...claim, isOnly: byTarget.get(claim.target.id)!.length === 1 }));
}

function matchReportedByAmount(pool: MatchPool) {
  const { pairs, ambiguous } = uniquePairs({
    lines: pool.lines().filter(isReturnLine),
    targets: pool.targets().filter(({ kind }) => kind === "RETURN"),
    lineKey: amountKey,
    targetKey: amountKey,
    window: (day) => ({
      from: addBankingDays(day, -REPORTED_BANKING_DAYS),
      to: addBankingDays(day, REPORTED_BANKING_DAYS),
    }),
  });
  for (const { line, target } of pairs) pool.settle(line, [target], RETURN);
  for (const { line, candidates } of ambiguous) pool.suggest(line, candidates, RETURN, SEVERAL);
}

function matchOrdersByAmount(pool: MatchPool) {
  const { pairs, ambiguous } = uniquePairs({
    lines: pool.lines().filter(isReturnLine),
    targets: pool.everyTarget().filter((target) => target.kind !== "RETURN" && !pool.isReturned(target)),
    lineKey: amountKey,
    targetKey: (target) => amountKey({ ...target, minor: -target.minor }),
    window: (day) => ({ from: addDays(day, -RETURN_WINDOW_DAYS), to: day }),
  });
  for (const { line, target } of pairs) pool.settleReturn(line, target, RETURN.score);
  for (const { line, candidates } of ambiguous) pool.suggest(line, candidates, RETURN, SEVERAL);
}

function amountKey(item: Open<{ bankAccount: string; currency: string }>): string {
  return `${bookOf(item)}\n${item.minor}`;
}
