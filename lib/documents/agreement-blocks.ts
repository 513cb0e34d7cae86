// An agreement is stored as plain text of 78 columns. For the screen its lines become headings, paragraphs and tables
// again; not a word is left out, and the stored text stays as it was signed. Pure.
const WIDTH = 78;
const RULE = /^(=+|-+)$/;
const CLAUSE = /^\d+\. /;
const LABELED = /^(\S.*?) {2,}(\S+(?: \S+)*)$/;
const TABLE_RULE = /^-+( {3}-+)*$/;

export type AgreementBlock =
  | { kind: "title" | "section" | "clause" | "term" | "paragraph"; text: string }
  | { kind: "rule" }
  | { kind: "fact"; label: string; value: string; isMain: boolean }
  | { kind: "table"; header: string[]; rows: string[][] };

/**
 * The blocks of an agreement in order.
 *
 * @example agreementBlocks("1. Interest\n   Simple interest\n   …") // a clause and a paragraph
 */
export function agreementBlocks(body: string): AgreementBlock[] {
  return body
    .split("\n\n")
    .filter((block) => block.trim() !== "")
    .flatMap((block, index) => blocksOf(block.split("\n"), index === 0));
}

function blocksOf(lines: string[], isFirst: boolean): AgreementBlock[] {
  if (isTable(lines)) return [tableOf(lines)];
  if (isFirst) return lines.map((text, index) => ({ kind: index === 0 ? "title" : "paragraph", text }));
  const whole = joined(lines);
  return whole.map((line, index) => blockOf(line, whole[index + 1] ?? ""));
}

function blockOf(line: string, next: string): AgreementBlock {
  const text = line.trim();
  if (RULE.test(text)) return { kind: "rule" };
  if (CLAUSE.test(line)) return { kind: "clause", text };
  const [, label, value] = LABELED.exec(text) ?? [];
  if (label && value) return { kind: "fact", label, value, isMain: isCapitals(label) };
  if (isCapitals(text)) return { kind: "section", text };
  // Of a disclosure: "Late payment", with what applies indented below it.
  if (!line.startsWith(" ") && next.startsWith(" ")) return { kind: "term", text };
  return { kind: "paragraph", text };
}

const isCapitals = (text: string) => /[A-Z]/.test(text) && !/[a-z\d]/.test(text);

function isTable([, underHeader = ""]: string[]) {
  return TABLE_RULE.test(underHeader) && underHeader.length < WIDTH;
}

/** A cell is as wide as the dashes under its header. */
function tableOf([header = "", dashes = "", ...rows]: string[]): AgreementBlock {
  const columns = [...dashes.matchAll(/-+/g)].map(({ index, 0: dash }) => [index, index + dash.length]);
  const cells = (line: string) => columns.map(([from, to]) => line.slice(from, to).trim());
  return { kind: "table", header: cells(header), rows: rows.map(cells) };
}

/** Undoes the wrapping: a line continues the one before it when its first word would not have fit there. */
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
    !RULE.test(before.trim()) && !RULE.test(line.trim()) && !CLAUSE.test(line) && !LABELED.test(line.trim());
  return isText && !LABELED.test(before.trim()) && before.length + 1 + firstWord.length > WIDTH;
}
