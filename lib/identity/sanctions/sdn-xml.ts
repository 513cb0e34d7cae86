// SDN.XML and CONSOLIDATED.XML of the Office of Foreign Assets Control (OFAC).
import { readListedBirth } from "./birth-dates";
import {
  MAX_ENTRIES,
  MAX_NAMES_OF_AN_ENTRY,
  SanctionsListError,
  addOnce,
  quotedText,
  writtenName,
} from "./list";
import type { ListEntry, ListEntryKind, ListErrorCode, ListedName } from "./list";
import { entryKind, relationOf } from "./list-values";
import { itemsOf, readListXml, textOf } from "./list-xml";
import type { ListElement } from "./list-xml";

/** The namespaces as published: since May 2024, before, and none for a file that was processed on the way. */
const NAMESPACES = [
  "https://sanctionslistservice.ofac.treas.gov/api/PublicationPreview/exports/XML",
  "http://tempuri.org/sdnList.xsd",
  "",
];

/**
 * The entries of SDN.XML.
 *
 * | Element                                   | Read as                                                              |
 * | ----------------------------------------- | -------------------------------------------------------------------- |
 * | `publshInformation/Record_Count`          | must equal the number of entries when it is there: a cut list is refused |
 * | `sdnEntry/uid`                            | listId; once per list                                                |
 * | `lastName`, `firstName`                   | the primary name; an entity has a lastName only                      |
 * | `sdnType`                                 | Individual, Entity, Vessel, Aircraft                                 |
 * | `programList/program`                     | programs                                                             |
 * | `akaList/aka/{type,category,lastName,firstName}` | other names; category weak or strong, strong when it is missing |
 * | `dateOfBirthList/dateOfBirthItem/dateOfBirth` | births                                                           |
 * | `nationalityList`, `citizenshipList`, `addressList` (`country`) | countries                                      |
 *
 * Other elements (`idList`, `placeOfBirthList`, `vesselInfo`, `title`, `remarks`) are not used in screening.
 *
 * @throws SanctionsListError with the physical line and, where there is one, the entry; nothing partial is returned
 *
 * Source: OFAC's schema, https://sanctionslistservice.ofac.treas.gov/api/PublicationPreview/exports/XML.xsd; the namespace
 * changed with the notice of May 7, 2024, https://ofac.treasury.gov/recent-actions/20240507_44; weak and strong names: FAQ
 * 122 and 123, https://ofac.treasury.gov/faqs/topic/1646.
 */
export function parseSdnXml(text: string, file: string): ListEntry[] {
  const entries = new Map<string, ListEntry>();
  let stated: { count: number; line: number } | null = null;
  const refuse = (code: ListErrorCode, line: number | null, message: string): never => {
    throw new SanctionsListError(code, file, line, message);
  };
  readListXml(text, file, {
    root: ({ name, namespace, line }) => {
      if (name !== "sdnList" || !NAMESPACES.includes(namespace))
        refuse(
          "not-this-list",
          line,
          `the file begins with ${quotedText(name)} of ${quotedText(namespace)}, which is not OFAC's sdnList. Give SDN.XML or CONSOLIDATED.XML, not the advanced or enhanced format.`,
        );
    },
    child: (child) => {
      if (child.name === "publshInformation") stated = statedCount(child, refuse);
      if (child.name !== "sdnEntry") return;
      const entry = readEntry(child, refuse);
      if (entries.has(entry.listId)) refuse("duplicate", child.line, `entry ${entry.listId} occurs twice.`);
      entries.set(entry.listId, entry);
      if (entries.size > MAX_ENTRIES) refuse("too-large", child.line, `more than ${MAX_ENTRIES} entries.`);
    },
  });
  checkCount(stated, entries.size, refuse);
  return [...entries.values()];
}

type Refuse = (code: ListErrorCode, line: number | null, message: string) => never;

function statedCount(information: ListElement, refuse: Refuse): { count: number; line: number } | null {
  const text = textOf(information, "Record_Count");
  if (text === null) return null;
  if (!/^\d{1,9}$/.test(text))
    refuse("malformed", information.line, `Record_Count ${quotedText(text)} is not a number.`);
  return { count: Number(text), line: information.line };
}

function checkCount(stated: { count: number; line: number } | null, found: number, refuse: Refuse) {
  if (found === 0) refuse("empty", null, "the list has no entries.");
  if (stated !== null && stated.count !== found)
    refuse(
      "record-count",
      stated.line,
      `the file states ${stated.count} entries and has ${found}. Get the complete file.`,
    );
}

function readEntry(element: ListElement, refuse: Refuse): ListEntry {
  const uid = textOf(element, "uid");
  if (uid === null || !/^\d{1,10}$/.test(uid))
    return refuse(
      "missing",
      element.line,
      uid === null ? "an entry has no uid." : `the uid ${quotedText(uid)} is not a number.`,
    );
  const inEntry: Refuse = (code, line, message) => refuse(code, line, `entry ${uid}: ${message}`);
  if (textOf(element, "lastName") === null)
    return inEntry("missing", element.line, "the name (lastName) is missing.");
  const type = textOf(element, "sdnType");
  const kind = entryKind(type);
  if (kind === null)
    return inEntry(
      type === null ? "missing" : "unknown-value",
      element.line,
      type === null ? "the type (sdnType) is missing." : `the type ${quotedText(type)} is not known.`,
    );
  const names: ListedName[] = [
    { ...nameOf(element, kind)!, relation: "primary", quality: "strong" },
    ...itemsOf(element, "akaList", "aka").map((aka) => readAlias(aka, kind, inEntry)),
  ];
  if (names.length > MAX_NAMES_OF_AN_ENTRY)
    return inEntry("too-large", element.line, `more than ${MAX_NAMES_OF_AN_ENTRY} names.`);
  const births = itemsOf(element, "dateOfBirthList", "dateOfBirthItem").map((item) =>
    readListedBirth(
      textOf(item, "dateOfBirth") ?? inEntry("missing", item.line, "a date of birth is empty."),
    ),
  );
  const programs: string[] = [];
  for (const program of itemsOf(element, "programList", "program"))
    addOnce(programs, program.text.trim() || null);
  return { listId: uid, kind, names, programs, births, countries: countriesOf(element) };
}

/** Only a person's name has parts that mean something; null when there is no name. */
function nameOf(element: ListElement, kind: ListEntryKind): { text: string; last: string | null } | null {
  const [last, first] = [textOf(element, "lastName"), textOf(element, "firstName")];
  const text = writtenName(last, first);
  return text === null ? null : { text, last: kind === "individual" && first !== null ? last : null };
}

function readAlias(aka: ListElement, kind: ListEntryKind, refuse: Refuse): ListedName {
  const name = nameOf(aka, kind);
  if (name === null) return refuse("missing", aka.line, "an other name (aka) has no name.");
  const category = textOf(aka, "category") ?? "strong";
  const type = textOf(aka, "type");
  const relation = relationOf(type);
  if (category !== "strong" && category !== "weak")
    return refuse(
      "unknown-value",
      aka.line,
      `the category ${quotedText(category)} is neither strong nor weak.`,
    );
  if (relation === null)
    return refuse("unknown-value", aka.line, `the kind of name ${quotedText(type ?? "")} is not known.`);
  return { ...name, relation, quality: category };
}

function countriesOf(element: ListElement): string[] {
  const countries: string[] = [];
  for (const [list, item] of [
    ["nationalityList", "nationality"],
    ["citizenshipList", "citizenship"],
    ["addressList", "address"],
  ] as const)
    for (const each of itemsOf(element, list, item)) addOnce(countries, textOf(each, "country"));
  return countries.sort();
}
