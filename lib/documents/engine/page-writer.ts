// A tagged PDF, line by line: every text is content of a structure element, in reading order, and everything that is only
// there for the eye (rules, repeated headers, the foot of the page) is an artifact.
import PDFDocument from "pdfkit";
import type { Frame } from "./blocks";
import { FONT_NAMES, fontNamed, runsOf, type Weight } from "./fonts";

export const PAGE = { width: 612, height: 792, left: 54, right: 558, top: 54, bottom: 716 } as const; // US letter, in points
const LEADING = 1.4;
const FOOT_SIZE = 7.5;
const INK = "#171717";
export const GRAY = "#525252";
const HAIRLINE = "#a3a3a3";

export type TextStyle = { size: number; weight?: Weight; color?: string; align?: "left" | "right" };
export type Element = PDFKit.PDFStructureElement;

/** Where a text goes: its left edge, its width, and the height of its first line's top. */
type Box = { x: number; width: number };

export class PageWriter {
  readonly #pdf: PDFKit.PDFDocument;
  readonly #root: Element;
  readonly #chunks: Buffer[] = [];
  readonly #ended: Promise<void>;
  /** The top of the next line. */
  y: number = PAGE.top;

  constructor({ title, frame }: { title: string; frame: Frame }) {
    const date = new Date(`${frame.issuedOn}T00:00:00Z`);
    this.#pdf = new PDFDocument({
      size: "LETTER",
      margins: { top: 0, bottom: 0, left: 0, right: 0 },
      pdfVersion: "1.7",
      subset: "PDF/A-2b",
      tagged: true,
      lang: "en-US",
      displayTitle: true,
      bufferPages: true,
      // What compresses differs between versions of Node; the same bytes everywhere are worth more than size.
      compress: false,
      font: "", // none but those that are registered below
      info: {
        Title: title,
        Author: frame.lender.name.replace(/[<>&]/g, ""),
        CreationDate: date,
        ModDate: date,
      },
    } as PDFKit.PDFDocumentOptions);
    for (const name of FONT_NAMES)
      this.#pdf.registerFont(name, fontNamed(name) as unknown as PDFKit.Mixins.PDFFontSource);
    this.#pdf.on("data", (chunk: Buffer) => this.#chunks.push(chunk));
    this.#ended = new Promise((resolve, reject) => this.#pdf.on("end", resolve).on("error", reject));
    this.#root = this.#pdf.struct("Document");
    this.#pdf.addStructure(this.#root);
  }

  /** A new element of the document, or of another element. */
  open(type: string, options: object = {}, parent: Element = this.#root): Element {
    const element = this.#pdf.struct(type, options);
    parent.add(element);
    return element;
  }

  /** Begins a new page where fewer than `height` points are left; true when it did. */
  need(height: number): boolean {
    if (this.y + height <= PAGE.bottom || this.y === PAGE.top) return false;
    this.#pdf.addPage();
    this.y = PAGE.top;
    return true;
  }

  /** Words broken into lines of a width; a word that is longer than a line is broken where it must be. */
  lines(text: string, width: number, style: TextStyle): string[] {
    const lines: string[] = [];
    let line = "";
    let used = 0;
    const space = this.#widthOf(" ", style);
    for (const word of text.split(" ").flatMap((each) => this.#pieces(each, width, style))) {
      const wide = this.#widthOf(word, style);
      if (line !== "" && used + space + wide > width) {
        lines.push(line);
        line = word;
        used = wide;
      } else {
        used = line === "" ? wide : used + space + wide;
        line = line === "" ? word : `${line} ${word}`;
      }
    }
    return [...lines, line];
  }

  /** A paragraph in an element, over as many pages as it takes. */
  flow(element: Element, text: string, box: Box, style: TextStyle): void {
    for (const line of this.lines(text, box.width, style)) {
      this.need(style.size * LEADING);
      element.add(() => this.#draw(line, box, this.y, style));
      this.y += style.size * LEADING;
    }
  }

  /** Lines in an element at a place of this page, which has room for them. */
  place(element: Element, lines: readonly string[], box: Box, top: number, style: TextStyle): void {
    element.add(() =>
      lines.forEach((line, at) => this.#draw(line, box, top + at * style.size * LEADING, style)),
    );
  }

  /** What only the eye needs. */
  artifact(draw: () => void, type: "Pagination" | "Layout" = "Layout"): void {
    this.#pdf.markContent("Artifact", { type });
    draw();
    this.#pdf.endMarkedContent();
  }

  /** Lines that add no meaning, such as a header that is repeated on the next page. */
  repeat(lines: readonly string[], box: Box, top: number, style: TextStyle): void {
    this.artifact(
      () => lines.forEach((line, at) => this.#draw(line, box, top + at * style.size * LEADING, style)),
      "Pagination",
    );
  }

  rule(y: number, color: string = HAIRLINE, width = 0.5): void {
    this.artifact(() => {
      this.#pdf.moveTo(PAGE.left, y).lineTo(PAGE.right, y).lineWidth(width).strokeColor(color).stroke();
    });
  }

  /** A bar at the left margin, beside a passage. */
  bar(from: number, to: number): void {
    this.artifact(() => {
      this.#pdf.moveTo(PAGE.left, from).lineTo(PAGE.left, to).lineWidth(2).strokeColor(INK).stroke();
    });
  }

  /** Writes the foot of every page and ends the file. */
  async end(
    foot: readonly [left: string, middle: string],
    close: (element: Element) => void,
  ): Promise<Buffer> {
    close(this.#root);
    const { start, count } = this.#pdf.bufferedPageRange();
    for (let page = start; page < start + count; page++) {
      this.#pdf.switchToPage(page);
      this.#foot(foot, `Page ${page - start + 1} of ${count}`);
    }
    this.#pdf.end();
    await this.#ended;
    return Buffer.concat(this.#chunks);
  }

  #foot([left, middle]: readonly [string, string], right: string): void {
    const style = { size: FOOT_SIZE, color: GRAY };
    const box = { x: PAGE.left, width: PAGE.right - PAGE.left };
    const top = PAGE.bottom + 22;
    this.artifact(() => {
      this.#pdf
        .moveTo(PAGE.left, top - 6)
        .lineTo(PAGE.right, top - 6)
        .lineWidth(0.5)
        .strokeColor(HAIRLINE)
        .stroke();
      this.#draw(left, box, top, style);
      this.#draw(right, box, top, { ...style, align: "right" });
      this.#draw(middle, box, top + FOOT_SIZE * LEADING, style);
    }, "Pagination");
  }

  height(lines: number, { size }: TextStyle): number {
    return lines * size * LEADING;
  }

  #draw(text: string, { x, width }: Box, top: number, style: TextStyle): void {
    const { size, weight = "regular", color = INK, align = "left" } = style;
    let left = align === "right" ? x + width - this.#widthOf(text, style) : x;
    for (const run of runsOf(text, weight)) {
      this.#pdf.font(run.font).fontSize(size).fillColor(color);
      this.#pdf.text(run.text, left, top, { lineBreak: false });
      left += this.#pdf.widthOfString(run.text);
    }
  }

  #widthOf(text: string, { size, weight = "regular" }: TextStyle): number {
    let width = 0;
    for (const run of runsOf(text, weight)) {
      this.#pdf.font(run.font).fontSize(size);
      width += this.#pdf.widthOfString(run.text);
    }
    return width;
  }

  #pieces(word: string, width: number, style: TextStyle): string[] {
    if (this.#widthOf(word, style) <= width) return [word];
    const pieces: string[] = [];
    let piece = "";
    for (const letter of word) {
      if (piece !== "" && this.#widthOf(piece + letter, style) > width) {
        pieces.push(piece);
        piece = letter;
      } else piece += letter;
    }
    return [...pieces, piece];
  }
}
