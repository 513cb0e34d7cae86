// The door to all formats: files in, entries out, or one refusal of the whole list.
import { SanctionsListError } from "./list";
import type { ListEntry, ListFile } from "./list";
import { listText } from "./list-text";
import { parseSdnRows, rowFileOf } from "./sdn-rows";
import type { RowFile, RowFiles } from "./sdn-rows";
import { parseSdnXml } from "./sdn-xml";

const TITLES: Readonly<Record<RowFile, string>> = {
  sdn: "SDN (the main file)",
  alt: "ALT (the other names)",
  add: "ADD (the addresses)",
  comments: "SDN_COMMENTS (more remarks)",
};

/**
 * Reads a sanctions list. What each file is, its content decides, not its name.
 *
 * @param files SDN.XML alone; or SDN.CSV with ALT.CSV, ADD.CSV and SDN_COMMENTS.CSV in any order, or the same with pipes.
 *   OFAC's tutorial asks for all four; those that are missing are named in `missing`, because without them other names,
 *   countries and the rest of the remarks are not screened
 * @returns the entries in file order
 * @throws SanctionsListError for any fault; there is no partial list
 *
 * @example readSanctionsList([{ name: "sdn.xml", bytes }]).entries[0]?.listId // "9001"
 */
export function readSanctionsList(files: readonly ListFile[]): { entries: ListEntry[]; missing: string[] } {
  const texts = files.map((file) => ({ name: file.name, text: listText(file) }));
  const xml = texts.find(({ text }) => text.trimStart().startsWith("<"));
  if (xml) {
    if (texts.length > 1)
      throw new SanctionsListError("not-this-list", xml.name, null, "an XML list has one file only.");
    return { entries: parseSdnXml(xml.text, xml.name), missing: [] };
  }
  const found: RowFiles = { sdn: null, alt: null, add: null, comments: null };
  for (const { name, text } of texts) {
    const file = rowFileOf(text);
    if (file === null)
      throw new SanctionsListError(
        "not-this-list",
        name,
        1,
        "the file is not a sanctions list. Give SDN.XML, or SDN.CSV or SDN.PIP with the files beside it.",
      );
    if (found[file])
      throw new SanctionsListError(
        "duplicate",
        name,
        null,
        `the file is a second ${TITLES[file]} beside ${found[file].name}.`,
      );
    found[file] = { name, text };
  }
  const { sdn } = found;
  if (!sdn) {
    const [only] = Object.entries(found).filter(([, file]) => file !== null);
    const name = texts[0]?.name ?? "The list";
    const message = only
      ? `the file is ${TITLES[only[0] as RowFile]}. Give SDN, the main file.`
      : "no file was given.";
    throw new SanctionsListError("missing", name, null, message);
  }
  const missing = (["alt", "add", "comments"] as const).filter((file) => !found[file]);
  return { entries: parseSdnRows({ ...found, sdn }), missing: missing.map((file) => TITLES[file]) };
}
