// Pass 6: payments that we expect, by the virtual account that they came to, or by who paid how much when.
import { addBankingDays } from "@/lib/calendar/banking-days";
import type { MatchLine, MatchTarget } from "./model";
import { bookOf, groupedBy } from "./books";
import type { Open } from "./books";
import type { MatchPool } from "./pool";
import { ReferenceIndex } from "./references";
import { uniquePairs } from "./unique-pairs";

const VIRTUAL_ACCOUNT = { rule: "virtual-account", score: 96 } as const;
const COUNTERPARTY = { rule: "counterparty", score: 80 } as const;
const WINDOW_BANKING_DAYS = 5;

/**
 * A virtual account belongs to one person's loan or investment, so its number alone names what a payment is for. With one
 * expected payment and one line even the amount may differ.
 */
export function matchVirtualAccounts(pool: MatchPool): void {
  const expecting = pool.targets().filter(({ virtualAccount }) => Boolean(virtualAccount));
  const index = new ReferenceIndex(
    expecting.map((target) => ({ ...target, trace: null, reference: target.virtualAccount })),
  );
  const byId = new Map(expecting.map((target) => [target.id, target]));
  const named = pool.lines().flatMap((line) => {
    const targets = index
      .namedBy(line, line)
      .map(({ id }) => byId.get(id)!)
      .filter((target) => target.minor > 0n === line.minor > 0n);
    return targets.length > 0 ? [{ line, targets }] : [];
  });
  const lineCount = groupedBy(
    named.flatMap(({ line, targets }) => targets.map(({ id }) => ({ line, id }))),
    ({ id }) => id,
  );
  for (const { line, targets } of named) {
    const [only, ...more] = targets;
    const equal = targets.filter((target) => target.minor === line.minor);
    const isAlone = more.length === 0 && lineCount.get(only!.id)!.length === 1;
    const chosen = isAlone
      ? only!
      : equal.length === 1 && isOnlyLineOf(line, equal[0]!, lineCount)
        ? equal[0]!
        : null;
    if (chosen) pool.settle(line, [chosen], VIRTUAL_ACCOUNT);
    else
      pool.suggest(
        line,
        targets,
        VIRTUAL_ACCOUNT,
        "Several payments or lines belong to this virtual account.",
      );
  }
}

/** Whether no other line with this amount came to the target's virtual account. */
function isOnlyLineOf(
  line: Open<MatchLine>,
  target: Open<MatchTarget>,
  lineCount: ReadonlyMap<string, { line: Open<MatchLine> }[]>,
): boolean {
  return lineCount.get(target.id)!.every((each) => each.line === line || each.line.minor !== line.minor);
}

/** The same person, the same amount, within days: one candidate on both sides. */
export function matchCounterparties(pool: MatchPool): void {
  const { pairs, ambiguous } = uniquePairs({
    lines: pool.lines(),
    targets: pool.targets(),
    lineKey: (line) => partyKey(line, line.counterparty),
    targetKey: (target) => partyKey(target, target.counterparty),
    window: (day) => ({
      from: addBankingDays(day, -WINDOW_BANKING_DAYS),
      to: addBankingDays(day, WINDOW_BANKING_DAYS),
    }),
  });
  for (const { line, target } of pairs) pool.settle(line, [target], COUNTERPARTY);
  for (const { line, candidates } of ambiguous)
    pool.suggest(line, candidates, COUNTERPARTY, "Several payments of this person have the same amount.");
}

function partyKey(
  item: Open<{ bankAccount: string; currency: string }>,
  counterparty: string | null | undefined,
): string | null {
  const name = counterparty
    ?.toUpperCase()
    .replace(/[^\p{Letter}\p{Number}]+/gu, " ")
    .trim();
  return name ? `${bookOf(item)}\n${item.minor}\n${name}` : null;
}
