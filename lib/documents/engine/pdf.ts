// From blocks to a PDF of letter size.
import { formatDate } from "@/lib/calendar/dates";
import { flatten } from "@/lib/text-input";
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
import { GRAY, PAGE, PageWriter, type Element, type TextStyle } from "./page-writer";

const FULL = { x: PAGE.left, width: PAGE.right - PAGE.left };
const BODY: TextStyle = { size: 9.5 };
const SMALL: TextStyle = { size: 8.5, color: GRAY };
const CELL: TextStyle = { size: 8.5 };
const HEAD: TextStyle = { size: 8, weight: "bold", color: GRAY };
const H1: TextStyle = { size: 17, weight: "bold" };
const H2: TextStyle = { size: 11.5, weight: "bold" };
const GAP = 12;
const PADDING = 3.5;

/**
 * Sets a layout as a tagged PDF: headings, paragraphs, lists and tables with header cells, in reading order.
 *
 * @returns the file; the same layout and frame give the same bytes, on every machine
 */
export async function setAsPdf(layout: Layout, frame: Frame): Promise<Buffer> {
  const writer = new PageWriter({ title: layout.title, frame });
  letterhead(writer, layout, frame);
  for (const block of layout.blocks) {
    writer.y += GAP;
    setBlock(writer, block);
  }
  return writer.end(
    [`${frame.lender.name} · Document ${documentNumber(frame.number)}`, ledgerHeadLine(frame)],
    (root) => root.end(),
  );
}

function letterhead(writer: PageWriter, layout: Layout, frame: Frame): void {
  const { lender } = frame;
  writer.flow(writer.open("P"), flatten(lender.name), FULL, { size: 11, weight: "bold" });
  writer.flow(writer.open("P"), `${lender.address} · ${lender.phone} · ${lender.email}`, FULL, SMALL);
  writer.rule(writer.y + 6);
  writer.y += 26;
  writer.flow(writer.open("H1"), flatten(layout.title), FULL, H1);
  writer.y += 8;
  const top = writer.y;
  const half = { x: PAGE.left, width: 220 };
  for (const line of layout.addressee) writer.flow(writer.open("P"), flatten(line), half, BODY);
  const bottom = writer.y;
  writer.y = top;
  const references = [
    ...layout.references,
    { label: "Date", value: formatDate(frame.issuedOn) },
    { label: "Document", value: documentNumber(frame.number) },
  ];
  setFacts(writer, "References", references, { x: 310, width: PAGE.right - 310 });
  writer.y = Math.max(bottom, writer.y);
}

function setBlock(writer: PageWriter, block: Block): void {
  switch (block.kind) {
    case "heading":
      writer.need(60); // with the lines that it is the heading of
      writer.flow(writer.open("H2"), flatten(block.text), FULL, H2);
      writer.y -= GAP / 2;
      return;
    case "paragraph":
      writer.flow(writer.open("P"), flatten(block.text), FULL, BODY);
      return;
    case "list":
      setList(writer, block.items);
      return;
    case "facts":
      setFacts(writer, block.caption, block.rows, FULL);
      return;
    case "table":
      setTable(writer, block);
      return;
    case "notice":
      setNotice(writer, block);
  }
}

function setList(writer: PageWriter, items: readonly string[]): void {
  const list = writer.open("L");
  for (const item of items) {
    writer.need(writer.height(1, BODY));
    const entry = writer.open("LI", {}, list);
    writer.place(writer.open("Lbl", {}, entry), ["•"], { x: PAGE.left + 4, width: 10 }, writer.y, BODY);
    const body = { x: PAGE.left + 16, width: FULL.width - 16 };
    writer.flow(writer.open("LBody", {}, entry), flatten(item), body, BODY);
    writer.y += 2;
  }
}

function setNotice(writer: PageWriter, { title, text }: { title: string; text: string }): void {
  const box = { x: PAGE.left + 10, width: FULL.width - 10 };
  const lines = writer.lines(flatten(text), box.width, BODY).length;
  writer.need(writer.height(lines + 1, BODY) + 4);
  const top = writer.y;
  const section = writer.open("Sect");
  writer.flow(writer.open("P", {}, section), flatten(title), box, { ...BODY, weight: "bold" });
  const page = writer.y;
  writer.flow(writer.open("P", {}, section), flatten(text), box, BODY);
  if (writer.y > page) writer.bar(top, writer.y);
}

type Box = { x: number; width: number };

function setFacts(writer: PageWriter, caption: string, rows: readonly Fact[], box: Box): void {
  const table = writer.open("Table", { title: caption, alt: caption });
  for (const { label, value, isMain = false } of rows) {
    const style: TextStyle = isMain ? { size: 11, weight: "bold" } : BODY;
    const left = { x: box.x, width: box.width * 0.5 };
    const right = { x: box.x + box.width * 0.5, width: box.width * 0.5 };
    const names = writer.lines(flatten(label), left.width - 8, style);
    const values = writer.lines(flatten(value), right.width, style);
    const height = writer.height(Math.max(names.length, values.length), style) + 2;
    writer.need(height);
    const row = writer.open("TR", {}, table);
    writer.place(writer.open("TH", { scope: "Row" }, row), names, left, writer.y, style);
    writer.place(writer.open("TD", {}, row), values, right, writer.y, { ...style, align: "right" });
    writer.y += height;
  }
}

type Table = { caption: string; columns: readonly Column[]; rows: readonly Row[] };

function setTable(writer: PageWriter, { caption, columns, rows }: Table): void {
  const boxes = boxesOf(columns, rows);
  const table = writer.open("Table", { title: caption, alt: caption });
  writer.need(writer.height(3, CELL) + 4 * PADDING);
  const header = columns.map(({ title }, at) => writer.lines(flatten(title), boxes[at]!.width, HEAD));
  const top = writer.open("TR", {}, table);
  headerCells(writer, header, columns, boxes, () => writer.open("TH", { scope: "Column" }, top));
  for (const row of rows) {
    const style: TextStyle = row.isTotal ? { ...CELL, weight: "bold" } : CELL;
    const cells = columns.map((_, at) => writer.lines(flatten(row.cells[at] ?? ""), boxes[at]!.width, style));
    const height = rowHeight(writer, cells, style);
    if (writer.need(height)) headerCells(writer, header, columns, boxes, null);
    const line = writer.open("TR", {}, table);
    cells.forEach((lines, at) => {
      const cell = writer.open(at === 0 ? "TH" : "TD", at === 0 ? { scope: "Row" } : {}, line);
      writer.place(cell, lines, boxes[at]!, writer.y + PADDING, { ...style, align: columns[at]!.align });
    });
    writer.y += height;
    writer.rule(writer.y, row.isTotal ? "#171717" : "#e5e5e5");
  }
}

/** The header of a table; on a page after its first it is an artifact, because it was read already. */
function headerCells(
  writer: PageWriter,
  header: readonly string[][],
  columns: readonly Column[],
  boxes: readonly Box[],
  cellAt: (() => Element) | null,
): void {
  header.forEach((lines, at) => {
    const style = { ...HEAD, align: columns[at]!.align };
    if (cellAt) writer.place(cellAt(), lines, boxes[at]!, writer.y + PADDING, style);
    else writer.repeat(lines, boxes[at]!, writer.y + PADDING, style);
  });
  writer.y += rowHeight(writer, header, HEAD);
  writer.rule(writer.y, "#171717");
}

function rowHeight(writer: PageWriter, cells: readonly string[][], style: TextStyle): number {
  return writer.height(Math.max(...cells.map((lines) => lines.length)), style) + 2 * PADDING;
}

const COLUMN_GAP = 10;
const LETTER_WIDTH = 5;

/** Columns in proportion to their longest text, each at least wide enough for its title's longest word. */
function boxesOf(columns: readonly Column[], rows: readonly Row[]): Box[] {
  const lengths = columns.map(({ title, align }, at) => {
    const texts = rows.map(({ cells }) => flatten(cells[at] ?? ""));
    const longest = Math.max(4, ...texts.map((text) => text.length));
    const word = Math.max(...title.split(" ").map((each) => each.length));
    return Math.max(align === "right" ? longest : Math.min(longest, 48), word + 1);
  });
  const room = FULL.width - COLUMN_GAP * (columns.length - 1);
  const asked = lengths.reduce((total, length) => total + length, 0) * LETTER_WIDTH;
  // Amounts keep what they need where the whole does not fit; text columns wrap.
  const fixed = lengths.map((length, at) => (columns[at]!.align === "right" ? length * LETTER_WIDTH : 0));
  const fixedSum = fixed.reduce((total, width) => total + width, 0);
  const scale = asked <= room ? room / asked : null;
  const flexible = asked - fixedSum;
  let x: number = PAGE.left;
  return lengths.map((length, at) => {
    const own = length * LETTER_WIDTH;
    const squeezed = fixed[at]! > 0 ? own : (own / flexible) * Math.max(0, room - fixedSum);
    const width = scale === null ? squeezed : own * scale;
    const box = { x, width };
    x += width + COLUMN_GAP;
    return box;
  });
}
