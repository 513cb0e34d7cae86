// Finds our references and trace numbers in the texts of bank lines.
import { bookOf } from "./books";
import type { Open } from "./books";
import type { MatchLine, MatchPart, MatchTarget } from "./model";

// A shorter word inside a text may be anything: a check number, a year, a zip code.
const SHORTEST_IN_TEXT = 6;
const WORDS = new RegExp(`[A-Z0-9]{${SHORTEST_IN_TEXT},}`, "g");
// A word that many orders share identifies none of them.
const MOST_PER_WORD = 20;
const OURS = "ML";
const LONGEST_WORD = 200;

/** Looks up targets by the words in a line. Reading one line takes time by its length alone. */
export class ReferenceIndex {
  private readonly books = new Map<string, Map<string, Open<MatchTarget>[]>>();
  /** Lengths of our references, to find one that is written together with other text. */
  private readonly ourLengths = new Set<number>();

  constructor(targets: Iterable<Open<MatchTarget>>) {
    for (const target of targets) {
      for (const text of [target.reference, target.trace]) if (text) this.add(plain(text), target);
    }
    for (const byWord of this.books.values())
      for (const [word, named] of byWord) if (named.length > MOST_PER_WORD) byWord.delete(word);
  }

  /**
   * The targets of the line's account that its texts name, each once.
   *
   * @param line its references count as a whole, its other texts by word
   *
   * @example a description "LOAN PYMT ML4K7Q2X9B" // [the order with reference ML4K7Q2X9B]
   */
  namedBy(
    line: MatchPart & { counterparty?: string | null },
    account: { bankAccount: string; currency: string },
  ): Open<MatchTarget>[] {
    const byWord = this.books.get(bookOf(account));
    if (!byWord) return [];
    const found = new Set<Open<MatchTarget>>();
    const look = (word: string) => {
      for (const target of byWord.get(word) ?? []) found.add(target);
    };
    for (const text of [line.reference, line.bankReference]) if (text) look(plain(text));
    for (const text of [line.reference, line.bankReference, line.description, line.counterparty]) {
      for (const word of text?.toUpperCase().match(WORDS) ?? []) {
        look(word);
        this.lookInside(word, look);
      }
    }
    return [...found];
  }

  private add(word: string, target: Open<MatchTarget>) {
    if (word === "") return;
    const book = bookOf(target);
    const byWord = this.books.get(book) ?? new Map<string, Open<MatchTarget>[]>();
    if (byWord.size === 0) this.books.set(book, byWord);
    const named = byWord.get(word);
    if (!named) byWord.set(word, [target]);
    else if (!named.includes(target) && named.length <= MOST_PER_WORD) named.push(target);
    if (word.startsWith(OURS)) this.ourLengths.add(word.length);
  }

  /** Banks run our reference together with their text: "PYMTML4K7Q2X9BCCD". */
  private lookInside(word: string, look: (word: string) => void) {
    const text = word.length > LONGEST_WORD ? word.slice(0, LONGEST_WORD) : word;
    for (let at = text.indexOf(OURS); at >= 0; at = text.indexOf(OURS, at + 1)) {
      for (const length of this.ourLengths) {
        if (length >= SHORTEST_IN_TEXT && at + length <= text.length && length < text.length)
          look(text.slice(at, at + length));
      }
    }
  }
}

/** A reference without what people put between its parts. */
function plain(text: string): string {
  return text.toUpperCase().replace(/[^A-Z0-9]/g, "");
}

/** Whether the bank says that this line gives back an earlier payment. */
export function isReturnLine(line: MatchLine): boolean {
  if (line.reversal || RETURN_CODES.has(line.typeCode ?? "")) return true;
  return /\bR\d{2}\b|\bRETURN(ED)?\b/i.test(line.description ?? "");
}

// BAI2: deposited item returned, ACH return items (debit and credit); CAMT: return of a transfer or of a direct debit; MT940.
const RETURN_CODES = new Set([
  ...["555", "557", "257", "266"],
  ...["PMNT-RCDT-RRTN", "PMNT-ICDT-RRTN", "PMNT-IDDT-RRTN", "PMNT-IDDT-UPDD", "NRTI"],
]);
