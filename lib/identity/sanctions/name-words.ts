// A name as the words that are compared: without accents, marks and case, each with what it weighs.
import anyAscii from "any-ascii";

export type NameWord = {
  /** ASCII letters and digits, lower case. */
  text: string;
  /** The consonants and rough vowels, in which transliterations of one name are alike. */
  sound: string;
  weight: number;
  /** One letter. */
  isInitial: boolean;
};

const words = (text: string) => new Set(text.split(" "));

/** Said of a person, not part of the name. */
const TITLES = words(
  "dr mr mrs ms miss prof professor sir sheikh shaykh sheik shaikh cheikh haji hajji hajj mullah mulla maulvi mawlawi ayatollah " +
    "general colonel captain major lieutenant commander engineer jr sr ii iii iv",
);
/** The legal form of a company. */
const FORMS = words(
  "llc ltd limited inc incorporated corp corporation co company sa sarl gmbh ag nv bv plc llp lp pjsc ojsc cjsc oao ooo zao pao " +
    "jsc srl spa ltda cia fze fzco fzc llp pte pty kft oy ab as doo sas sp zoo kg",
);
/** Articles and links inside names, which people leave out or join to the next word. */
const PARTICLES = words(
  "al el ul il ad as az ibn bin bint abu abou um umm ould uld de la las los del della di da do dos das du der den den von van " +
    "ter ten zu the of and for",
);
/** Words that many companies share. */
const COMMON = words(
  "trading trade shipping international general group holding holdings bank company import export industries industrial services " +
    "service commercial enterprises enterprise investment investments development global national foundation organization " +
    "technology technologies logistics transport transportation marine maritime aviation airlines petroleum oil energy",
);

const WEIGHTS = { title: 0.05, particle: 0.1, initial: 0.3, common: 0.5, name: 1 };

/**
 * The words of a name. Their order is not kept: they are sorted, so that what is made of them is the same in any order.
 *
 * Unicode is decomposed and turned into Latin letters (Łódź → lodz, ß → ss, Иван → ivan); apostrophes vanish (O'Brien →
 * obrien); hyphens and other marks separate; dots separate initials (J.R. → j r), but hold three letters or more and the
 * legal forms of companies together (S.A. → sa).
 *
 * @returns at most 24 words, sorted. Empty when the text has no letter or digit
 *
 * @example nameWords("Dr. José O'BRIEN").map(({ text }) => text) // ["dr", "jose", "obrien"]
 */
export function nameWords(name: string): NameWord[] {
  return wordTexts(name).slice(0, MAX_WORDS).sort().map(nameWord);
}

const MAX_WORDS = 24;

/** The words of a name in its order, without weights. */
export function wordTexts(name: string): string[] {
  // An accent is written behind its letter, and Latin letters of other scripts come out in mixed case.
  const plain = anyAscii(name.normalize("NFKD").replace(/\p{M}/gu, "")).toLowerCase();
  return plain
    .replace(/['`"]/g, "")
    .split(/[^a-z0-9.]+/)
    .flatMap(splitAtDots)
    .filter((word) => word !== "")
    .map((word) => VARIANTS.get(word) ?? word);
}

/** Spellings of one word that share too few letters to be found alike. */
const VARIANTS: ReadonlyMap<string, string> = new Map([
  ...["abd", "abdel", "abdal", "abdoul", "abdol"].map((word) => [word, "abdul"] as const),
  ...["ibne", "bn", "ibn"].map((word) => [word, "bin"] as const),
]);

function splitAtDots(chunk: string): string[] {
  if (!chunk.includes(".")) return [chunk];
  const parts = chunk.split(".").filter((part) => part !== "");
  const joined = parts.join("");
  const areLetters = parts.every((part) => part.length === 1);
  return areLetters && (parts.length > 2 || FORMS.has(joined)) ? [joined] : parts;
}

function nameWord(text: string): NameWord {
  const isInitial = text.length === 1 && !PARTICLES.has(text);
  return { text, sound: soundOf(text), weight: weightOf(text), isInitial };
}

function weightOf(text: string): number {
  if (TITLES.has(text) || FORMS.has(text)) return WEIGHTS.title;
  if (PARTICLES.has(text)) return WEIGHTS.particle;
  if (text.length === 1) return WEIGHTS.initial;
  return COMMON.has(text) ? WEIGHTS.common : WEIGHTS.name;
}

const SOUNDS: readonly (readonly [RegExp, string])[] = [
  [/sch|tsch/g, "sh"],
  [/ph/g, "f"],
  [/kh|ck|q/g, "k"],
  [/gh/g, "g"],
  [/dh/g, "d"],
  [/th/g, "t"],
  [/tz|ts/g, "z"],
  [/x/g, "ks"],
  [/c(?!h)/g, "k"],
  [/w/g, "v"],
  [/dj|zh/g, "j"],
  [/ue|oe|ou|oo|u|o/g, "u"],
  [/ae/g, "a"],
  [/ei|ey|ay|ai|ie|iy|ee|y|i|j(?![aeiou])/g, "i"],
  [/e/g, "i"],
  [/(.)\1+/g, "$1"],
  [/(?<=.)h$/g, ""],
];

/**
 * How a word sounds, roughly: what transliteration varies (o and u, e and i, kh and k, doubled letters, a final h) is made
 * one. It takes the place of the phonetic comparison that OFAC's own search makes with Soundex (FAQ 249).
 *
 * @example soundOf("muhammad") === soundOf("mohammad") // true
 */
function soundOf(word: string): string {
  return SOUNDS.reduce((text, [pattern, by]) => text.replace(pattern, by), word);
}
