// SANCTIONS_MUTATIONS sets the number of damaged list files, 1,000 when it is not set.
import { readFileSync } from "node:fs";
import fc from "fast-check";
import { describe, expect, it, test } from "vitest";
import { madeUpList, numbersFrom } from "@/test/sanctions-list";
import { SanctionsListError } from "./list";
import { indexNames } from "./name-index";
import { nameScore, prepareListed, prepareQuery } from "./name-score";
import { readSanctionsList } from "./read-list";
import { screen } from "./screen";

const FOLDER = "sandbox/sanctions";
const bundled = (name: string) => ({ name, bytes: readFileSync(`${FOLDER}/${name}`) });
const entries = [...readSanctionsList([bundled("sdn.xml")]).entries, ...madeUpList(60)];
const index = indexNames(entries);
const listed = fc.constantFrom(...entries.flatMap((entry) => entry.names.map((name) => ({ entry, name }))));
const unknown = { born: null, country: null };

/** A listed name with words dropped, doubled or damaged, or any text. */
const queries = fc.oneof(
  fc.string({ unit: "grapheme", maxLength: 60 }),
  fc.string({ unit: "binary", maxLength: 30 }),
  fc
    .tuple(listed, fc.nat(40), fc.constantFrom("", "a", "x", " ", "é", "-", ".", "'"), fc.nat(2))
    .map(([{ name }, at, by, length]) => name.text.slice(0, at) + by + name.text.slice(at + length)),
);

describe("the score", () => {
  it("is 1 for an entry's own name and each strong name, and 0.92 for a weak one", () => {
    for (const entry of entries)
      for (const name of entry.names) {
        const hits = screen(index, { name: name.text, ...unknown });
        const score = hits.find((hit) => hit.listId === entry.listId)?.score ?? 0;
        if (name.quality === "strong") expect(score, name.text).toBe(1);
        else expect(score, name.text).toBeGreaterThanOrEqual(0.92);
      }
  });

  it("is the same for any order of the words", () => {
    const shuffled = queries.chain((name) => {
      const words = name.split(/\s+/).filter((word) => word !== "");
      return fc.tuple(fc.constant(words.join(" ")), fc.shuffledSubarray(words, { minLength: words.length }));
    });
    fc.assert(
      fc.property(shuffled, ([name, words]) => {
        const other = words.join(" ");
        expect(screen(index, { name: other, ...unknown }, 0.5)).toEqual(
          screen(index, { name, ...unknown }, 0.5),
        );
      }),
      { numRuns: 60 },
    );
  });

  it("is never above 1 or below the threshold, and hits are in a fixed order, one per entry", () => {
    const born = fc.constantFrom(null, "1961-03-12", "1961-12-03", "1990-01-01", "1958-05-05");
    const country = fc.constantFrom(null, "IR", "US");
    fc.assert(
      fc.property(
        queries,
        born,
        country,
        fc.double({ min: 0, max: 1, noNaN: true }),
        (name, day, code, least) => {
          const hits = screen(index, { name, born: day, country: code }, least);
          expect(
            hits.every(({ score }) => score <= 1 && score >= least && score === Number(score.toFixed(4))),
          ).toBe(true);
          expect(new Set(hits.map(({ listId }) => listId)).size).toBe(hits.length);
          const sorted = [...hits].sort((a, b) => b.score - a.score || Number(a.listId) - Number(b.listId));
          expect(hits).toEqual(sorted);
        },
      ),
      { numRuns: 60 },
    );
  });
});

test("the index loses no name that a comparison with every name finds", () => {
  fc.assert(
    fc.property(queries, (name) => {
      const query = prepareQuery(name);
      const found = new Map(screen(index, { name, ...unknown }, 0.5).map((hit) => [hit.listId, hit.score]));
      for (const entry of entries) {
        const scores = entry.names.map(
          (each) => nameScore(query, prepareListed(each, entry.kind)) * (each.quality === "weak" ? 0.92 : 1),
        );
        const best = Number(Math.max(...scores).toFixed(4));
        expect(found.get(entry.listId) ?? 0, `${name} and ${entry.names[0]!.text}`).toBe(
          best >= 0.5 ? best : 0,
        );
      }
    }),
    { numRuns: 40 },
  );
});

describe("damaged files", () => {
  const runs = Number(process.env.SANCTIONS_MUTATIONS ?? 1_000);
  const whole = new Map(entries.map((entry) => [entry.listId, entry]));
  const short = (names: string[]) => names.map(bundled);

  it.each([
    ["SDN.XML", short(["sdn.xml"]), 0.5],
    ["the CSV files", short(["sdn.csv", "alt.csv", "add.csv", "sdn_comments.csv"]), 0.3],
    ["the PIP files", short(["sdn.pip", "alt.pip", "add.pip", "sdn_comments.pip"]), 0.2],
  ])("of %s are read whole or refused with a sentence that names the file", (_, files, share) => {
    const next = numbersFrom(7);
    let refused = 0;
    for (let run = 0; run < runs * share; run += 1) {
      const at = next(files.length);
      const damaged = files.map((file, n) =>
        n === at ? { ...file, bytes: damage(file.bytes, next) } : file,
      );
      const read = entriesOrRefusal(damaged);
      if (read instanceof SanctionsListError) {
        refused += 1;
        expect(read.message).toMatch(/^(sdn|alt|add|sdn_comments)\.\w{3}(, line \d+)?: .+\.$/);
      } else for (const entry of read) expect(entry.names[0]!.text).not.toBe("");
    }
    expect(refused).toBeGreaterThan((runs * share) / 10);
  });

  it("that are cut anywhere are never read as a shorter XML list", () => {
    const { bytes } = bundled("sdn.xml");
    for (let end = 0; end < bytes.length - 12; end += 997)
      expect(entriesOrRefusal([{ name: "sdn.xml", bytes: bytes.subarray(0, end) }])).toBeInstanceOf(
        SanctionsListError,
      );
  });

  it("without an entry are refused in XML, by the count that the file states", () => {
    const text = bundled("sdn.xml").bytes.toString("utf8");
    const without = text.replace(/ {2}<sdnEntry>[\s\S]*?<\/sdnEntry>\n/, "");
    const read = entriesOrRefusal([{ name: "sdn.xml", bytes: Buffer.from(without) }]);
    expect(read).toMatchObject({ code: "record-count" });
    expect(whole.size).toBe(100);
  });
});

function entriesOrRefusal(files: Parameters<typeof readSanctionsList>[0]) {
  try {
    return readSanctionsList(files).entries;
  } catch (error) {
    if (error instanceof SanctionsListError) return error;
    throw error;
  }
}

const MARKS = `"<>,|&/\n\0;-`;

/** One to three bytes changed, a part cut out, doubled or moved, or the end cut. */
function damage(bytes: Uint8Array, next: (below: number) => number): Uint8Array {
  const copy = Uint8Array.from(bytes);
  const from = next(copy.length);
  const to = Math.min(copy.length, from + 1 + next(40));
  switch (next(5)) {
    case 0:
      for (let n = next(3); n >= 0; n -= 1) copy[next(copy.length)] = next(256);
      return copy;
    case 1:
      return Buffer.concat([copy.subarray(0, from), copy.subarray(to)]);
    case 2:
      return Buffer.concat([copy.subarray(0, to), copy.subarray(from)]);
    case 3:
      return copy.subarray(0, from);
    default:
      copy[from] = MARKS.charCodeAt(next(MARKS.length));
      return copy;
  }
}
