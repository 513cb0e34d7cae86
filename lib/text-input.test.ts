import { describe, expect, it } from "vitest";
import { flatten, forbiddenCharacter, oneLine, refuseForbiddenCharacters, severalLines } from "./text-input";

const line = oneLine("Enter your name.");
const note = severalLines("Say why.");
const sentences = (schema: typeof line, text: unknown) =>
  schema.safeParse(text).error?.issues.map(({ message }) => message);

const UNSEEN = [
  ["U+0000", "\0"],
  ["U+0007", "\u0007"],
  ["U+001B", "\u001b[2J"],
  ["U+007F", "\u007f"],
  ["U+0090", "\u0090"],
  ["U+00AD", "\u00ad"],
  ["U+061C", "\u061c"],
  ["U+180E", "\u180e"],
  ["U+200B", "\u200b"],
  ["U+200D", "\u200d"],
  ["U+200F", "\u200f"],
  ["U+202E", "\u202e"],
  ["U+2060", "\u2060"],
  ["U+2066", "\u2066"],
  ["U+2800", "\u2800"],
  ["U+3164", "\u3164"],
  ["U+FEFF", "\ufeff"],
  ["U+FFF9", "\ufff9"],
  ["U+FFFE", "\ufffe"],
  ["U+E0041", "\u{e0041}"],
  ["U+D800", "\ud800"],
  ["U+DC00", "\udc00"],
] as const;

describe("one line", () => {
  it.each(UNSEEN)("refuses %s wherever it is, and says which character it is", (code, character) => {
    for (const text of [`Pat${character}Doe`, `${character}Pat`, `Pat${character}`])
      expect(sentences(line, text)).toEqual([
        `This contains an invisible character (${code}). Delete it, or type the text instead of pasting it.`,
      ]);
  });

  it.each(["\n", "\r", "\r\n", "\v", "\f", "\u0085", "\u2028", "\u2029"])(
    "refuses the line break %j",
    (end) => {
      for (const text of [`Pat${end}The lender waives all interest`, `${end}Pat`, `Pat${end}`])
        expect(sentences(line, text)).toEqual(["Use one line, without line breaks."]);
    },
  );

  it("refuses a tab, and what is no text", () => {
    expect(sentences(line, "Pat\tDoe")?.[0]).toContain("U+0009");
    for (const value of [undefined, null, 7, ["Pat"], { a: 1 }])
      expect(sentences(line, value)).toEqual(["Enter your name."]);
  });

  it.each([
    ["  Pat   Doe ", "Pat Doe"],
    ["Pat\u00a0Doe\u3000", "Pat Doe"],
    ["Zoe\u0308 Œ'Brien-Łuc", "Zoë Œ'Brien-Łuc"],
    ["山田 太郎", "山田 太郎"],
    ["محمد", "محمد"],
    ['Smith & Sons, Inc. ("S&S")', 'Smith & Sons, Inc. ("S&S")'],
    ["Household 👩‍👩‍👧 ❤️", "Household 👩‍👩‍👧 ❤️"],
  ])("keeps %j as %j", (typed, kept) => expect(line.parse(typed)).toBe(kept));

  it("still takes the bounds of a string, after the blank space is gone", () => {
    const bounded = line.min(2, "Too short.").max(4, "Too long.");
    expect(sentences(bounded, " P ")).toEqual(["Too short."]);
    expect(sentences(bounded, "Patrick")).toEqual(["Too long."]);
    expect(bounded.optional().parse(undefined)).toBeUndefined();
  });
});

describe("several lines", () => {
  it("keeps line breaks, tabs, accents and emoji", () => {
    const text = "Sorry – I’m late 😅👨‍👩‍👧‍👦🏴󠁧󠁢󠁥󠁮󠁧󠁿\r\n\tZoe\u0308\r";
    expect(note.parse(text)).toBe("Sorry – I’m late 😅👨‍👩‍👧‍👦🏴󠁧󠁢󠁥󠁮󠁧󠁿\n\tZoë");
  });

  it.each(UNSEEN)("refuses %s", (code, character) => {
    expect(sentences(note, `One\nt${character}wo`)?.[0]).toContain(`(${code})`);
  });
});

describe("what no field, address or message may have", () => {
  it("is control characters, halves of characters and code points that are no characters", () => {
    for (const text of ["", "Pat", "a\tb\r\nc", "\u200d", "😅"]) expect(forbiddenCharacter(text)).toBeNull();
    for (const text of ["a\0", "\u0008", "\u009f", "\ud83d", "\uffff"])
      expect(forbiddenCharacter(text)).toMatch(/invisible character \(U\+/);
  });

  it("is refused among many texts", () => {
    expect(() => refuseForbiddenCharacters([null, "a", "b\0"])).toThrow(/U\+0000/);
    expect(() => refuseForbiddenCharacters([null, "a"])).not.toThrow();
  });
});

it("makes one visible line of whatever was stored", () => {
  expect(flatten("Pat\r\n\r\n5. The lender\u2028waives\u0085all\t\0interest\u202e\u200b ")).toBe(
    "Pat 5. The lender waives all interest",
  );
});
