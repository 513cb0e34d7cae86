// The record layer of BAI2: physical lines become logical records with their continuations, and records become fields.
import { quoted } from "@/lib/payments/bank/fields";
import { BankFileError } from "@/lib/payments/bank/statement";
import { otherFormat, physicalLines } from "@/lib/payments/bank/text";

export type Bai2Code = "01" | "02" | "03" | "16" | "49" | "98" | "99";

/** One physical line of a record without its code: what is between the first comma and the slash that ends it. */
type Piece = { record: number; content: string };

/** A record with its 88 continuations. `record` is the physical line it begins on. */
export type Bai2Record = { code: Bai2Code; record: number; pieces: Piece[] };

const CONTINUATION = "88";
const CODES = new Set(["01", "02", "03", "16", "49", CONTINUATION, "98", "99"]);

/**
 * The logical records of a BAI2 file, one at a time. Blank lines are no records.
 *
 * @param text the file
 * @throws BankFileError "malformed" for a line without a record code or a continuation of nothing, "wrong-format" where another
 *   format begins
 *
 * @example "16,165,100,,,,RENT\n88,MARCH" is one record 16 with two pieces
 */
export function* bai2Records(text: string): Generator<Bai2Record> {
  let open: Bai2Record | null = null;
  for (const { number, text: line } of physicalLines(text)) {
    const trimmed = line.replace("\u001A", "").trim();
    if (trimmed === "") continue;
    const { code, content } = splitCode(trimmed, number);
    const piece = { record: number, content };
    if (code !== CONTINUATION) {
      if (open) yield open;
      open = { code: code as Bai2Code, record: number, pieces: [piece] };
    } else if (open) open.pieces.push(piece);
    else
      throw new BankFileError(
        "malformed",
        { record: number },
        "a continuation (88) has no record before it.",
      );
  }
  if (open) yield open;
}

function splitCode(line: string, record: number): { code: string; content: string } {
  const code = line.slice(0, 2);
  const isKnown = CODES.has(code);
  if (isKnown && line[2] === ",") return { code, content: withoutEnd(line.slice(3)) };
  if (isKnown && line.slice(2) === "/") return { code, content: "" };
  throw (
    otherFormat(line, "bai2", { record }) ??
    new BankFileError(
      record === 1 ? "wrong-format" : "malformed",
      { record },
      `${quoted(line)} is not a BAI2 record. Records begin with 01, 02, 03, 16, 49, 88, 98 or 99 and a comma.`,
    )
  );
}

/** A slash ends a record's line; a bank that leaves it out ends some lines with the comma before the next field. */
function withoutEnd(content: string): string {
  return /[/,]$/.test(content) ? content.slice(0, -1) : content;
}

/** Reads a record's fields from left to right, over its continuations. */
export class Bai2Fields {
  private readonly pieces: Piece[];
  private piece = 0;
  private at = 0;

  constructor({ pieces }: Bai2Record) {
    this.pieces = pieces;
    this.skipEmptyPieces();
  }

  /** The physical line of the next field; the last line when there is none. */
  get record(): number {
    return this.pieces[Math.min(this.piece, this.pieces.length - 1)]!.record;
  }

  get isAtEnd(): boolean {
    return this.piece >= this.pieces.length;
  }

  /** Whether the next field is the first of its physical line. */
  get isAtLineStart(): boolean {
    return this.at === 0;
  }

  /** The next field, trimmed; empty when the record has no more. */
  next(): string {
    const current = this.pieces[this.piece];
    if (!current) return "";
    const comma = current.content.indexOf(",", this.at);
    const field = current.content.slice(this.at, comma < 0 ? undefined : comma).trim();
    if (comma < 0) this.toNextPiece();
    else this.at = comma + 1;
    return field;
  }

  /** Everything that is left, commas included: the text of a transaction. Continuations follow after a space. */
  rest(): string {
    const parts = this.pieces
      .slice(this.piece)
      .map(({ content }, n) => (n === 0 ? content.slice(this.at) : content).trim());
    this.piece = this.pieces.length;
    return parts.join(" ");
  }

  private toNextPiece() {
    this.piece += 1;
    this.at = 0;
    this.skipEmptyPieces();
  }

  private skipEmptyPieces() {
    while (this.pieces[this.piece]?.content === "") this.piece += 1;
  }
}
