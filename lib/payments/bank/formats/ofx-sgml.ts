// The SGML of OFX 1.x: elements with a value need no end tag, aggregates do.
import { quoted } from "@/lib/payments/bank/fields";
import { BankFileError } from "@/lib/payments/bank/statement";
import { OpenElements } from "./markup";
import type { OnElement } from "./markup";

/** Aggregates that a cut or broken file may leave open; every other element without an end tag and a value is empty. */
const AGGREGATES = new Set(
  "OFX BANKMSGSRSV1 CREDITCARDMSGSRSV1 STMTTRNRS CCSTMTTRNRS STMTRS CCSTMTRS BANKTRANLIST BANKTRANLISTP STMTTRN STMTTRNP LEDGERBAL AVAILBAL BANKACCTFROM CCACCTFROM".split(
    " ",
  ),
);
/** Where these must be: an empty element before them that has no end tag does not contain them. */
const PARENTS: Readonly<Record<string, readonly string[]>> = {
  ...{ BANKTRANLIST: ["STMTRS", "CCSTMTRS"], BANKTRANLISTP: ["STMTRS", "CCSTMTRS"] },
  ...{ LEDGERBAL: ["STMTRS", "CCSTMTRS"], AVAILBAL: ["STMTRS", "CCSTMTRS"] },
  ...{ STMTTRN: ["BANKTRANLIST"], STMTTRNP: ["BANKTRANLISTP"] },
};
const TAG = /<(?:(\/?)([A-Za-z][\w.-]{0,60})\s{0,9}(\/?)>|(!DOCTYPE|!ENTITY)|(!--)|(!\[CDATA\[)|(\?))/gi;

/**
 * Reads the elements of an OFX 1.x body and hands over each when it ends.
 *
 * @param text the body, from its first tag
 * @param firstLine the physical line on which the body begins
 * @throws BankFileError "doctype", "cut" when aggregates are open at the end, "malformed" for end tags of nothing and for
 *   aggregates without their end tag
 *
 * Source: OFX 1.6, chapter 2 (SGML without a DTD at hand).
 *
 * @example "<STMTTRN><MEMO>Tea &amp; milk</STMTTRN>" // onElement(MEMO "Tea & milk", STMTTRN), onElement(STMTTRN, null)
 */
export function readOfxSgml(text: string, firstLine: number, onElement: OnElement): void {
  const tree = new SgmlTree(onElement);
  const lines = lineNumbers(text, firstLine);
  let at = 0;
  TAG.lastIndex = 0;
  for (let match = TAG.exec(text); match; match = TAG.exec(text)) {
    const [tag, slash = "", name = "", isEmpty = "", doctype, comment, cdata, instruction] = match;
    const line = lines(match.index);
    if (doctype !== undefined)
      throw new BankFileError(
        "doctype",
        { line },
        "the file has a DOCTYPE or entities, which bank statements never need. It was not read.",
      );
    tree.addValue(text.slice(at, match.index), line);
    at = match.index + tag.length;
    const end =
      comment !== undefined ? "-->" : cdata !== undefined ? "]]>" : instruction !== undefined ? "?>" : null;
    if (end !== null) {
      const stop = text.indexOf(end, at);
      if (stop < 0) throw cut(line);
      if (cdata !== undefined) tree.addRaw(text.slice(at, stop));
      at = TAG.lastIndex = stop + end.length;
    } else if (slash === "/") tree.end(name.toUpperCase(), line);
    else {
      tree.begin(name.toUpperCase(), line);
      if (isEmpty === "/") tree.end(name.toUpperCase(), line);
    }
  }
  const lastLine = lines(text.length);
  tree.addValue(text.slice(at), lastLine);
  tree.finish(lastLine);
}

class SgmlTree {
  private readonly open: OpenElements;
  /** The open elements, innermost last. The next tag ends one that has a value. */
  private readonly names: { name: string; hasValue: boolean }[] = [];
  private hasEnded = false;

  constructor(onElement: OnElement) {
    this.open = new OpenElements(onElement);
  }

  begin(name: string, line: number) {
    this.endValued();
    if (this.hasEnded && name === "OFX")
      throw new BankFileError(
        "malformed",
        { line },
        "a second OFX document begins here. Import one file at a time.",
      );
    this.leaveEmptyBefore(name);
    this.open.begin(name, line);
    this.names.push({ name, hasValue: false });
  }

  addValue(text: string, line: number) {
    if (text.trim() === "") return;
    const innermost = this.names.at(-1);
    if (!innermost)
      throw new BankFileError(
        "malformed",
        { line },
        `${quoted(text)} is outside of the OFX document. Import one format per file.`,
      );
    if (AGGREGATES.has(innermost.name))
      throw new BankFileError(
        "malformed",
        { line },
        `${quoted(text)} is text inside <${innermost.name}>, which has only elements.`,
      );
    innermost.hasValue = true;
    this.open.addText(decodeEntities(text));
  }

  addRaw(text: string) {
    const innermost = this.names.at(-1);
    if (innermost) innermost.hasValue = true;
    this.open.addText(text);
  }

  end(name: string, line: number) {
    const innermost = this.names.at(-1);
    if (innermost?.name !== name && innermost?.hasValue) this.endValued();
    else if (!innermost || !this.names.some((open) => open.name === name)) {
      throw new BankFileError("malformed", { line }, `</${name}> ends an element that is not open.`);
    }
    while (this.names.length > 0 && this.names.at(-1)!.name !== name) this.unwrapUnended(name, line);
    if (this.names.length === 0)
      throw new BankFileError("malformed", { line }, `</${name}> ends an element that is not open.`);
    this.endInnermost();
  }

  finish(line: number) {
    if (!this.hasEnded || this.names.length > 0) throw cut(line);
  }

  private endValued() {
    if (this.names.at(-1)?.hasValue) this.endInnermost();
  }

  private endInnermost() {
    const ended = this.names.pop();
    if (ended?.name === "OFX") this.hasEnded = true;
    this.open.end();
  }

  private leaveEmptyBefore(name: string) {
    const parents = PARENTS[name];
    if (!parents || !this.names.some((open) => parents.includes(open.name))) return;
    while (!AGGREGATES.has(this.names.at(-1)!.name)) {
      this.names.pop();
      this.open.unwrap();
    }
  }

  /** An element with neither a value nor an end tag: empty, unless it is an aggregate. */
  private unwrapUnended(until: string, line: number) {
    const { name } = this.names.pop()!;
    if (AGGREGATES.has(name))
      throw new BankFileError(
        "malformed",
        { line },
        `</${until}> comes before </${name}>: the file is damaged.`,
      );
    this.open.unwrap();
  }
}

const ENTITIES: Readonly<Record<string, string>> = {
  amp: "&",
  lt: "<",
  gt: ">",
  quot: '"',
  apos: "'",
  nbsp: " ",
};

/** Resolves the entities of OFX once; an ampersand that begins none stays, as banks forget to escape it. */
function decodeEntities(text: string): string {
  return text.replace(
    /&(?:#(\d{1,6})|#x([\da-f]{1,5})|([a-z]{2,4}));/gi,
    (whole, decimal?: string, hex?: string, name?: string) => {
      if (name !== undefined) return ENTITIES[name.toLowerCase()] ?? whole;
      const code = decimal !== undefined ? Number(decimal) : Number.parseInt(hex!, 16);
      return code >= 32 && code <= 0x10ffff && !(code >= 0xd800 && code <= 0xdfff)
        ? String.fromCodePoint(code)
        : whole;
    },
  );
}

/** The physical line of ascending positions. */
function lineNumbers(text: string, firstLine: number): (index: number) => number {
  const end = /\r\n?|\n/g;
  let line = firstLine;
  let next = end.exec(text);
  return (index) => {
    for (; next && next.index < index; next = end.exec(text)) line += 1;
    return line;
  };
}

function cut(line: number): BankFileError {
  return new BankFileError(
    "cut",
    { line },
    "the file ends before its last element does. Get the complete file from the bank.",
  );
}
