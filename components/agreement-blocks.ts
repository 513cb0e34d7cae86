// An agreement is kept as plain text of 78 columns. For screens its paragraphs are joined again, so that they fit a phone;
// not a word is left out. Pure.
const WIDTH = 78;
const RULE = /^(=+|-+)$/;
const HEADING = /^\d+\. /;
const LABELED = /^(\S.*?) {2,}(\S+(?: \S+)*)$/;
const TABLE_RULE = /^-+( {3}-+)+$/;

export type AgreementBlock =
  | { kind: "title" | "paragraph" | "heading"; text: string }
  | { kind: "rule" }
  | { kind: "fact"; label: string; value: string }
  | { kind: "table"; lines: string[] };

/**
 * The blocks of an agreement in order.
 *
 * @example agreementBlocks("1. Interest\n   Simple interest\n   …") // a heading and a paragraph
 */
export function agreementBlocks(body: string): AgreementBlock[] {
  return body
    .split("\n\n")
    .filter((block) => block.trim() !== "")
    .flatMap((block, index) => blocksOf(block.split("\n"), index === 0));
}

function blocksOf(lines: string[], isFirst: boolean): AgreementBlock[] {
  if (lines.some((line) => TABLE_RULE.test(line))) return [{ kind: "table", lines }];
  if (isFirst) return lines.map((text, index) => ({ kind: index === 0 ? "title" : "paragraph", text }));
  return joined(lines).map((line) => {
    const text = line.trim();
    if (RULE.test(text)) return { kind: "rule" };
    if (HEADING.test(line)) return { kind: "heading", text };
    const [, label, value] = LABELED.exec(text) ?? [];
    return label && value ? { kind: "fact", label, value } : { kind: "paragraph", text };
  });
}

/** Undoes the wrapping: a line is the one before it continued when its first word would not have fitted there. */
function joined(lines: string[]): string[] {
  const paragraphs: { text: string; lastLine: string }[] = [];
  for (const line of lines) {
    const before = paragraphs.at(-1);
    if (before && continues(before.lastLine, line)) {
      before.text += ` ${line.trim()}`;
      before.lastLine = line;
    } else paragraphs.push({ text: line, lastLine: line });
  }
  return paragraphs.map(({ text }) => text);
}

function continues(before: string, line: string) {
  const [firstWord = ""] = line.trim().split(" ");
  const isText =
    !RULE.test(before.trim()) && !RULE.test(line.trim()) && !HEADING.test(line) && !LABELED.test(line.trim());
  return isText && !LABELED.test(before.trim()) && before.length + 1 + firstWord.length > WIDTH;
}
