// JSON without floats: a number is kept as the digits that were written, and money is written as exact digits.

/** A JSON number as it was written. */
export class Digits {
  readonly text: string;
  constructor(text: string) {
    this.text = text;
  }
}

export type Json = null | boolean | string | Digits | Json[] | { [name: string]: Json };

const NUMBER = /-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d+)?/y;
const STRING = /"(?:[^"\\\u0000-\u001f]|\\(?:["\\/bfnrt]|u[0-9a-fA-F]{4}))*"/y;
const DEEPEST = 60;

/**
 * Reads JSON and keeps the digits of its numbers.
 *
 * @throws SyntaxError where the text is not JSON, names a property twice, or is nested deeper than 60 levels
 */
export function parseJson(text: string): Json {
  let at = 0;
  const value = readValue(0);
  skipSpace();
  if (at < text.length) fail();
  return value;

  function readValue(depth: number): Json {
    if (depth > DEEPEST) fail();
    skipSpace();
    const first = text[at];
    if (first === "{") return readObject(depth);
    if (first === "[") return readArray(depth);
    if (first === '"') return readString();
    for (const [word, meant] of WORDS) {
      if (!text.startsWith(word, at)) continue;
      at += word.length;
      return meant;
    }
    return new Digits(take(NUMBER));
  }

  function readObject(depth: number): Json {
    const entries = new Map<string, Json>();
    at += 1;
    skipSpace();
    if (text[at] === "}") at += 1;
    else
      do {
        skipSpace();
        const name = readString();
        if (entries.has(name)) fail();
        skipSpace();
        expect(":");
        entries.set(name, readValue(depth + 1));
        skipSpace();
      } while (goesOn("}"));
    return Object.fromEntries(entries);
  }

  function readArray(depth: number): Json {
    const items: Json[] = [];
    at += 1;
    skipSpace();
    if (text[at] === "]") at += 1;
    else
      do {
        items.push(readValue(depth + 1));
        skipSpace();
      } while (goesOn("]"));
    return items;
  }

  function readString(): string {
    return JSON.parse(take(STRING)) as string;
  }

  function goesOn(end: string): boolean {
    if (text[at] === ",") return Boolean((at += 1));
    expect(end);
    return false;
  }

  function expect(character: string): void {
    if (text[at] !== character) fail();
    at += 1;
  }

  function take(pattern: RegExp): string {
    pattern.lastIndex = at;
    const found = pattern.exec(text)?.[0];
    if (found === undefined) fail();
    at += found.length;
    return found;
  }

  function skipSpace(): void {
    while (at < text.length && " \n\r\t".includes(text[at]!)) at += 1;
  }

  function fail(): never {
    throw new SyntaxError(`The body is not JSON (at character ${at}).`);
  }
}

const WORDS: [string, Json][] = [
  ["true", true],
  ["false", false],
  ["null", null],
];

/** Writes JSON; `Digits` as they are, `undefined` properties not at all. */
export function writeJson(value: unknown): string {
  if (value instanceof Digits) return value.text;
  if (Array.isArray(value)) return `[${value.map((item) => writeJson(item ?? null)).join(",")}]`;
  if (typeof value !== "object" || value === null) return JSON.stringify(value) ?? "null";
  const entries = Object.entries(value).filter(([, item]) => item !== undefined);
  return `{${entries.map(([name, item]) => `${JSON.stringify(name)}:${writeJson(item)}`).join(",")}}`;
}

/** The same value with ordinary numbers, for checks that need to compare and not to calculate. */
export function plain(value: Json): unknown {
  if (value instanceof Digits) return Number(value.text);
  if (Array.isArray(value)) return value.map(plain);
  if (typeof value !== "object" || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([name, item]) => [name, plain(item)]));
}
