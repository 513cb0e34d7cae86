// What a document consists of, without any page: the PDF and its text twin are set from the same blocks, so that neither says
// what the other does not. Pure.

type Align = "left" | "right";

/** A column of a table. One column, the first, names its rows. */
export type Column = { title: string; align: Align };

export type Block =
  | { kind: "heading"; text: string }
  | { kind: "paragraph"; text: string }
  | { kind: "list"; items: readonly string[] }
  /** Labels and their values, as a table of two columns whose labels are row headers. */
  | { kind: "facts"; caption: string; rows: readonly Fact[] }
  | { kind: "table"; caption: string; columns: readonly Column[]; rows: readonly Row[] }
  /** A framed passage that a reader must not miss. */
  | { kind: "notice"; title: string; text: string };

export type Fact = { label: string; value: string; isMain?: boolean };
export type Row = { cells: readonly string[]; isTotal?: boolean };

/** A document before it is set on pages. */
export type Layout = {
  title: string;
  /** To whom, line by line. */
  addressee: readonly string[];
  /** Beside the addressee: dates and references. */
  references: readonly Fact[];
  blocks: readonly Block[];
};

/** What every page shows, whatever the kind. */
export type Frame = {
  /** The document's number, which is never used twice. */
  number: number;
  /** Business date, YYYY-MM-DD. */
  issuedOn: string;
  lender: { name: string; address: string; phone: string; email: string };
  /** The last sealed block of the ledger when the data was frozen; null before the first. */
  ledgerHead: { block: string; hash: string } | null;
};

/** The line at the foot of each page that ties the document to the books. */
export function ledgerHeadLine({ ledgerHead }: Frame): string {
  if (ledgerHead === null) return "Ledger: no block sealed yet";
  return `Ledger block ${ledgerHead.block}, ${ledgerHead.hash.slice(0, 16)}`;
}

/** @example documentNumber(42) // "D-000042" */
export function documentNumber(number: number): string {
  return `D-${String(number).padStart(6, "0")}`;
}
