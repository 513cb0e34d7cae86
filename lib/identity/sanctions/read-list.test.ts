import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { SanctionsListError } from "./list";
import type { ListEntry } from "./list";
import { readSanctionsList } from "./read-list";

const FOLDER = "sandbox/sanctions";
const bundled = (name: string) => ({ name, bytes: readFileSync(`${FOLDER}/${name}`) });
const file = (name: string, text: string) => ({ name, bytes: new TextEncoder().encode(text) });
const NAMESPACE = "https://sanctionslistservice.ofac.treas.gov/api/PublicationPreview/exports/XML";

function xml(entries: string, { namespace = NAMESPACE, count = "" } = {}) {
  const stated = count && `<publshInformation><Record_Count>${count}</Record_Count></publshInformation>`;
  return file(
    "sdn.xml",
    `<?xml version="1.0"?>\n<sdnList xmlns="${namespace}">${stated}\n${entries}\n</sdnList>`,
  );
}
const entry = (inside: string, uid = "7") =>
  `<sdnEntry><uid>${uid}</uid><lastName>DOE</lastName><sdnType>Individual</sdnType>${inside}</sdnEntry>`;

const row = (...cells: string[]) => cells.map((cell) => (cell === "" ? "-0- " : `"${cell}"`)).join(",");
const sdnRow = (id: string, name = "DOE, Jane", remarks = "") =>
  row(id, name, "individual", "SAMPLE", "", "", "", "", "", "", "", remarks);

function refusal(...files: { name: string; bytes: Uint8Array }[]): SanctionsListError {
  try {
    readSanctionsList(files);
  } catch (error) {
    if (error instanceof SanctionsListError) return error;
    throw error;
  }
  throw new Error("The list was read.");
}

describe("a sanctions list", () => {
  const entries = readSanctionsList([bundled("sdn.xml")]).entries;
  const byId = (listId: string): ListEntry => entries.find((each) => each.listId === listId)!;

  it.each([
    ["csv", ["sdn.csv", "alt.csv", "add.csv", "sdn_comments.csv"]],
    ["pip", ["sdn_comments.pip", "add.pip", "alt.pip", "sdn.pip"]],
  ])("reads the same from SDN.XML and from the %s files in any order", (_, names) => {
    const read = readSanctionsList(names.map(bundled));
    expect(read.missing).toEqual([]);
    expect(read.entries).toEqual(entries);
    expect(entries).toHaveLength(40);
  });

  it("has names with their quality, programs, birth dates and countries", () => {
    expect(byId("9002")).toEqual({
      listId: "9002",
      kind: "individual",
      names: [
        {
          text: "AL-MUTAWALLI, Abd al-Rahman Hamdan",
          last: "AL-MUTAWALLI",
          relation: "primary",
          quality: "strong",
        },
        { text: "AL-MUTWALI, Abdurrahman", last: "AL-MUTWALI", relation: "aka", quality: "strong" },
        { text: "ABU HAMDAN", last: null, relation: "aka", quality: "weak" },
      ],
      programs: ["SAMPLE-A", "SAMPLE-B"],
      births: [
        { text: "1958", from: "1958-01-01", to: "1958-12-31", circa: false },
        { text: "circa 1957", from: "1957-01-01", to: "1957-12-31", circa: true },
      ],
      countries: ["Lebanon", "Syria"],
    });
    expect(byId("9031")).toMatchObject({ kind: "entity", names: [{}, {}, { relation: "fka" }], births: [] });
    expect(byId("9038").kind).toBe("vessel");
    expect(byId("9040").kind).toBe("aircraft");
  });

  it("takes the namespace of before May 2024, and a file without one", () => {
    for (const namespace of ["http://tempuri.org/sdnList.xsd", ""])
      expect(readSanctionsList([xml(entry(""), { namespace })]).entries).toHaveLength(1);
  });

  it("takes CDATA, character references and prefixes, and a name without category as strong", () => {
    const text = `<s:sdnList xmlns:s="${NAMESPACE}"><s:sdnEntry><s:uid>1</s:uid><s:lastName><![CDATA[A & B]]> &#67;&amp;D</s:lastName><s:sdnType>Entity</s:sdnType><s:akaList><s:aka><s:lastName>E</s:lastName></s:aka></s:akaList></s:sdnEntry></s:sdnList>`;
    expect(readSanctionsList([file("a.xml", text)]).entries[0]?.names).toMatchObject([
      { text: "A & B C&D" },
      { text: "E", quality: "strong" },
    ]);
  });

  it("reads several programs, an end-of-file character, and remarks that go on in SDN_COMMENTS", () => {
    const sdn = `1,"X","-0- ","SDGT] [SDT",-0- ,-0- ,-0- ,-0- ,-0- ,-0- ,-0- ,"nationality Cu"\r\n\x1A`;
    const comments = `1,"ba; alt. citizen Spain; f.k.a. ""Y, Z""."\r\n`;
    const [read] = readSanctionsList([file("sdn.csv", sdn), file("c.csv", comments)]).entries;
    expect(read).toMatchObject({ programs: ["SDGT", "SDT"], countries: ["Cuba", "Spain"], kind: "entity" });
    expect(read?.names[1]).toMatchObject({ text: "Y, Z", relation: "fka", quality: "weak" });
  });

  it("names the files that are missing beside SDN", () => {
    expect(readSanctionsList([bundled("sdn.csv"), bundled("add.csv")]).missing).toEqual([
      "ALT (the other names)",
      "SDN_COMMENTS (more remarks)",
    ]);
  });

  it.each([
    ["a DOCTYPE", `<!DOCTYPE a [<!ENTITY b "c">]><sdnList/>`, /line 1: the file has a DOCTYPE/],
    ["an entity", `<sdnList>&b;</sdnList>`, /not well-formed XML/],
    ["a cut file", `<sdnList>\n<sdnEntry><uid>1</uid>`, /line 2: .*(not well-formed|ends before)/],
    ["another XML", `<Sanctions/>`, /line 1: the file begins with "Sanctions"/],
    ["no entry", `<sdnList></sdnList>`, /the list has no entries/],
    ["depth", `<sdnList>${"<a>".repeat(20)}`, /nested more than 12 deep/],
  ])("refuses XML with %s", (_, text, message) => {
    expect(refusal(file("a.xml", text)).message).toMatch(message);
  });

  it.each([
    ["another namespace", xml(entry(""), { namespace: "urn:x" }), /sdn\.xml, line 2: .*"urn:x"/],
    ["a count of other entries", xml(entry(""), { count: "2" }), /states 2 entries and has 1/],
    ["no uid", xml(entry("", "")), /line 3: an entry has no uid/],
    ["a uid that is no number", xml(entry("", "7a")), /the uid "7a" is not a number/],
    ["a uid twice", xml(entry("") + "\n" + entry("")), /line 4: entry 7 occurs twice/],
    [
      "an unknown category",
      xml(entry("<akaList><aka><category>odd</category><lastName>A</lastName></aka></akaList>")),
      /entry 7: the category "odd"/,
    ],
    [
      "a name without a name",
      xml(entry("<akaList><aka><category>weak</category></aka></akaList>")),
      /entry 7: an other name \(aka\) has no name/,
    ],
    [
      "an empty date of birth",
      xml(entry("<dateOfBirthList><dateOfBirthItem/></dateOfBirthList>")),
      /entry 7: a date of birth is empty/,
    ],
    ["an unknown type", xml(entry("").replace("Individual", "Ghost")), /entry 7: the type "Ghost"/],
    [
      "a field of 5,000 letters",
      xml(entry(`<title>${"a".repeat(5_000)}</title>`)),
      /more than 4000 characters/,
    ],
  ])("refuses SDN.XML with %s", (_, given, message) => {
    expect(refusal(given).message).toMatch(message);
  });

  const good = sdnRow("1") + "\r\n";
  it.each([
    [
      "eleven columns",
      [good + row("2", ..."abcdefghij")],
      /sdn\.csv, line 2: the row has 11 columns; 12 are expected/,
    ],
    ["an open quotation mark", [good + `2,"DOE`], /line 2: a quotation mark is opened/],
    [
      "a stray quotation mark",
      [good + sdnRow("2", `A "B" C`)],
      /line 2: the quotation marks of this row do not match/,
    ],
    ["a number that is none", [good + sdnRow("2x")], /line 2: the row begins with "2x"/],
    ["a number twice", [good + good], /line 2: entry 1: the number occurs twice/],
    ["no name", [good + sdnRow("2", "")], /line 2: entry 2: the name is missing/],
    [
      "an other name of nobody",
      [good, row("5", "1", "aka", "X", "")],
      /alt\.csv, line 1: entry 5: there is no such entry in SDN/,
    ],
    [
      "an unknown kind of name",
      [good, row("1", "1", "zka", "X", "")],
      /alt\.csv, line 1: entry 1: the kind of name "zka"/,
    ],
    ["two files of one kind", [good, good], /second SDN \(the main file\) beside sdn\.csv/],
    ["no numbers", ["a,b"], /line 1: the file is not a sanctions list/],
  ])("refuses delimited files with %s", (_, texts, message) => {
    const names = ["sdn.csv", "alt.csv"];
    expect(refusal(...texts.map((text, at) => file(names[at]!, text))).message).toMatch(message);
  });

  it("refuses ALT without SDN, an empty file, bytes that are no text, and two XML files", () => {
    expect(refusal(bundled("alt.csv")).message).toBe(
      "alt.csv: the file is ALT (the other names). Give SDN, the main file.",
    );
    expect(refusal(file("a.csv", " \n")).code).toBe("empty");
    expect(refusal({ name: "a.csv", bytes: Uint8Array.of(0x31, 0x0a, 0xe4, 0x2c) }).message).toBe(
      "a.csv, line 2: the text is not UTF-8. Get the file again.",
    );
    expect(refusal(file("a.csv", "1,\0")).message).toMatch(/a control character/);
    expect(refusal(bundled("sdn.xml"), bundled("sdn.xml")).message).toMatch(/one file only/);
    expect(() => readSanctionsList([])).toThrow(/no file was given/);
  });
});
