// How alike two words of names are: 1 for the same, 0 for different ones.
import { editSimilarity, jaroWinkler, similarityBound } from "./jaro-winkler";
import type { LetterMasks } from "./jaro-winkler";
import type { NameWord } from "./name-words";

/** Below this two words are different words, however many letters they share: David and Daniel. */
const LEAST_SIMILARITY = 0.8;
/** Short words share letters by chance. */
const LEAST_OF_SHORT = 0.85;
const SHORT = 4;
/** Same sound, other spelling. */
const SAME_SOUND = 0.98;
/** People rarely get the first letter wrong. */
const OTHER_FIRST_LETTER = 0.9;
/** What the letters or the sounds of two words must have in common at least; rounding is left out of account. */
export const LEAST_OF_ANY = LEAST_SIMILARITY - 1e-9;
/** An initial and a word that begins with it. */
const INITIAL = 0.9;

/**
 * The similarity of two words, or 0 where they are different ones: the mean of Jaro-Winkler and the edit similarity, over the
 * letters or, 2 percent less, over the sounds, whichever is more.
 *
 * @example wordSimilarity(word("muhammad"), word("mohamad")) // 0.98
 */
export function wordSimilarity(a: NameWord, b: NameWord): number {
  if (a.text === b.text) return 1;
  if (a.isInitial || b.isInitial) return a.text[0] === b.text[0] && a.isInitial !== b.isInitial ? INITIAL : 0;
  // A number with another digit is another number.
  if (/\d/.test(a.text) || /\d/.test(b.text)) return 0;
  const sounds = a.sound === b.sound ? SAME_SOUND : SAME_SOUND * alike(a.sound, b.sound);
  const similarity = Math.max(alike(a.text, b.text), sounds);
  const least = Math.min(a.text.length, b.text.length) <= SHORT ? LEAST_OF_SHORT : LEAST_SIMILARITY;
  return similarity >= least ? similarity : 0;
}

/** The mean of both measures, a tenth less when the first letters differ. @example alike("ab", "ab") // 1 */
export function alike(a: string, b: string): number {
  const mean = (jaroWinkler(a, b) + editSimilarity(a, b)) / 2;
  return a[0] === b[0] ? mean : OTHER_FIRST_LETTER * mean;
}

/** A word with what the bound of its similarities needs. */
export type BoundedWord = { word: NameWord; letters: LetterMasks; sounds: LetterMasks };

/** Whether `wordSimilarity` of two words may be more than 0, and at least `least`; false is certain, true is not. */
export function mayBeAlike(a: BoundedWord, b: BoundedWord, least: number): boolean {
  if (a.word.isInitial || b.word.isInitial) return a.word.text.charCodeAt(0) === b.word.text.charCodeAt(0);
  const needed = Math.max(least, LEAST_SIMILARITY);
  return (
    bound(a.word.text, a.letters, b.word.text, b.letters) >= needed ||
    SAME_SOUND * bound(a.word.sound, a.sounds, b.word.sound, b.sounds) >= needed
  );
}

function bound(a: string, inA: LetterMasks, b: string, inB: LetterMasks): number {
  const mean = similarityBound(a, inA, b, inB);
  return a.charCodeAt(0) === b.charCodeAt(0) ? mean : OTHER_FIRST_LETTER * mean;
}
