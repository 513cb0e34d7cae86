// XML by a strict streaming parser, without DOCTYPE: no entity is ever declared, so none is expanded or fetched.
import { SaxesParser } from "saxes";
import { MAX_FIELD_LENGTH, SanctionsListError, tidyText } from "./list";
import { lineAt } from "./list-text";

export type ListElement = {
  name: string;
  namespace: string;
  /** The physical line on which it begins. */
  line: number;
  text: string;
  children: ListElement[];
};

const CHUNK = 64 * 1024;
const MAX_DEPTH = 12;

/**
 * Reads an XML document and hands over the root when it begins and each of its children when it ends, so that a list of
 * many entries is never held as a tree.
 *
 * @throws SanctionsListError "doctype" for any DOCTYPE, "malformed" for what is not well-formed, cut, nested more than 12
 *   deep or has a field of more than 4,000 characters, each with the physical line
 */
export function readListXml(
  text: string,
  file: string,
  on: { root: (root: ListElement) => void; child: (child: ListElement) => void },
): void {
  const parser = new SaxesParser({ xmlns: true, position: true });
  const open: ListElement[] = [];
  const refuse = (message: string, line = Math.max(1, parser.line)): never => {
    throw new SanctionsListError("malformed", file, line, message);
  };
  let isComplete = false;
  let tagLine = 1;
  parser.on("error", (error) => {
    refuse(`the file is not well-formed XML (${reasonOf(error)}). Get the file again.`);
  });
  parser.on("doctype", () => {
    const line = lineAt(text, text.search(/<!DOCTYPE/i));
    const message = "the file has a DOCTYPE, which the list never has. It was not read.";
    throw new SanctionsListError("doctype", file, line, message);
  });
  parser.on("opentagstart", () => (tagLine = parser.line));
  parser.on("opentag", ({ local, uri }) => {
    if (open.length >= MAX_DEPTH) refuse(`elements are nested more than ${MAX_DEPTH} deep.`, tagLine);
    const element = { name: local, namespace: uri, line: tagLine, text: "", children: [] };
    if (open.length === 0) on.root(element);
    open.push(element);
  });
  const addText = (part: string) => {
    const innermost = open.at(-1);
    if (!innermost) return;
    innermost.text += part;
    if (open.length > 2 && innermost.text.length > MAX_FIELD_LENGTH)
      refuse(`the text of ${innermost.name} has more than ${MAX_FIELD_LENGTH} characters.`, innermost.line);
  };
  parser.on("text", addText);
  parser.on("cdata", addText);
  parser.on("closetag", () => {
    const element = open.pop()!;
    if (open.length === 1) on.child(element);
    else open.at(-1)?.children.push(element);
    const parent = open.at(-1);
    if (parent && open.length === 1) parent.text = "";
    isComplete = open.length === 0;
  });
  for (let at = 0; at < text.length; at += CHUNK) parser.write(text.slice(at, at + CHUNK));
  parser.close();
  if (!isComplete) refuse("the file ends before its last element does. Get the complete file.");
}

/** The first child of a name, or null. */
function childOf(element: ListElement | null, name: string): ListElement | null {
  return element?.children.find((child) => child.name === name) ?? null;
}

/** The items of a list such as `akaList/aka`. */
export function itemsOf(element: ListElement, list: string, item: string): ListElement[] {
  return childOf(element, list)?.children.filter((child) => child.name === item) ?? [];
}

/** The text of a child on one line; null when the child is missing or empty. */
export function textOf(element: ListElement | null, name: string): string | null {
  return tidyText(childOf(element, name)?.text);
}

/** The parser's own words without its position, which is stated as the line. */
function reasonOf(error: Error): string {
  return error.message
    .replace(/^\d+:\d+: /, "")
    .replace(/[\p{Cc}\p{Cs}]+/gu, " ")
    .slice(0, 120)
    .replace(/\.$/, "");
}
