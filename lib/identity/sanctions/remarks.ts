// The remarks of the delimited files, where birth dates, countries and weak names are.
import { readListedBirth } from "./birth-dates";
import type { ListedBirth } from "./birth-dates";
import { addOnce, lastNameOf, tidyText } from "./list";
import type { ListedName } from "./list";
import { relationOf, weakName } from "./list-values";

export type Remarks = { births: ListedBirth[]; countries: string[]; names: ListedName[] };

/**
 * What screening uses of an entry's remarks. Parts are separated by semicolons and the last ends in a period:
 *
 * | Part                            | Read as                                     |
 * | ------------------------------- | ------------------------------------------- |
 * | `DOB …`, `alt. DOB …`           | birth dates                                 |
 * | `nationality …`, `citizen …`    | countries, also after `alt.`                |
 * | `a.k.a. '…'`, `f.k.a. '…'`      | weak names; strong ones are in ALT.CSV      |
 *
 * All other parts (passports, gender, `Linked To: …`) are not used.
 *
 * Source: OFAC, announcement of June 13, 2012 (weak names are in the remarks of the fixed-width and delimited files, in a
 * stated order), https://ofac.treasury.gov/recent-actions/20120613, and the parts as published.
 *
 * @example readRemarks("DOB 1961; nationality Cuba; a.k.a. 'CHE'.").names[0]?.text // "CHE"
 */
export function readRemarks(text: string): Remarks {
  const remarks: Remarks = { births: [], countries: [], names: [] };
  for (const part of text.replace(/\.\s*$/, "").split(";")) readPart(part.trim(), remarks);
  return remarks;
}

function readPart(part: string, { births, countries, names }: Remarks) {
  const plain = part.replace(/^alt\.\s+/i, "");
  const birth = /^DOB\s+(.+)$/i.exec(plain)?.[1];
  if (birth !== undefined) births.push(readListedBirth(birth));
  const country = /^(?:nationality|citizen(?: of)?)\s+(.+)$/i.exec(plain)?.[1];
  if (country !== undefined) addOnce(countries, tidyText(country));
  const [, relation = "", name] = /^([afn]\.k\.a\.)\s+(.+)$/i.exec(plain) ?? [];
  const clean = tidyText(name?.replace(/^['"“]|['"”]$/g, ""));
  if (clean !== null) names.push(weakName(clean, relationOf(relation) ?? "aka", lastNameOf(clean)));
}
