// Pass 8: the same amount within two banking days, when only one line and one order have it.
import { addBankingDays } from "@/lib/calendar/banking-days";
import { bookOf } from "./books";
import type { Open } from "./books";
import type { MatchPool } from "./pool";
import { uniquePairs } from "./unique-pairs";

const AMOUNT_AND_DATE = { rule: "amount-and-date", score: 70 } as const;
const WINDOW_BANKING_DAYS = 2;

/** Suggests; it matches by itself only on the same day and when the threshold has been lowered to its score. */
export function matchAmounts(pool: MatchPool): void {
  const { pairs, ambiguous } = uniquePairs({
    lines: pool.lines(),
    targets: pool.targets(),
    lineKey: amountKey,
    targetKey: amountKey,
    window: (day) => ({
      from: addBankingDays(day, -WINDOW_BANKING_DAYS),
      to: addBankingDays(day, WINDOW_BANKING_DAYS),
    }),
  });
  for (const { line, target } of pairs) {
    if (line.postedOn === target.on) pool.settle(line, [target], AMOUNT_AND_DATE);
    else pool.suggest(line, [target], AMOUNT_AND_DATE, "Only the amount agrees, on another day.");
  }
  for (const { line, candidates } of ambiguous)
    pool.suggest(line, candidates, AMOUNT_AND_DATE, "Several lines or payments have this amount.");
}

function amountKey(item: Open<{ bankAccount: string; currency: string }>): string {
  return `${bookOf(item)}\n${item.minor}`;
}
