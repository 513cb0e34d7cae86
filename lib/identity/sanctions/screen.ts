// Screening: a person or company against the list.
import type { IsoDate } from "@/lib/calendar/dates";
import { birthAgreement } from "./birth-dates";
import type { BirthAgreement } from "./birth-dates";
import { countryCode } from "./countries";
import type { ListEntry, ListedName } from "./list";
import { candidatesFor } from "./name-index";
import type { IndexedName, NameIndex } from "./name-index";
import { nameScore, prepareQuery } from "./name-score";

/** Who is screened. Birth date and country are null when they are not known. */
export type Screened = { name: string; born: IsoDate | null; country: string | null };

type CountryAgreement = "same" | "other" | "unknown";

export type Hit = {
  /** The entry's primary name as the list writes it. */
  name: string;
  /** 0 to 1 with four decimals. */
  score: number;
  listId: string;
  /** The entry's programs, separated by "; ". */
  program: string;
  /** The listed name that agreed best, and why the score is not its alone. */
  matched: ListedName;
  birth: BirthAgreement;
  country: CountryAgreement;
};

/** Chosen from the curve over the labeled pairs: docs/decisions/0018. */
export const SCREENING_THRESHOLD = 0.9;

/** What a birth date adds: enough to decide where the names leave doubt, and a clear contradiction clears a common name. */
const BIRTH: Readonly<Record<BirthAgreement, number>> = {
  "same-day": 0.06,
  swapped: 0.05,
  within: 0.03,
  near: 0.02,
  "same-year": 0,
  "next-year": -0.04,
  other: -0.15,
  unknown: 0,
};
const COUNTRY: Readonly<Record<CountryAgreement, number>> = { same: 0.01, other: -0.01, unknown: 0 };
/** A weak name is a hit by itself only when it is written the same; see FAQ 124. */
const WEAK = 0.92;

/**
 * The entries that a person or company may be.
 *
 * score = nameScore · (0.92 for a weak name, else 1) + birth + country, at most 1, of the entry's name for which it is largest;
 * birth is +0.06 for the same day, +0.05 for day and month exchanged, +0.03 inside a listed year or range, +0.02 near a
 * "circa", -0.04 for the year before or after, -0.15 for another year; country is 0.01 up or down.
 *
 * @param threshold the least score of a hit
 * @returns hits by score, largest first, then by number of the entry; one per entry
 *
 * Source: OFAC FAQ 122 to 124 on weak names, https://ofac.treasury.gov/faqs/topic/1646.
 *
 * @example screen(index, { name: "Ivan Sidorov", born: null, country: null })[0]?.score // 0.9524 for "SIDOROV, Ivan Petrovich"
 */
export function screen(index: NameIndex, screened: Screened, threshold = SCREENING_THRESHOLD): Hit[] {
  const { names, query, similarity } = candidatesFor(index, prepareQuery(screened.name));
  const best = new Map<string, Hit>();
  // Birth date and country cannot add more; the last term is for the rounding of the score.
  const least = threshold - BIRTH["same-day"] - COUNTRY.same - 0.0001;
  for (const at of names) {
    const indexed = index.names[at]!;
    const byName = nameScore(query, indexed.prepared, similarity, least);
    if (byName < least) continue;
    const hit = hitOf(indexed, byName, screened);
    const before = best.get(hit.listId);
    if (hit.score >= threshold && isBetter(hit, before)) best.set(hit.listId, hit);
  }
  return [...best.values()].sort((a, b) => b.score - a.score || compareIds(a.listId, b.listId));
}

function hitOf({ entry, name }: IndexedName, byName: number, { born, country }: Screened): Hit {
  const birth = entry.kind === "individual" ? birthAgreement(born, entry.births) : "unknown";
  const countries = countryAgreement(country, entry);
  const score = byName * (name.quality === "weak" ? WEAK : 1) + BIRTH[birth] + COUNTRY[countries];
  return {
    name: entry.names[0]!.text,
    score: Number(Math.min(1, Math.max(0, score)).toFixed(4)),
    listId: entry.listId,
    program: entry.programs.join("; "),
    matched: name,
    birth,
    country: countries,
  };
}

/** Candidates come in no order that means anything, so equal scores are decided by the name. */
function isBetter(hit: Hit, before: Hit | undefined): boolean {
  if (!before || hit.score !== before.score) return !before || hit.score > before.score;
  return hit.matched.text < before.matched.text;
}

function countryAgreement(country: string | null, entry: ListEntry): CountryAgreement {
  if (country === null) return "unknown";
  const codes = entry.countries.map(countryCode).filter((code) => code !== null);
  if (codes.length === 0) return "unknown";
  return codes.includes(country) ? "same" : "other";
}

function compareIds(a: string, b: string): number {
  return a.length - b.length || (a < b ? -1 : 1);
}
