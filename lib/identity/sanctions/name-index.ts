// All listed names, found by any word that is like one of theirs: no listed name with a positive score is left out.
import { similarityBound, letterMask } from "./jaro-winkler";
import type { ListEntry, ListedName } from "./list";
import { prepareListed } from "./name-score";
import type { PreparedName, QueryName } from "./name-score";
import type { NameWord } from "./name-words";
import { LEAST_SIMILARITY, wordSimilarity } from "./word-similarity";

export type IndexedName = { entry: ListEntry; name: ListedName; prepared: PreparedName };

/** A word that occurs in listed names, alone or as several written together. */
type KnownWord = { word: NameWord; mask: number; soundMask: number; names: number[] };

export type NameIndex = { names: readonly IndexedName[]; words: readonly KnownWord[] };

/** What a screening needs of the list: the names that share a word, and how alike the words are. */
export type Candidates = {
  names: Set<number>;
  /** Similarities that were found, by the words' texts. */
  similarity: (query: NameWord, listed: NameWord) => number;
};

/**
 * Prepares a list for screening. It takes about a second for 20,000 entries and is done once per list.
 *
 * @example indexNames(entries).names.length // 45000
 */
export function indexNames(entries: readonly ListEntry[]): NameIndex {
  const names: IndexedName[] = [];
  const words = new Map<string, KnownWord>();
  for (const entry of entries)
    for (const name of entry.names) {
      const prepared = prepareListed(name, entry.kind);
      const at = names.push({ entry, name, prepared }) - 1;
      for (const word of prepared.words) addWord(words, word, at);
      for (const { word } of prepared.joins) addWord(words, word, at);
    }
  return { names, words: [...words.values()] };
}

function addWord(words: Map<string, KnownWord>, word: NameWord, at: number) {
  const known = words.get(word.text);
  if (!known) {
    const { text, sound } = word;
    words.set(text, { word, mask: letterMask(text), soundMask: letterMask(sound), names: [at] });
  } else if (known.names.at(-1) !== at) known.names.push(at);
}

/**
 * The names that have a word like one of the query's. Every known word is looked at; a bound on the similarity, which is
 * never below it, spares almost all comparisons.
 */
export function candidatesFor(index: NameIndex, query: QueryName): Candidates {
  const found = new Map<string, Map<string, number>>();
  const names = new Set<number>();
  for (const word of [...query.words, ...query.joins.map((join) => join.word)]) {
    if (found.has(word.text)) continue;
    const similar = new Map<string, number>();
    found.set(word.text, similar);
    const [mask, soundMask] = [letterMask(word.text), letterMask(word.sound)];
    for (const known of index.words) {
      if (!mayBeAlike(word, mask, soundMask, known)) continue;
      const similarity = wordSimilarity(word, known.word);
      if (similarity === 0) continue;
      similar.set(known.word.text, similarity);
      for (const at of known.names) names.add(at);
    }
  }
  return { names, similarity: (query, listed) => found.get(query.text)?.get(listed.text) ?? 0 };
}

function mayBeAlike(word: NameWord, mask: number, soundMask: number, known: KnownWord): boolean {
  if (word.isInitial || known.word.isInitial) return word.text[0] === known.word.text[0];
  return (
    similarityBound(word.text, mask, known.word.text, known.mask) >= LEAST_SIMILARITY ||
    similarityBound(word.sound, soundMask, known.word.sound, known.soundMask) >= LEAST_SIMILARITY
  );
}
