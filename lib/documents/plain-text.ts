// Setting of agreements as plain text: 78 columns, readable in any mail program and byte for byte the same forever.
import { flatten } from "@/lib/text-input";

const WIDTH = 78;
const INDENT = 4;

/** A line across the page. */
export function rule(character: "=" | "-" | "*"): string {
  return character.repeat(WIDTH);
}

/** A label on the left, a value at the right margin; one too long for that is below it, never at a line's start. */
export function labeled(label: string, value: string): string {
  const line = flatten(value);
  const gap = WIDTH - label.length - line.length;
  return gap < 2 ? `${label}\n${paragraph(line, INDENT)}` : `${label}${" ".repeat(gap)}${line}`;
}

/** A paragraph broken into lines between words; `indent` blanks stand before each line. */
export function paragraph(text: string, indent = 0): string {
  const lines: string[] = [];
  let line = "";
  for (const word of flatten(text).split(" ")) {
    if (line !== "" && indent + line.length + 1 + word.length > WIDTH) {
      lines.push(line);
      line = word;
    } else line = line === "" ? word : `${line} ${word}`;
  }
  if (line !== "") lines.push(line);
  return lines.map((each) => " ".repeat(indent) + each).join("\n");
}

/** Numbered clauses, each with a heading. */
export function clauses(items: readonly { heading: string; text: string }[]): string {
  return items
    .map(({ heading, text }, at) => `${at + 1}. ${flatten(heading)}\n${paragraph(text, 3)}`)
    .join("\n\n");
}

/** A table of right-aligned columns, each as wide as its widest cell. */
export function table(header: readonly string[], rows: readonly (readonly string[])[]): string {
  const widths = header.map((title, at) =>
    Math.max(title.length, ...rows.map((row) => (row[at] ?? "").length)),
  );
  const set = (row: readonly string[]) =>
    widths.map((width, at) => flatten(row[at] ?? "").padStart(width)).join("   ");
  return [set(header), widths.map((width) => "-".repeat(width)).join("   "), ...rows.map(set)].join("\n");
}
