// A list of any size with made-up names, the same for the same seed, for the tests of the index and the benchmark.
import type { ListEntry, ListedName } from "@/lib/identity/sanctions/list";

const ONSETS = [
  "b",
  "ch",
  "d",
  "f",
  "g",
  "h",
  "j",
  "k",
  "kh",
  "l",
  "m",
  "n",
  "r",
  "s",
  "sh",
  "t",
  "v",
  "y",
  "z",
  "",
];
const VOWELS = ["a", "e", "i", "o", "u", "aa", "ou", "ia"];
const ENDINGS = ["", "n", "r", "d", "m", "l", "ov", "ez", "sky", "zadeh", "i"];
const FREQUENT = [
  "Muhammad",
  "Ali",
  "Jose",
  "Maria",
  "Ivan",
  "Hassan",
  "Carlos",
  "Ahmad",
  "Juan",
  "Aleksandr",
];

/** Numbers from 0 up to a limit, the same for the same seed. */
export function numbersFrom(seed: number): (below: number) => number {
  let state = seed >>> 0;
  return (below) => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    return Math.floor((state / 2 ** 32) * below);
  };
}

/** Every fifth entry is a company; people have one to three given names and up to three other names. */
export function madeUpList(size: number, seed = 1): ListEntry[] {
  const next = numbersFrom(seed);
  const word = () => {
    const syllables = 1 + next(3);
    let text = "";
    for (let at = 0; at < syllables; at += 1)
      text += ONSETS[next(ONSETS.length)]! + VOWELS[next(VOWELS.length)]!;
    return text + ENDINGS[next(ENDINGS.length)]!;
  };
  const given = () => (next(3) === 0 ? FREQUENT[next(FREQUENT.length)]! : word());
  const person = (): Pick<ListedName, "text" | "last"> => {
    const last = (next(4) === 0 ? `al-${word()}` : word()).toUpperCase();
    const givens = Array.from({ length: 1 + next(3) }, given).join(" ");
    return { text: `${last}, ${givens}`, last };
  };
  const company = () => ({ text: `${word()} ${word()} TRADING CO., LTD.`.toUpperCase(), last: null });
  return Array.from({ length: size }, (_, at) => {
    const isCompany = at % 5 === 4;
    const names = Array.from({ length: 1 + next(4) }, () => (isCompany ? company() : person()));
    const year = 1940 + next(60);
    return {
      listId: String(10_000 + at),
      kind: isCompany ? ("entity" as const) : ("individual" as const),
      names: names.map((name, n) => ({
        ...name,
        relation: n === 0 ? ("primary" as const) : ("aka" as const),
        quality: n === 3 ? ("weak" as const) : ("strong" as const),
      })),
      programs: ["SAMPLE"],
      births: isCompany
        ? []
        : [{ text: `${year}`, from: `${year}-01-01`, to: `${year}-12-31`, circa: next(4) === 0 }],
      countries: ["Cuba"],
    };
  });
}
