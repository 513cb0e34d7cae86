// Values that both formats of the list share, in the spelling of either.
import type { ListEntryKind, ListedName } from "./list";

const KINDS: Readonly<Record<string, ListEntryKind>> = {
  individual: "individual",
  entity: "entity",
  vessel: "vessel",
  aircraft: "aircraft",
};

/** The kind of an entry, or null when it is not known. @example entryKind("Individual") // "individual" */
export function entryKind(text: string | null): ListEntryKind | null {
  const key = text?.toLowerCase() ?? "";
  return Object.hasOwn(KINDS, key) ? KINDS[key]! : null;
}

/** How another name relates to the entry; null when it is not known. @example relationOf("f.k.a.") // "fka" */
export function relationOf(text: string | null): "aka" | "fka" | "nka" | null {
  const key = (text ?? "aka").toLowerCase().replace(/[.\s]/g, "");
  return key === "aka" || key === "fka" || key === "nka" ? key : null;
}

/** A name in the remarks, always weak. */
export function weakName(text: string, relation: ListedName["relation"], last: string | null): ListedName {
  return { text, last, relation, quality: "weak" };
}
