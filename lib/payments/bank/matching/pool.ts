// What is still open while the passes run, and what they have decided.
import { currencyExponent, fromMinor, toMinor } from "@/lib/money/currency";
import type { Open } from "./books";
import type { Match, MatchedTarget, MatchLine, MatchRule, MatchTarget, Suggestion } from "./model";
import { ReferenceIndex } from "./references";

const MOST_SUGGESTED = 5;

/** Open lines and targets. A line, and a target in each of its roles, is used once. */
export class MatchPool {
  readonly matches: Match[] = [];
  readonly suggestions: Suggestion[] = [];
  private readonly allLines: Open<MatchLine>[];
  private readonly allTargets: Open<MatchTarget>[];
  private readonly settledLines = new Set<string>();
  private readonly usedTargets = new Set<string>();
  private readonly autoThreshold: number;
  private index: ReferenceIndex | null = null;

  constructor(lines: readonly MatchLine[], targets: readonly MatchTarget[], autoThreshold: number) {
    this.allLines = lines.map(inMinorUnits);
    this.allTargets = targets.map(inMinorUnits);
    this.autoThreshold = autoThreshold;
  }

  /** Booked lines that no pass has matched or suggested yet. */
  lines(): Open<MatchLine>[] {
    return this.allLines.filter((line) => !line.pending && !this.settledLines.has(line.id));
  }

  pendingLines(): Open<MatchLine>[] {
    return this.allLines.filter((line) => line.pending);
  }

  targets(): Open<MatchTarget>[] {
    return this.allTargets.filter((target) => this.isOpen(target));
  }

  /** All targets, also used ones: a second line for one of them is a duplicate. */
  everyTarget(): readonly Open<MatchTarget>[] {
    return this.allTargets;
  }

  /** Finds all targets, also used ones, by reference and trace number. */
  everyReference(): ReferenceIndex {
    return (this.index ??= new ReferenceIndex(this.allTargets));
  }

  isOpen(target: MatchTarget): boolean {
    return !this.usedTargets.has(target.id);
  }

  /** Whether the order has been returned by a line. */
  isReturned(target: MatchTarget): boolean {
    return this.usedTargets.has(returnOf(target));
  }

  /** Matches a line when its rule is certain enough, else suggests it. `pays` is what each target has of the line. */
  settle(
    line: MatchLine,
    targets: readonly Open<MatchTarget>[],
    { rule, score }: { rule: MatchRule; score: number },
  ) {
    if (score < this.autoThreshold) {
      this.suggest(line, targets, { rule, score }, "The rule is not certain enough to match by itself.");
      return;
    }
    this.add({
      lineId: line.id,
      targets: targets.map((target) => matched(target, target.kind)),
      rule,
      score,
    });
    for (const target of targets) this.usedTargets.add(target.id);
  }

  /** Matches a line as the return of an order: the order itself may have its own line. */
  settleReturn(line: MatchLine, order: Open<MatchTarget>, score: number) {
    const target: MatchedTarget = { id: order.id, kind: "RETURN", amount: line.amount };
    if (score < this.autoThreshold) {
      this.addSuggestion(
        { lineId: line.id, targets: [target], rule: "return", score },
        "The rule is not certain enough to match by itself.",
      );
      return;
    }
    this.add({ lineId: line.id, targets: [target], rule: "return", score });
    this.usedTargets.add(returnOf(order));
  }

  /** Matches a line with something that is no target: a fee or interest by its ledger account. */
  settleBooking(line: MatchLine, target: MatchedTarget, { rule, score }: { rule: MatchRule; score: number }) {
    if (score < this.autoThreshold)
      this.addSuggestion(
        { lineId: line.id, targets: [target], rule, score },
        "The rule is not certain enough to match by itself.",
      );
    else this.add({ lineId: line.id, targets: [target], rule, score });
  }

  suggest(
    line: MatchLine,
    targets: readonly Open<MatchTarget>[],
    { rule, score }: { rule: MatchRule; score: number },
    reason: string,
  ) {
    const named = targets.slice(0, MOST_SUGGESTED).map((target) => matched(target, target.kind));
    this.addSuggestion({ lineId: line.id, targets: named, rule, score }, reason);
  }

  suggestBooking(
    line: MatchLine,
    target: MatchedTarget,
    { rule, score }: { rule: MatchRule; score: number },
    reason: string,
  ) {
    this.addSuggestion({ lineId: line.id, targets: [target], rule, score }, reason);
  }

  private add(match: Match) {
    this.matches.push(match);
    this.settledLines.add(match.lineId);
  }

  private addSuggestion(match: Match, reason: string) {
    this.suggestions.push({ ...match, reason });
    this.settledLines.add(match.lineId);
  }

  /** Whether a rule of this score matches by itself. */
  isAutomatic(score: number): boolean {
    return score >= this.autoThreshold;
  }
}

function returnOf(target: MatchTarget): string {
  return `return\n${target.id}`;
}

function matched(target: Open<MatchTarget>, kind: MatchedTarget["kind"]): MatchedTarget {
  return { id: target.id, kind, amount: fromMinor(target.minor, currencyExponent(target.currency)) };
}

function inMinorUnits<T extends { amount: string; currency: string }>(item: T): Open<T> {
  return { ...item, minor: toMinor(item.amount, item.currency) };
}
