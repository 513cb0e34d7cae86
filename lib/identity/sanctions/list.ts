// What every file of the sanctions list is read into, and why one is refused. Nothing after the readers knows a format.
import type { ListedBirth } from "./birth-dates";

/** Individuals are people; in the delimited files an entity is a row without a type. */
export type ListEntryKind = "individual" | "entity" | "vessel" | "aircraft";

export type ListedName = {
  /** As the list writes it: "LAST, First" for a person. */
  text: string;
  /** A person's name before the comma; null where the list does not tell family and given names apart. */
  last: string | null;
  relation: "primary" | "aka" | "fka" | "nka";
  /** Weak: "a relatively broad or generic alias that may generate a large volume of false hits" (OFAC FAQ 122). */
  quality: "strong" | "weak";
};

export type ListEntry = {
  /** `uid` of SDN.XML, `ent_num` of SDN.CSV. */
  listId: string;
  kind: ListEntryKind;
  /** The primary name first. */
  names: ListedName[];
  programs: string[];
  births: ListedBirth[];
  /** Of nationality, citizenship and addresses, as the list writes them, each once, sorted. */
  countries: string[];
};

/** One file of the list with its name, which refusals state. */
export type ListFile = { name: string; bytes: Uint8Array };

export type ListErrorCode =
  | "doctype"
  | "duplicate"
  | "empty"
  | "malformed"
  | "missing"
  | "not-this-list" // another format, or another file of the same format
  | "record-count"
  | "too-large"
  | "unknown-value";

/** A list is refused as a whole: a part of it would let through the people in the rest. The message names the place. */
export class SanctionsListError extends Error {
  readonly code: ListErrorCode;

  constructor(code: ListErrorCode, file: string, line: number | null, message: string) {
    super(line === null ? `${file}: ${message}` : `${file}, line ${line}: ${message}`);
    this.name = "SanctionsListError";
    this.code = code;
  }
}

// SDN.XML of 2026 has some 30 MB and 19,000 entries.
export const MAX_LIST_BYTES = 128 * 1024 * 1024;
export const MAX_ENTRIES = 200_000;
export const MAX_NAMES_OF_AN_ENTRY = 1_000;
export const MAX_FIELD_LENGTH = 4_000;

/** "LAST, First" of its parts. @example writtenName("DOE", "Jane") // "DOE, Jane" */
export function writtenName(last: string | null, first: string | null): string | null {
  if (last === null) return first;
  return first === null ? last : `${last}, ${first}`;
}

/** The part of a person's name before the first comma, or null. @example lastNameOf("DOE, Jane") // "DOE" */
export function lastNameOf(text: string): string | null {
  const comma = text.indexOf(",");
  return comma > 0 ? text.slice(0, comma).trim() || null : null;
}

/** Text on one line; null when nothing is left. @example tidyText(" A \n B ") // "A B" */
export function tidyText(text: string | null | undefined): string | null {
  const clean = (text ?? "").replace(/\s+/g, " ").trim();
  return clean === "" ? null : clean;
}

/** Text of a file inside a sentence: short, in quotation marks, without control characters. */
export function quotedText(text: string): string {
  const clean = text.replace(/[\p{Cc}\p{Cs}\uFFFD]+/gu, " ").trim();
  return clean.length > 40 ? `"${clean.slice(0, 40)}…"` : `"${clean}"`;
}

/** Adds a value once, in order. */
export function addOnce(values: string[], value: string | null): void {
  if (value !== null && !values.includes(value)) values.push(value);
}
