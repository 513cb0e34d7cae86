// Pass 4: one settlement line for the orders of one ACH file.
import { bookOf, groupedBy } from "./books";
import type { Open } from "./books";
import type { MatchPool } from "./pool";
import type { MatchLine, MatchTarget } from "./model";
import { onlySubset, SearchBudget } from "./subset-sum";

const BATCH = { rule: "batch", score: 95 } as const;
const OTHER_TOTAL = { rule: "batch", score: 60 } as const;
const MOST_ORDERS = 4000;
const SEARCH_STEPS = 200_000_000;
// BAI2: preauthorized ACH credit, ACH credit, ACH debit, preauthorized ACH debit, ACH settlement; CAMT: direct debits, credit transfers.
const SETTLEMENT_CODES = /^(142|165|166|451|455|466|PMNT-(IDDT|ICDT|RDDT|RCDT)-.*|NDDT|NTRF)$/;

type AchFile = { id: string; key: string; orders: Open<MatchTarget>[]; total: bigint };
type Claim = { line: Open<MatchLine>; file: AchFile; isNamed: boolean };

/**
 * Matches a line with all open orders of one file: same account, direction and effective day, originated together, and the
 * amounts add up to the line. When only some of them do, and only one choice of them has the line's amount, that choice is
 * matched, but only for a line that names the file or is an ACH settlement on a day with one file.
 */
export function matchBatches(pool: MatchPool): void {
  const files = filesOf(pool.targets());
  const byWord = new Map(files.map((file) => [`${file.key}\n${plain(file.id)}`, file]));
  const byTotal = groupedBy(
    files.filter(({ orders }) => orders.length > 1),
    (file) => `${file.key}\n${file.total}`,
  );
  const claims: Claim[] = [];
  for (const line of pool.lines()) {
    const named = namedFiles(line, byWord);
    const isNamed = named.length > 0;
    const candidates = isNamed ? named : (byTotal.get(`${lineKey(line)}\n${line.minor}`) ?? []);
    const [only, ...more] = candidates.filter((file) => file.total === line.minor);
    if (!only) continue;
    if (more.length === 0) claims.push({ line, file: only, isNamed });
    else pool.suggest(line, only.orders, BATCH, "Several files of this day have the same total.");
  }
  const done = settleFiles(pool, claims);
  matchPartsOfFiles(
    pool,
    files.filter((file) => !done.has(file)),
    byWord,
  );
}

/** Settles the files that one line claims, or one line by name. */
function settleFiles(pool: MatchPool, claims: Claim[]): Set<AchFile> {
  const byFile = groupedBy(claims, ({ file }) => `${file.key}\n${file.id}`);
  const done = new Set<AchFile>();
  for (const rivals of byFile.values()) {
    const named = rivals.filter(({ isNamed }) => isNamed);
    const winner = rivals.length === 1 ? rivals[0] : named.length === 1 ? named[0] : undefined;
    for (const claim of rivals) {
      if (claim === winner) pool.settle(claim.line, claim.file.orders, BATCH);
      else
        pool.suggest(
          claim.line,
          claim.file.orders,
          BATCH,
          "Several lines of this day have the total of this file.",
        );
    }
    if (winner) done.add(winner.file);
  }
  return done;
}

/** Each file is searched for one line at most, so that the time does not grow with lines times orders. */
function matchPartsOfFiles(pool: MatchPool, files: AchFile[], byWord: ReadonlyMap<string, AchFile>) {
  const budget = new SearchBudget(SEARCH_STEPS);
  const byKey = groupedBy(files, ({ key }) => key);
  const claims = pool.lines().flatMap((line): Claim[] => {
    const named = namedFiles(line, byWord);
    if (named.length > 0) return named.map((file) => ({ line, file, isNamed: true }));
    const [only, ...more] = byKey.get(lineKey(line)) ?? [];
    const isSettlement = SETTLEMENT_CODES.test(line.typeCode ?? "");
    return only && more.length === 0 && isSettlement ? [{ line, file: only, isNamed: false }] : [];
  });
  const fileCount = groupedBy(claims, ({ line }) => line.id);
  for (const rivals of groupedBy(claims, ({ file }) => `${file.key}\n${file.id}`).values()) {
    const named = rivals.filter(({ isNamed }) => isNamed);
    const [claim, ...more] = named.length > 0 ? named : rivals;
    const isOnly = claim !== undefined && more.length === 0 && fileCount.get(claim.line.id)!.length === 1;
    const chosen = isOnly ? onlyOrders(claim, pool, budget) : null;
    if (isOnly && chosen) pool.settle(claim.line, chosen, BATCH);
    else {
      const why = "The line names this file, but its orders do not add up to the line in only one way.";
      for (const { line, file } of named) pool.suggest(line, file.orders, OTHER_TOTAL, why);
    }
  }
}

/** The only two or more open orders of the file that add up to the line. */
function onlyOrders(
  { line, file }: Claim,
  pool: MatchPool,
  budget: SearchBudget,
): Open<MatchTarget>[] | null {
  const orders = file.orders.filter((order) => pool.isOpen(order));
  if (orders.length > MOST_ORDERS) return null;
  const chosen = onlySubset(orders.map(magnitude), magnitude(line), budget);
  return chosen !== null && chosen.length > 1 ? chosen.map((index) => orders[index]!) : null;
}

function filesOf(targets: readonly Open<MatchTarget>[]): AchFile[] {
  const groups = groupedBy(targets, (target) => {
    if (target.kind !== "ORDER" || !target.file || target.minor === 0n) return null;
    return `${keyOf(target, target.on)}\n\n${target.file}`;
  });
  return [...groups.values()].map((orders) => {
    const [first] = orders;
    return {
      id: first!.file!,
      key: keyOf(first!, first!.on),
      orders,
      total: orders.reduce((total, { minor }) => total + minor, 0n),
    };
  });
}

function lineKey(line: Open<MatchLine>): string {
  return keyOf(line, line.postedOn);
}

function keyOf(item: Open<{ bankAccount: string; currency: string }>, day: string): string {
  return `${bookOf(item)}\n${item.minor < 0n ? "out" : "in"}\n${day}`;
}

/** The files of the line's account, direction and day that its texts name. */
function namedFiles(line: Open<MatchLine>, byWord: ReadonlyMap<string, AchFile>): AchFile[] {
  if (byWord.size === 0) return [];
  const key = lineKey(line);
  return [...new Set(wordsOf(line).flatMap((word) => byWord.get(`${key}\n${word}`) ?? []))];
}

function wordsOf({ reference, bankReference, description }: MatchLine): string[] {
  const words: string[] = description?.toUpperCase().match(/[A-Z0-9]+/g) ?? [];
  for (const text of [reference, bankReference]) if (text) words.push(plain(text));
  return words;
}

function plain(text: string): string {
  return text.toUpperCase().replace(/[^A-Z0-9]/g, "");
}

function magnitude({ minor }: { minor: bigint }): bigint {
  return minor < 0n ? -minor : minor;
}
