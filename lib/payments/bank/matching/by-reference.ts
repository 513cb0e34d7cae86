// Passes 1 to 3: the provider's link, our reference with the same amount, our reference with another amount.
import { compare } from "@/lib/calendar/dates";
import type { IsoDate } from "@/lib/calendar/dates";
import { toMinor } from "@/lib/money/currency";
import type { MatchLine, MatchTarget } from "./model";
import { bookOf } from "./books";
import type { Open } from "./books";
import type { MatchPool } from "./pool";
import { isReturnLine, ReferenceIndex } from "./references";

const PROVIDER_LINK = { rule: "provider-link", score: 100 } as const;
const REFERENCE = { rule: "reference", score: 98 } as const;
const OTHER_AMOUNT = { rule: "reference-other-amount", score: 60 } as const;

/** Lines and the targets whose amounts they have together. */
type Claim = { line: Open<MatchLine>; targets: Open<MatchTarget>[] };

/**
 * Pass 1: the provider's line items name the orders of a line. Their amounts must add up to it: the link is evidence, not
 * truth, so another amount is suggested for a person to look at.
 */
export function matchProviderLinks(pool: MatchPool): void {
  const byId = new Map(pool.everyTarget().map((target) => [target.id, target]));
  const claims: Claim[] = [];
  for (const line of pool.lines()) {
    const ids = new Set(line.orderIds ?? []);
    if (ids.size === 0) continue;
    const targets = [...ids].flatMap((id) => byId.get(id) ?? []);
    const isWhole = targets.length === ids.size && targets.every((target) => bookOf(target) === bookOf(line));
    if (isWhole && totalOf(targets) === line.minor) claims.push({ line, targets });
    else
      pool.suggest(
        line,
        targets,
        PROVIDER_LINK,
        "The provider links orders whose amounts differ from the line.",
      );
  }
  settleClaims(pool, claims, PROVIDER_LINK);
}

/**
 * Passes 2 and 3: a line that names our reference or trace number is matched when its amount is the order's, or when the
 * orders that it names have its amount together. Another amount is only suggested.
 */
export function matchReferences(pool: MatchPool): void {
  const index = pool.everyReference();
  const claims: Claim[] = [];
  const others: Claim[] = [];
  for (const line of pool.lines()) {
    const named = namedIn(line, index);
    if (named.length === 0 || (isReturnLine(line) && named.some((target) => takesBack(line, target))))
      continue;
    const targets = claimed(line, named) ?? claimedByParts(line, index);
    if (targets) claims.push({ line, targets });
    else others.push({ line, targets: named });
  }
  settleClaims(pool, claims, REFERENCE);
  for (const { line, targets } of others)
    pool.suggest(line, targets, OTHER_AMOUNT, "The line names this reference, but the amount differs.");
}

/** Pending lines are only suggested: the bank may still drop them. */
export function suggestForPending(pool: MatchPool): void {
  const pending = pool.pendingLines();
  if (pending.length === 0) return;
  const index = new ReferenceIndex(pool.targets());
  for (const line of pending) {
    const targets = claimed(line, namedIn(line, index));
    if (targets) pool.suggest(line, targets, REFERENCE, "The line is pending at the bank.");
  }
}

function namedIn(line: Open<MatchLine>, index: ReferenceIndex): Open<MatchTarget>[] {
  const named = index.namedBy(line, line);
  const parts = line.parts?.flatMap((part) => index.namedBy(part, line)) ?? [];
  const all = parts.length > 0 ? [...new Set([...named, ...parts])] : named;
  return all.filter((target) => target.kind !== "RETURN");
}

/** Among the named targets, the one with the line's amount, else all of them when they have it together. */
function claimed(line: Open<MatchLine>, named: Open<MatchTarget>[]): Open<MatchTarget>[] | null {
  const equal = named.filter((target) => target.minor === line.minor);
  if (equal.length === 1) return equal;
  if (equal.length === 0 && named.length > 1 && totalOf(named) === line.minor) return named;
  return null;
}

/** A batch entry whose every part names one order of its amount. */
function claimedByParts(line: Open<MatchLine>, index: ReferenceIndex): Open<MatchTarget>[] | null {
  const targets = (line.parts ?? []).map((part) => {
    if (part.amount === null) return null;
    const minor = toMinor(part.amount, line.currency);
    const equal = index.namedBy(part, line).filter((target) => target.minor === minor);
    return equal.length === 1 ? equal[0]! : null;
  });
  const found = targets.filter((target) => target !== null);
  const isWhole = found.length > 0 && found.length === targets.length && new Set(found).size === found.length;
  return isWhole && totalOf(found) === line.minor ? found : null;
}

/**
 * Settles claims that no other claim contests. Of lines that claim the same target, the one that was posted first is the
 * payment and the later ones are duplicates; on one day nothing says which is which, and a person decides.
 */
function settleClaims(pool: MatchPool, claims: Claim[], how: typeof PROVIDER_LINK | typeof REFERENCE) {
  // Null: several lines of the first day claim the target.
  const firstDay = new Map<string, IsoDate | null>();
  for (const { line, targets } of [...claims].sort((a, b) => compare(a.line.postedOn, b.line.postedOn))) {
    for (const { id } of targets) {
      const first = firstDay.get(id);
      if (first === undefined) firstDay.set(id, line.postedOn);
      else if (first === line.postedOn) firstDay.set(id, null);
    }
  }
  for (const { line, targets } of claims) {
    if (!targets.every((target) => pool.isOpen(target))) {
      pool.suggest(
        line,
        targets,
        how,
        "Another line is already matched with this: the bank may have paid twice.",
      );
    } else if (targets.every((target) => firstDay.get(target.id) === line.postedOn)) {
      pool.settle(line, targets, how);
    } else {
      const isTie = targets.some((target) => firstDay.get(target.id) === null);
      pool.suggest(
        line,
        targets,
        how,
        isTie
          ? "Several lines of one day name this with the same amount: one of them may be a duplicate."
          : "An earlier line names this with the same amount: the bank may have paid twice.",
      );
    }
  }
}

function takesBack(line: Open<MatchLine>, target: Open<MatchTarget>): boolean {
  return target.minor === -line.minor;
}

function totalOf(targets: readonly Open<MatchTarget>[]): bigint {
  return targets.reduce((total, { minor }) => total + minor, 0n);
}
