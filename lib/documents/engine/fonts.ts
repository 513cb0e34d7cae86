// The fonts of documents, read once per process and embedded in every file. Letters that the text font lacks come from a second
// font with many scripts; what neither has is drawn as an empty box, and the text twin has the letter itself.
import { readFileSync } from "node:fs";
import { join } from "node:path";
import * as fontkit from "fontkit";
import type { Font, GlyphRun } from "fontkit";

export type Weight = "regular" | "bold";
type Name = Weight | `${Weight}-more`;

const FILES: Record<Name, string> = {
  regular: "geist/dist/fonts/geist-sans/Geist-Regular.ttf",
  bold: "geist/dist/fonts/geist-sans/Geist-SemiBold.ttf",
  "regular-more": "dejavu-fonts-ttf/ttf/DejaVuSans.ttf",
  "bold-more": "dejavu-fonts-ttf/ttf/DejaVuSans-Bold.ttf",
};

export const FONT_NAMES = Object.keys(FILES) as Name[];

const opened = new Map<Name, Font>();

export function fontNamed(name: Name): Font {
  const known = opened.get(name);
  if (known) return known;
  const font = fontkit.create(readFileSync(join(process.cwd(), "node_modules", FILES[name]))) as Font;
  const remembering = remember(font);
  opened.set(name, remembering);
  return remembering;
}

const FEATURES = ["tnum", "kern"]; // figures of one width, so that amounts line up
const MOST_WORDS = 20_000;

/** The font with a memory of the words it has laid out: documents of one kind share nearly all of theirs. */
function remember(font: Font): Font {
  const known = new Map<string, GlyphRun>();
  const layout = (text: string): GlyphRun => {
    const run = known.get(text) ?? font.layout(text, FEATURES);
    if (known.size >= MOST_WORDS) known.clear();
    known.set(text, run);
    // The caller scales the positions in place, and the run's width is their sum.
    const positions = run.positions.map((each) => ({ ...each }));
    return Object.assign(Object.create(Object.getPrototypeOf(run) as object) as GlyphRun, run, { positions });
  };
  return Object.create(font, { layout: { value: layout } }) as Font;
}

export type Run = { font: Name; text: string };

const PLAIN = /^[\x20-\x7e]*$/;
const NOTHING = "\u25a1"; // an empty box

/**
 * A text cut into runs of one font each.
 *
 * @example runsOf("Ana Иванова", "bold") // one run: the text font has Latin and Cyrillic letters
 */
export function runsOf(text: string, weight: Weight): Run[] {
  if (PLAIN.test(text)) return [{ font: weight, text }];
  const runs: Run[] = [];
  for (const letter of text) {
    const run = drawn(letter, weight);
    const last = runs.at(-1);
    if (last?.font === run.font) last.text += run.text;
    else runs.push(run);
  }
  return runs;
}

function drawn(letter: string, weight: Weight): Run {
  const more = `${weight}-more` as const;
  const point = letter.codePointAt(0)!;
  if (fontNamed(weight).hasGlyphForCodePoint(point)) return { font: weight, text: letter };
  return { font: more, text: fontNamed(more).hasGlyphForCodePoint(point) ? letter : NOTHING };
}
