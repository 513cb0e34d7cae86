// The files of deploy/, filled in for one machine.
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { PROJECT } from "../open-folders";

const PLACEHOLDER = /@([A-Z][A-Z0-9_]*)@/g;

/**
 * @param file  a file of deploy/
 * @param given a value for each word between @ signs
 * @throws when a word has no value, or a value is for no word
 */
export function fillIn(file: string, given: Record<string, string | number>): string {
  const text = readFileSync(join(PROJECT, "deploy", file), "utf8");
  const words = wordsOf(text);
  const without = words.filter((word) => given[word] === undefined);
  const unknown = Object.keys(given).filter((word) => !words.includes(word));
  if (without.length + unknown.length > 0)
    throw new Error(
      `deploy/${file}: no value for ${without.join(", ") || "nothing"}; not in it: ${unknown.join(", ") || "nothing"}.`,
    );
  return text.replaceAll(PLACEHOLDER, (_, word: string) => String(given[word]));
}

/** The words between @ signs, each once; those in comments are examples of none. */
export function wordsOf(text: string): string[] {
  return [...new Set([...text.matchAll(PLACEHOLDER)].map(([, word]) => word!))];
}
