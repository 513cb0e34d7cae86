// The text twin of a document: the same blocks in 78 columns of plain text. Pure.
import { formatDate } from "@/lib/calendar/dates";
import { flatten } from "@/lib/text-input";
import { labeled, paragraph, rule } from "@/lib/documents/plain-text";
import {
  documentNumber,
  ledgerHeadLine,
  type Block,
  type Column,
  type Fact,
  type Frame,
  type Layout,
  type Row,
} from "./blocks";

const WIDTH = 78;
const GAP = 2;
const LEAST_COLUMN = 12;

/**
 * Sets a layout as plain text.
 *
 * @returns lines of 78 columns with "\n" line ends and one at the end; only a word that is longer than a line is longer
 */
export function setAsText(layout: Layout, frame: Frame): string {
  const { lender } = frame;
  const parts = [
    [lender.name, lender.address, `${lender.phone} · ${lender.email}`].join("\n"),
    [rule("="), flatten(layout.title).toUpperCase(), rule("=")].join("\n"),
    layout.addressee.map(flatten).join("\n"),
    [...layout.references, ...frameFacts(frame)].map(factLine).join("\n"),
    ...layout.blocks.map(setBlock),
    [rule("-"), `Document ${documentNumber(frame.number)}`, ledgerHeadLine(frame)].join("\n"),
  ];
  return `${parts.filter((part) => part !== "").join("\n\n")}\n`;
}

function frameFacts({ number, issuedOn }: Frame): Fact[] {
  return [
    { label: "Date", value: formatDate(issuedOn) },
    { label: "Document", value: documentNumber(number) },
  ];
}

function setBlock(block: Block): string {
  switch (block.kind) {
    case "heading":
      return `${flatten(block.text)}\n${"-".repeat(Math.min(WIDTH, flatten(block.text).length))}`;
    case "paragraph":
      return paragraph(block.text);
    case "list":
      return block.items.map((item) => `- ${paragraph(item, 2).trimStart()}`).join("\n");
    case "facts":
      return block.rows.map(factLine).join("\n");
    case "table":
      return setTable(block.columns, block.rows);
    case "notice":
      return [rule("*"), flatten(block.title), paragraph(block.text), rule("*")].join("\n");
  }
}

const factLine = ({ label, value }: Fact) => labeled(flatten(label), value);

/** Columns as wide as their widest cell; where a line has no room for that, the widest text columns wrap. */
function setTable(columns: readonly Column[], rows: readonly Row[]): string {
  const cells = [columns.map(({ title }) => title), ...rows.map((row) => row.cells)].map((line) =>
    columns.map((_, at) => flatten(line[at] ?? "")),
  );
  const widths = fitted(
    columns,
    columns.map((_, at) => Math.max(...cells.map((line) => line[at]!.length))),
  );
  const dashes = widths.map((width) => "-".repeat(width)).join(" ".repeat(GAP));
  const [header, ...body] = cells.map((line) => setRow(columns, widths, line));
  const lines = body.flatMap((line, at) => (rows[at]!.isTotal ? [dashes, line] : [line]));
  return [header, dashes, ...lines].join("\n");
}

function fitted(columns: readonly Column[], wanted: number[]): number[] {
  const widths = [...wanted];
  let excess = widths.reduce((total, width) => total + width + GAP, -GAP) - WIDTH;
  while (excess > 0) {
    const widest = widestText(columns, widths);
    if (widest === -1) return widths; // amounts are never cut
    const cut = Math.min(excess, widths[widest]! - LEAST_COLUMN);
    widths[widest] = widths[widest]! - cut;
    excess -= cut;
  }
  return widths;
}

function widestText(columns: readonly Column[], widths: readonly number[]): number {
  const isCuttable = (at: number) => columns[at]!.align === "left" && widths[at]! > LEAST_COLUMN;
  return widths.reduce(
    (best, width, at) => (isCuttable(at) && (best === -1 || width > widths[best]!) ? at : best),
    -1,
  );
}

function setRow(columns: readonly Column[], widths: readonly number[], cells: readonly string[]): string {
  const wrapped = cells.map((cell, at) => (columns[at]!.align === "left" ? wrap(cell, widths[at]!) : [cell]));
  const height = Math.max(...wrapped.map((lines) => lines.length));
  return Array.from({ length: height }, (_, line) =>
    wrapped
      .map((lines, at) => {
        const text = lines[line] ?? "";
        return columns[at]!.align === "left" ? text.padEnd(widths[at]!) : text.padStart(widths[at]!);
      })
      .join(" ".repeat(GAP))
      .trimEnd(),
  ).join("\n");
}

function wrap(text: string, width: number): string[] {
  const lines: string[] = [];
  let line = "";
  for (const word of text.split(" ").flatMap((each) => pieces(each, width))) {
    if (line !== "" && line.length + 1 + word.length > width) {
      lines.push(line);
      line = word;
    } else line = line === "" ? word : `${line} ${word}`;
  }
  return [...lines, line];
}

const pieces = (word: string, width: number) => word.match(new RegExp(`.{1,${width}}`, "gu")) ?? [""];
