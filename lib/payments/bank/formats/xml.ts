// XML by a strict streaming parser, without DOCTYPE: no entity is ever declared, so none is expanded or fetched.
import { SaxesParser } from "saxes";
import { BankFileError } from "@/lib/payments/bank/statement";
import { OpenElements } from "./markup";
import type { OnElement } from "./markup";

const CHUNK = 64 * 1024;

/**
 * Reads an XML document and hands over each element when it ends.
 *
 * @param text the document
 * @throws BankFileError "doctype" for any DOCTYPE, "cut" when elements are still open at the end, "malformed" for what is not
 *   well-formed, each with the physical line
 *
 * @example "<A><B>1</B></A>" // onElement(B, A), onElement(A, null)
 */
export function readXml(text: string, onElement: OnElement): void {
  const parser = new SaxesParser({ xmlns: true, position: true });
  const open = new OpenElements(onElement);
  let isComplete = false;
  let isAtEnd = false;
  let tagLine = 1;
  parser.on("error", (error) => {
    const line = Math.max(1, Math.min(parser.line, lineCount(text)));
    if (isAtEnd && !isComplete) throw cutAt(line);
    throw new BankFileError("malformed", { line }, `the file is not well-formed XML (${reasonOf(error)}).`);
  });
  parser.on("doctype", () => {
    const line = lineOf(text, text.search(/<!DOCTYPE/i));
    throw new BankFileError(
      "doctype",
      { line },
      "the file has a DOCTYPE, which bank statements never need. It was not read.",
    );
  });
  parser.on("opentagstart", () => (tagLine = parser.line));
  parser.on("opentag", ({ local, attributes }) => {
    open.begin(
      local,
      tagLine,
      Object.fromEntries(Object.values(attributes).map((attribute) => [attribute.local, attribute.value])),
    );
  });
  parser.on("text", (part) => open.addText(part));
  parser.on("cdata", (part) => open.addText(part));
  parser.on("closetag", () => {
    open.end();
    isComplete = open.innermost === null;
  });
  for (let at = 0; at < text.length; at += CHUNK) parser.write(text.slice(at, at + CHUNK));
  isAtEnd = true;
  parser.close();
  if (!isComplete) throw cutAt(lineCount(text));
}

function cutAt(line: number): BankFileError {
  return new BankFileError(
    "cut",
    { line },
    "the file ends before its last element does. Get the complete file from the bank.",
  );
}

/** The parser's own words without its position, which is stated as the line. */
function reasonOf(error: Error): string {
  return error.message
    .replace(/^\d+:\d+: /, "")
    .replace(/[\p{Cc}\p{Cs}]+/gu, " ")
    .slice(0, 120)
    .replace(/\.$/, "");
}

function lineOf(text: string, index: number): number {
  return lineCount(text.slice(0, Math.max(0, index)));
}

function lineCount(text: string): number {
  return 1 + (text.match(/\r\n?|\n/g)?.length ?? 0);
}
