// How many letters two words share, in two measures: Jaro-Winkler and edits.

const PREFIX = 4;
const PREFIX_WEIGHT = 0.1;

/**
 * The Jaro-Winkler similarity of two strings of ASCII letters and digits: 0 for nothing in common, 1 only for equal ones.
 *
 * With m the letters that both have at most max(|a|, |b|)/2 - 1 places apart and t half of those in another order,
 * jaro = (m/|a| + m/|b| + (m - t)/m) / 3, and jaro-winkler = jaro + p/10 · (1 - jaro) with p the length of the common
 * beginning, at most 4.
 *
 * Source: W. E. Winkler, "String Comparator Metrics and Enhanced Decision Rules in the Fellegi-Sunter Model of Record
 * Linkage" (1990). Winkler adds the bonus whatever jaro is; some libraries only above 0.7.
 *
 * @example jaroWinkler("martha", "marhta") // 0.9611…
 */
export function jaroWinkler(a: string, b: string): number {
  if (a === b) return a === "" ? 0 : 1;
  const { matches, transposed } = commonLetters(a, b);
  if (matches === 0) return 0;
  const jaro = (matches / a.length + matches / b.length + (matches - transposed / 2) / matches) / 3;
  return withPrefix(jaro, a, b);
}

/** Which letters and digits occur, and which more than once, as bits. */
export type LetterMasks = { once: number; twice: number };

/** @example letterMasks("anna").twice === letterMasks("na").once // true */
export function letterMasks(word: string): LetterMasks {
  let [once, twice] = [0, 0];
  for (let at = 0; at < word.length; at += 1) {
    const bit = 1 << (word.charCodeAt(at) % 32);
    twice |= once & bit;
    once |= bit;
  }
  return { once, twice };
}

/**
 * 1 less the share of letters that have to be inserted, deleted, replaced or exchanged with their neighbor to make one word the
 * other (optimal string alignment). It is what Jaro-Winkler lacks: kowalski and kowalewski have 0.96 there and 0.8 here.
 *
 * @example editSimilarity("kowalski", "kowalewski") // 0.8
 */
export function editSimilarity(a: string, b: string): number {
  if (a === b) return a === "" ? 0 : 1;
  const width = b.length + 1;
  let [before, last, row] = [new Uint16Array(width), new Uint16Array(width), new Uint16Array(width)];
  for (let at = 0; at < width; at += 1) last[at] = at;
  for (let i = 1; i <= a.length; i += 1) {
    row[0] = i;
    for (let j = 1; j < width; j += 1) {
      const cost = a.charCodeAt(i - 1) === b.charCodeAt(j - 1) ? 0 : 1;
      let least = Math.min(last[j]! + 1, row[j - 1]! + 1, last[j - 1]! + cost);
      const isExchange =
        i > 1 &&
        j > 1 &&
        a.charCodeAt(i - 1) === b.charCodeAt(j - 2) &&
        a.charCodeAt(i - 2) === b.charCodeAt(j - 1);
      if (isExchange) least = Math.min(least, before[j - 2]! + 1);
      row[j] = least;
    }
    [before, last, row] = [last, row, before];
  }
  return 1 - last[b.length]! / Math.max(a.length, b.length);
}

/**
 * No less than the mean of both measures, at a fraction of their cost: letters that the other word lacks, or has less often,
 * cannot match.
 */
export function similarityBound(a: string, inA: LetterMasks, b: string, inB: LetterMasks): number {
  const onlyA = bitCount(inA.once & ~inB.once) + bitCount(inA.twice & ~inB.twice);
  const onlyB = bitCount(inB.once & ~inA.once) + bitCount(inB.twice & ~inA.twice);
  const matches = Math.min(a.length - onlyA, b.length - onlyB);
  if (matches <= 0) return 0;
  const jaro = (matches / a.length + matches / b.length + 1) / 3;
  return (withPrefix(jaro, a, b) + matches / Math.max(a.length, b.length)) / 2;
}

/** The largest mean of both measures of two words of these lengths that share so many letters. */
export function mostSimilarity(a: number, b: number, matches: number): number {
  const jaro = (matches / a + matches / b + 1) / 3;
  return (jaro + PREFIX * PREFIX_WEIGHT * (1 - jaro) + matches / Math.max(a, b)) / 2;
}

function withPrefix(jaro: number, a: string, b: string): number {
  const longest = Math.min(PREFIX, a.length, b.length);
  let prefix = 0;
  while (prefix < longest && a.charCodeAt(prefix) === b.charCodeAt(prefix)) prefix += 1;
  return jaro + prefix * PREFIX_WEIGHT * (1 - jaro);
}

function commonLetters(a: string, b: string): { matches: number; transposed: number } {
  const reach = Math.max(0, Math.floor(Math.max(a.length, b.length) / 2) - 1);
  const used = new Uint8Array(b.length);
  const fromA: number[] = [];
  for (let at = 0; at < a.length; at += 1) {
    const end = Math.min(b.length - 1, at + reach);
    for (let other = Math.max(0, at - reach); other <= end; other += 1) {
      if (used[other] || a.charCodeAt(at) !== b.charCodeAt(other)) continue;
      used[other] = 1;
      fromA.push(a.charCodeAt(at));
      break;
    }
  }
  let transposed = 0;
  let next = 0;
  for (let other = 0; other < b.length; other += 1)
    if (used[other]) transposed += fromA[next++] === b.charCodeAt(other) ? 0 : 1;
  return { matches: fromA.length, transposed };
}

/** How many bits of 32 are set. */
export function bitCount(bits: number): number {
  const pairs = bits - ((bits >>> 1) & 0x55555555);
  const fours = (pairs & 0x33333333) + ((pairs >>> 2) & 0x33333333);
  return Math.imul((fours + (fours >>> 4)) & 0x0f0f0f0f, 0x01010101) >>> 24;
}
