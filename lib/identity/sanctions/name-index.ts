// All listed names, found by any word that is like one of theirs: no listed name with a positive score is left out.
import { bitCount, letterMasks, mostSimilarity } from "./jaro-winkler";
import type { ListEntry, ListedName } from "./list";
import { MIN_JOINED_SIMILARITY, prepareListed } from "./name-score";
import type { PreparedName, QueryName, Similarity } from "./name-score";
import type { NameWord } from "./name-words";
import { LEAST_OF_ANY, mayBeAlike, wordSimilarity } from "./word-similarity";
import type { BoundedWord } from "./word-similarity";

export type IndexedName = { entry: ListEntry; name: ListedName; prepared: PreparedName };

/** A word of listed names, with the places of the names that have it. */
type KnownWord = BoundedWord & { names: number[] };

export type NameIndex = {
  names: readonly IndexedName[];
  /** Words as they are listed, and neighbors written together. */
  words: KnownWords;
  joins: KnownWords;
};

/** Known words with what their first comparison needs side by side, which is many times faster than object by object. */
type KnownWords = {
  all: readonly KnownWord[];
  letters: Int32Array;
  lengths: Uint16Array;
  sounds: Int32Array;
  soundLengths: Uint16Array;
};

/** What a screening needs of the list: the names that share a word, and how alike the words are. */
export type Candidates = {
  names: Set<number>;
  /** The query without those joins that are like no listed word. */
  query: QueryName;
  similarity: Similarity;
};

/**
 * Prepares a list for screening, once per list: a few seconds for 20,000 entries.
 *
 * @example indexNames(entries).names.length // the number of names, other names included
 */
export function indexNames(entries: readonly ListEntry[]): NameIndex {
  const names: IndexedName[] = [];
  const words = new Map<string, KnownWord>();
  const joins = new Map<string, KnownWord>();
  for (const entry of entries)
    for (const name of entry.names) {
      const prepared = prepareListed(name, entry.kind);
      const at = names.push({ entry, name, prepared }) - 1;
      for (const word of prepared.words) addWord(words, word, at);
      for (const { word } of prepared.joins) addWord(joins, word, at);
    }
  return { names, words: sideBySide([...words.values()]), joins: sideBySide([...joins.values()]) };
}

function addWord(known: Map<string, KnownWord>, word: NameWord, at: number) {
  const found = known.get(word.text);
  if (!found) known.set(word.text, { ...bounded(word), names: [at] });
  else if (found.names.at(-1) !== at) found.names.push(at);
}

/**
 * The names that have a word like one of the query's. Every known word is looked at; a bound on the similarity, which is
 * never below it, spares almost all comparisons.
 */
export function candidatesFor(index: NameIndex, query: QueryName): Candidates {
  const found = new Map<string, Map<string, number>>();
  const names = new Set<number>();
  const compare = (word: NameWord, known: KnownWords, least: number) => {
    const similar = found.get(word.text) ?? new Map<string, number>();
    found.set(word.text, similar);
    const wanted = bounded(word);
    for (const each of roughlyAlike(wanted, known)) {
      if (!mayBeAlike(wanted, each, least)) continue;
      const similarity = wordSimilarity(word, each.word);
      if (similarity === 0 || similarity < least) continue;
      similar.set(each.word.text, similarity);
      for (const at of each.names) names.add(at);
    }
  };
  for (const { word } of query.joins) compare(word, index.words, MIN_JOINED_SIMILARITY);
  const joins = query.joins.filter(({ word }) => found.get(word.text)!.size > 0);
  for (const word of query.words) {
    compare(word, index.joins, MIN_JOINED_SIMILARITY);
    compare(word, index.words, 0);
  }
  const similarity: Similarity = (word, listed) => found.get(word.text)?.get(listed.text) ?? 0;
  return { names, query: { ...query, joins }, similarity };
}

function bounded(word: NameWord): BoundedWord {
  return { word, letters: letterMasks(word.text), sounds: letterMasks(word.sound) };
}

function sideBySide(all: KnownWord[]): KnownWords {
  return {
    all,
    letters: Int32Array.from(all, ({ letters }) => letters.once),
    lengths: Uint16Array.from(all, ({ word }) => word.text.length),
    sounds: Int32Array.from(all, ({ sounds }) => sounds.once),
    soundLengths: Uint16Array.from(all, ({ word }) => word.sound.length),
  };
}

/** The known words that have enough letters in common with a word; a rougher bound than that of `mayBeAlike`. */
function roughlyAlike({ word, letters, sounds }: BoundedWord, known: KnownWords): KnownWord[] {
  const ofText = letterNeeds(word.text.length);
  const ofSound = letterNeeds(word.sound.length);
  const found: KnownWord[] = [];
  for (let at = 0; at < known.all.length; at += 1) {
    const length = known.lengths[at]!;
    const soundLength = known.soundLengths[at]!;
    const isAlike =
      length === 1 ||
      word.isInitial ||
      mostMatches(word.text.length, letters.once, length, known.letters[at]!) >= ofText(length) ||
      mostMatches(word.sound.length, sounds.once, soundLength, known.sounds[at]!) >= ofSound(soundLength);
    if (isAlike) found.push(known.all[at]!);
  }
  return found;
}

function mostMatches(lengthA: number, a: number, lengthB: number, b: number): number {
  return Math.min(lengthA - bitCount(a & ~b), lengthB - bitCount(b & ~a));
}

/** How many letters a word of a length must share with another to be like it, by the length of the other. */
function letterNeeds(length: number): (other: number) => number {
  const known: number[] = [];
  return (other) => (known[other] ??= leastMatches(length, other));
}

function leastMatches(a: number, b: number): number {
  let matches = 1;
  while (matches <= Math.min(a, b) && mostSimilarity(a, b, matches) < LEAST_OF_ANY) matches += 1;
  return matches;
}
