// The first passes of the matcher as a person would do them with two lists: every line beside every order. Slow and simple; shares no
// code with lib/payments/bank/matching, so that tests and the benchmark can compare the two.
import { toMinor } from "@/lib/money/currency";
import type { MatchLine, MatchTarget } from "@/lib/payments/bank/matching/model";

type Line = MatchLine & { minor: bigint; text: string };
type Target = MatchTarget & { minor: bigint };
/** Every subset of a longer file cannot be tried. */
const MOST_IN_SUBSETS = 12;

type Claim = { line: Line; targets: Target[] };

/** Line id → ids of what it is matched with, by provider link, reference, ACH file and virtual account. */
export function nestedMatches(
  matchLines: readonly MatchLine[],
  matchTargets: readonly MatchTarget[],
): Map<string, string[]> {
  const lines: Line[] = matchLines.map((line) => ({
    ...line,
    minor: toMinor(line.amount, line.currency),
    text: ` ${line.reference ?? ""} ${line.description ?? ""} `,
  }));
  const targets: Target[] = matchTargets.map((target) => ({
    ...target,
    minor: toMinor(target.amount, target.currency),
  }));
  const matches = new Map<string, string[]>();
  const done = new Set<Line>();
  const used = new Set<Target>();
  const open = () => lines.filter((line) => !line.pending && !done.has(line));
  const match = ({ line, targets: matched }: Claim) => {
    matches.set(line.id, matched.map(({ id }) => id).sort());
    for (const target of matched) used.add(target);
  };
  /** A claim wins when its line is the only one of the first day for each of its targets. */
  const settle = (claims: Claim[]) => {
    const wins = (claim: Claim) =>
      claim.targets.every((target) => {
        const days = claims
          .filter((other) => other.targets.includes(target))
          .map(({ line }) => line.postedOn);
        const first = days.reduce((a, b) => (a < b ? a : b));
        return claim.line.postedOn === first && days.filter((day) => day === first).length === 1;
      });
    const winners = claims.filter(
      (claim) => claim.targets.every((target) => !used.has(target)) && wins(claim),
    );
    for (const { line } of claims) done.add(line);
    for (const claim of winners) if (claim.targets.every((target) => !used.has(target))) match(claim);
  };

  const linked: Claim[] = [];
  for (const line of open()) {
    if (!line.orderIds?.length) continue;
    const named = targets.filter((target) => line.orderIds!.includes(target.id));
    const isWhole =
      named.length === new Set(line.orderIds).size && named.every((target) => isSameBook(line, target));
    if (isWhole && totalOf(named) === line.minor) linked.push({ line, targets: named });
    else done.add(line);
  }
  settle(linked);

  const referred: Claim[] = [];
  for (const line of open()) {
    const named = targets.filter(
      (target) => isSameBook(line, target) && names(line, target.reference, target.trace),
    );
    if (named.length === 0) continue;
    const equal = named.filter((target) => target.minor === line.minor);
    if (equal.length === 1) referred.push({ line, targets: equal });
    else if (equal.length === 0 && named.length > 1 && totalOf(named) === line.minor)
      referred.push({ line, targets: named });
    else done.add(line);
  }
  settle(referred);

  const inFiles = targets.filter((target) => target.file && target.kind === "ORDER" && !used.has(target));
  const files = inFiles.reduce<Target[][]>((all, target) => {
    const file = all.find(([first]) => isSameFile(first!, target));
    if (file) file.push(target);
    else all.push([target]);
    return all;
  }, []);
  const batches: (Claim & { isNamed: boolean })[] = [];
  for (const line of open()) {
    const onDay = files.filter(([first]) => fits(line, first!));
    const named = onDay.filter(([first]) => names(line, first!.file));
    const candidates = named.length > 0 ? named : onDay.filter((file) => file.length > 1);
    const whole = candidates.filter((file) => totalOf(file) === line.minor);
    if (whole.length === 1) batches.push({ line, targets: whole[0]!, isNamed: named.length > 0 });
    else if (whole.length > 1) done.add(line);
  }
  for (const file of files) {
    const rivals = batches.filter((claim) => claim.targets === file);
    const named = rivals.filter(({ isNamed }) => isNamed);
    const winner = rivals.length === 1 ? rivals[0] : named.length === 1 ? named[0] : undefined;
    if (winner) match(winner);
    for (const { line } of rivals) done.add(line);
  }
  const several = new Set<Line>();
  const parts = new Map<Target[], Line[]>();
  for (const line of open()) {
    const named = files.filter((file) => fits(line, file[0]!) && names(line, file[0]!.file));
    for (const file of named)
      if (!file.some((target) => used.has(target))) parts.set(file, [...(parts.get(file) ?? []), line]);
    if (named.length > 0) done.add(line);
    if (named.length > 1) several.add(line);
  }
  for (const [file, rivals] of parts) {
    const subsets = (file.length > MOST_IN_SUBSETS ? [] : subsetsOf(file)).filter(
      (subset) => totalOf(subset) === rivals[0]!.minor,
    );
    if (rivals.length === 1 && !several.has(rivals[0]!) && subsets.length === 1 && subsets[0]!.length > 1)
      match({ line: rivals[0]!, targets: subsets[0]! });
  }

  const virtual = targets.filter((target) => target.virtualAccount && !used.has(target));
  const received = open().flatMap((line) => {
    const named = virtual.filter(
      (target) => isSameBook(line, target) && isSameSign(line, target) && names(line, target.virtualAccount),
    );
    return named.length > 0 ? [{ line, named }] : [];
  });
  for (const { line, named } of received) {
    const rivals = (target: Target) => received.filter((other) => other.named.includes(target));
    const equal = named.filter((target) => target.minor === line.minor);
    const isAlone = named.length === 1 && rivals(named[0]!).length === 1;
    const isOnly =
      equal.length === 1 &&
      rivals(equal[0]!).every((other) => other.line === line || other.line.minor !== line.minor);
    if (isAlone) match({ line, targets: named });
    else if (isOnly) match({ line, targets: equal });
  }
  return matches;
}

function isSameBook(line: MatchLine, target: MatchTarget): boolean {
  return line.bankAccount === target.bankAccount && line.currency === target.currency;
}

function isSameSign(line: Line, target: Target): boolean {
  return line.minor > 0n === target.minor > 0n;
}

function isSameFile(a: Target, b: Target): boolean {
  return (
    a.file === b.file &&
    a.on === b.on &&
    a.bankAccount === b.bankAccount &&
    a.currency === b.currency &&
    a.minor > 0n === b.minor > 0n
  );
}

function fits(line: Line, first: Target): boolean {
  return isSameBook(line, first) && isSameSign(line, first) && line.postedOn === first.on;
}

/** Whether one of the words is in the line's texts. */
function names({ text }: Line, ...words: (string | null | undefined)[]): boolean {
  return words.some((word) => word && text.includes(word) && text.includes(` ${word} `));
}

function totalOf(targets: readonly Target[]): bigint {
  return targets.reduce((total, { minor }) => total + minor, 0n);
}

function subsetsOf(items: readonly Target[]): Target[][] {
  return items.reduce<Target[][]>((all, item) => [...all, ...all.map((subset) => [...subset, item])], [[]]);
}
