// Elements of XML and of OFX's SGML in one shape. Both readers hand over each element when it ends, so that a file of many
// entries is never held as a tree.
import { BankFileError } from "@/lib/payments/bank/statement";

export type MarkupElement = {
  /** Without a namespace prefix. */
  name: string;
  /** The physical line on which it begins. */
  line: number;
  attributes: Readonly<Record<string, string>>;
  text: string;
  children: MarkupElement[];
};

/**
 * Called at the end of each element with its parent, null for the root.
 *
 * @returns true when the element has been used and the parent need not keep it
 */
export type OnElement = (element: MarkupElement, parent: MarkupElement | null) => boolean;

const MAX_DEPTH = 60;

/** The elements that are open while a file is read, and what becomes of them at their end. */
export class OpenElements {
  private readonly open: MarkupElement[] = [];
  private readonly onElement: OnElement;

  constructor(onElement: OnElement) {
    this.onElement = onElement;
  }

  get innermost(): MarkupElement | null {
    return this.open.at(-1) ?? null;
  }

  begin(name: string, line: number, attributes: Readonly<Record<string, string>> = {}) {
    if (this.open.length >= MAX_DEPTH)
      throw new BankFileError("malformed", { line }, `elements are nested more than ${MAX_DEPTH} deep.`);
    this.open.push({ name, line, attributes, text: "", children: [] });
  }

  addText(text: string) {
    const { innermost } = this;
    if (innermost) innermost.text += text;
  }

  /** Ends the innermost element. */
  end() {
    const element = this.open.pop();
    if (!element) return;
    const { innermost } = this;
    if (!this.onElement(element, innermost)) innermost?.children.push(element);
  }

  /** Turns the innermost element, which had no end, into an empty one beside its children. */
  unwrap() {
    const element = this.open.pop();
    if (!element) return;
    const { innermost } = this;
    innermost?.children.push({ ...element, children: [] });
    // One at a time: an argument for each of many children would overflow the stack.
    for (const child of element.children) innermost?.children.push(child);
  }
}

/** The first element at the end of a path of names, or null. @example find(entry, "NtryDtls", "TxDtls") */
export function find(element: MarkupElement | null, ...names: string[]): MarkupElement | null {
  let current = element;
  for (const name of names) current = current?.children.find((child) => child.name === name) ?? null;
  return current;
}

/** All children of one name. */
export function findAll(element: MarkupElement | null, name: string): MarkupElement[] {
  return element?.children.filter((child) => child.name === name) ?? [];
}

/** The trimmed text at the end of a path of names; null when it is missing or empty. */
export function textAt(element: MarkupElement | null, ...names: string[]): string | null {
  const text = find(element, ...names)?.text.trim() ?? "";
  return text === "" ? null : text;
}
