// A record of the books in one line, and whether it fits what was typed. Pure.
import type { Choice } from "@/lib/writeback/books/choices";

/** @example describeChoice({ code: "090", type: "Bank", currency: "USD", … }) // "090 · Bank · USD" */
export function describeChoice({ code, type, currency, detail }: Choice): string {
  return [code, type, currency, detail].filter(Boolean).join(" · ");
}

/** Every word that was typed is in its name, code, type, currency or detail. */
export function fits(choice: Choice, typed: string): boolean {
  const text = `${choice.name} ${describeChoice(choice)}`.toLowerCase();
  return typed
    .toLowerCase()
    .split(/\s+/)
    .every((word) => text.includes(word));
}

const UNMATCHED = "unmatched:";

/** What the form sends for a text that is no record: never mistaken for an id, and never for "nothing was typed". */
export function unmatched(typed: string): string {
  return typed.trim() === "" ? "" : `${UNMATCHED}${typed.trim().slice(0, 100)}`;
}

export function isUnmatched(choiceId: string): boolean {
  return choiceId.startsWith(UNMATCHED);
}
