// How well a name agrees with a listed one, from the similarity of their words.
import type { ListEntryKind, ListedName } from "./list";
import { nameWords, wordTexts } from "./name-words";
import type { NameWord } from "./name-words";
import { alike, wordSimilarity } from "./word-similarity";

/** A listed name, prepared once when the list is read. */
export type PreparedName = {
  words: ListedWord[];
  /** Neighboring words written as one: "de la cruz" may be meant by "delacruz". */
  joins: Join[];
  whole: string;
};
/** `loss`: what it costs, per weight, when the other name lacks the word. */
type ListedWord = NameWord & { loss: number };
type Join = { word: NameWord; of: readonly number[] };

/** A name to screen, prepared once per screening. */
export type QueryName = { words: NameWord[]; joins: Join[]; whole: string };

/** Similarity of two words; screening hands in one that remembers. */
export type Similarity = (query: NameWord, listed: NameWord) => number;

// What a word costs, per weight, when the other name does not have it and has nothing else in its place.
const LOSS = {
  /** A second given or family name. */
  further: 0.2,
  /** The first given name and the first family name. */
  first: 1,
  /** A word of a company, or of a name whose parts the list does not tell apart. */
  company: 0.6,
  /** Any word when fewer than two words agree. */
  alone: 1,
};
const JOINED = 0.98;
/** Words written together are compared with a single one, and have to be nearly the same. */
export const MIN_JOINED_SIMILARITY = 0.9;
const MAX_JOINED_WORDS = 8;
const SOLID = 0.5;

/** @example prepareListed({ text: "DOE, Jane", last: "DOE", … }, "individual").whole // "doejane" */
export function prepareListed(
  { text, last }: Pick<ListedName, "text" | "last">,
  kind: ListEntryKind,
): PreparedName {
  const ordered = wordTexts(text);
  const words = nameWords(text);
  const firsts = kind === "individual" && last !== null ? firstWords(text, last) : null;
  const listed = words.map((word) => {
    const loss = firsts === null ? LOSS.company : firsts.has(word.text) ? LOSS.first : LOSS.further;
    return { ...word, loss };
  });
  return { words: listed, joins: neighborJoins(ordered, words), whole: wholeOf(words) };
}

/** @example prepareQuery("Jane Doe").whole // "doejane" */
export function prepareQuery(name: string): QueryName {
  const words = nameWords(name);
  return { words, joins: queryJoins(words), whole: wholeOf(words) };
}

/**
 * The agreement of two names: 1 for the same words, 0 for no word in common.
 *
 * Words are paired, the most alike first; a word may also pair with two or three that are written apart. With w the weights
 * and s the similarity of a pair:
 *
 *   by words = Σ s · w over pairs / (Σ w over pairs + cost of the words without a partner)
 *
 * A word without a partner costs its weight times its loss (0.2 for a further name, 1 for the first family or given name, 0.6 in a company), and its whole weight
 * where the other name has another word in its place, or where fewer than two words agree. The result is that, or the mean of
 * that and the similarity of the sorted words written together, if this is more.
 *
 * @param least a score that matters; below it the result may be less than it would be
 * @returns 0 to 1, the same for any order of the words of either name
 *
 * Source: OFAC FAQ 249, whose search compares the entire name and each part and takes the higher score,
 * https://ofac.treasury.gov/faqs/249. The weights and losses are ours, chosen on the labeled pairs (docs/decisions/0018).
 *
 * @example nameScore(prepareQuery("Ivan Sidorov"), prepareListed({ text: "SIDOROV, Ivan Petrovich", … }, "individual")) // 4 / 4.2 = 0.952…
 */
export function nameScore(
  query: QueryName,
  listed: PreparedName,
  similarity: Similarity = wordSimilarity,
  least = 0,
): number {
  const byWords = wordScore(query, listed, similarity);
  // The comparison of the whole names is the dear one, and often cannot help.
  if (byWords === 0 || byWords === 1 || (byWords + 1) / 2 < least) return byWords;
  return Math.max(byWords, (byWords + alike(query.whole, listed.whole)) / 2);
}

type Edge = { similarity: number; query: readonly number[]; listed: readonly number[] };

function wordScore(query: QueryName, listed: PreparedName, similarity: Similarity): number {
  const freeQuery = query.words.map(() => true);
  const freeListed = listed.words.map(() => true);
  let agreed = 0;
  let paired = 0;
  let solid = 0;
  for (const edge of edgesOf(query, listed, similarity)) {
    if (edge.query.some((at) => !freeQuery[at]) || edge.listed.some((at) => !freeListed[at])) continue;
    for (const at of edge.query) freeQuery[at] = false;
    for (const at of edge.listed) freeListed[at] = false;
    const weight = weightOf(edge.query, query.words) + weightOf(edge.listed, listed.words);
    agreed += weight * edge.similarity;
    paired += weight;
    solid += solidPairs(edge, query, listed);
  }
  if (paired === 0) return 0;
  return agreed / (paired + costOfRest(query, listed, { freeQuery, freeListed, solid }));
}

/** What words without a partner cost. */
function costOfRest(
  query: QueryName,
  listed: PreparedName,
  { freeQuery, freeListed, solid }: { freeQuery: boolean[]; freeListed: boolean[]; solid: number },
): number {
  const isAlone = solid < 2;
  const isCompany = listed.words.some(({ loss }) => loss === LOSS.company);
  const extra = query.words.reduce((sum, { weight }, at) => sum + (freeQuery[at] ? weight : 0), 0);
  let lacking = 0;
  let losses = 0;
  for (const [at, { weight, loss }] of listed.words.entries()) {
    if (!freeListed[at]) continue;
    lacking += weight;
    losses += weight * (isAlone ? LOSS.alone : loss);
  }
  const replaced = Math.min(extra, lacking);
  const extraLoss = isAlone ? LOSS.alone : isCompany ? LOSS.company : LOSS.further;
  return (
    2 * replaced +
    (extra - replaced) * extraLoss +
    (lacking === 0 ? 0 : (lacking - replaced) * (losses / lacking))
  );
}

/** All pairs that can be made, the most alike first; equal ones in the order of the sorted words. */
function edgesOf(query: QueryName, listed: PreparedName, similarity: Similarity): Edge[] {
  const edges: Edge[] = [];
  const add = (found: number, fromQuery: readonly number[], fromListed: readonly number[]) => {
    if (found > 0) edges.push({ similarity: found, query: fromQuery, listed: fromListed });
  };
  for (const [at, word] of query.words.entries()) {
    for (const [other, listedWord] of listed.words.entries())
      add(similarity(word, listedWord), [at], [other]);
    for (const join of listed.joins) add(joinedSimilarity(similarity(word, join.word)), [at], join.of);
  }
  for (const join of query.joins)
    for (const [other, listedWord] of listed.words.entries())
      add(joinedSimilarity(similarity(join.word, listedWord)), join.of, [other]);
  return edges.sort((a, b) => b.similarity - a.similarity);
}

function joinedSimilarity(similarity: number): number {
  return similarity < MIN_JOINED_SIMILARITY ? 0 : JOINED * similarity;
}

function weightOf(places: readonly number[], words: readonly NameWord[]): number {
  return places.reduce((sum, at) => sum + words[at]!.weight, 0);
}

/** How many whole words agree in a pair: two when "abdulrahman" is "abdul rahman". */
function solidPairs(edge: Edge, query: QueryName, listed: PreparedName): number {
  const solidOf = (places: readonly number[], words: readonly NameWord[]) =>
    places.filter((at) => words[at]!.weight >= SOLID).length;
  const [a, b] = [solidOf(edge.query, query.words), solidOf(edge.listed, listed.words)];
  return a === 0 || b === 0 ? 0 : Math.max(a, b);
}

/** The first word with weight of the family name and of the given names. */
function firstWords(text: string, last: string): Set<string> {
  const given = text.slice(last.length);
  return new Set([firstSolid(last), firstSolid(given)].filter((word) => word !== null));
}

function firstSolid(text: string): string | null {
  return wordTexts(text).find((word) => nameWords(word)[0]!.weight >= SOLID) ?? null;
}

/** Two or three neighbors in the order of the list, with the places of their words among the sorted ones. */
function neighborJoins(ordered: readonly string[], words: readonly NameWord[]): Join[] {
  if (ordered.length > MAX_JOINED_WORDS || ordered.length !== words.length) return [];
  const places = placesOf(ordered, words);
  const joins: Join[] = [];
  for (let at = 0; at + 1 < ordered.length; at += 1)
    for (const length of [2, 3])
      if (at + length <= ordered.length)
        joins.push(joinOf(places.slice(at, at + length), ordered.slice(at, at + length)));
  return joins;
}

/** The order of a name to screen says nothing, so any two words may belong together, and any word behind two particles. */
function queryJoins(words: readonly NameWord[]): Join[] {
  if (words.length > MAX_JOINED_WORDS) return [];
  const joins: Join[] = [];
  for (const [a, first] of words.entries())
    for (const [b, second] of words.entries()) {
      if (a === b) continue;
      joins.push(joinOf([a, b], [first.text, second.text]));
      if (first.weight >= SOLID || second.weight >= SOLID) continue;
      for (const [c, third] of words.entries())
        if (c !== a && c !== b && third.weight >= SOLID)
          joins.push(joinOf([a, b, c], [first.text, second.text, third.text]));
    }
  return joins;
}

function joinOf(of: number[], texts: string[]): Join {
  const [word] = nameWords(texts.join(""));
  return { word: word!, of };
}

function placesOf(ordered: readonly string[], words: readonly NameWord[]): number[] {
  const free = new Map<string, number[]>();
  for (const [at, { text }] of words.entries()) free.set(text, [...(free.get(text) ?? []), at]);
  return ordered.map((text) => free.get(text)!.shift()!);
}

function wholeOf(words: readonly NameWord[]): string {
  return words.map(({ text }) => text).join("");
}
