// The rules of docs/words.md, checked on every string, comment, document and test title of the project.
import { describe, expect, it, test } from "vitest";
import { findingsIn, findingsOf, textsOf, wordyFiles } from "@/scripts/words";

test("no text of the project breaks the rules of docs/words.md", () => {
  expect(
    findingsOf(wordyFiles()).map(({ path, line, says, instead }) => `${path}:${line}: ${says} (${instead})`),
  ).toEqual([]);
});

describe("the rules of words", () => {
  it.each([
    ["told", "Nobody is told any more."],
    ["tells", "The bank tells us later."],
    ["stands", "The balance stands at 5.00."],
    ["given up", "The loan was given up."],
    ["Give up", "Give up this loan"],
    ["anew", "It is counted anew."],
    ["for ever", "The text stays for ever."],
    ["mended", "Once this is mended, it goes on."],
    ["Meanwhile", "Meanwhile nothing is sent."],
    ["offends", "Each names what offends below."],
    ["heed", "The server takes no heed of it."],
    ["of its own", "It has an account of its own."],
    ["in life", "It stays unmatched, as it would in life."],
    ["gives no answer", "The bank gives no answer."],
    ["lets us in", "Xero no longer lets us in."],
    ["the way of", "This is the way of an event."],
    ["rate a year", "Nominal rate a year"],
    ["% a year", "It costs 12% a year."],
    ["e-mail", "An e-mail was sent."],
    ["1 July", "Due on 1 July 2026."],
    ["0 %", "It earns 4.80 %."],
    ["utilisation", "Pool utilisation"],
    ["cancelled", "The payment was cancelled."],
    ["behaviour", "The behaviour of the queue."],
    ["recognised", "It is recognised later."],
    ["licence", "The MIT licence"],
    ["afterwards", "It is closed afterwards."],
  ])("find %j", (says, text) => {
    const find = (path: string, source: string) => findingsIn(path, source).map((finding) => finding.says);
    expect(find("a.ts", `export const a = ${JSON.stringify(text)};`)).toEqual([says]);
    expect(find("a.ts", `// ${text}\nexport const a = 1;`)).toEqual([says]);
    expect(find("a.tsx", `export const A = () => <p className="x">{1} ${text}</p>;`)).toEqual([says]);
    expect(find("a.md", `# A\n\n${text}\n`)).toEqual([says]);
  });

  it("find a fault in template strings, attributes, doc comments and JSX comments", () => {
    const source = [
      "/** It is told. */",
      "export const a = `We told ${name} of it`;",
      'export const B = () => <Field label="What was told">{/* told later */}</Field>;',
    ].join("\n");
    expect(findingsIn("a.tsx", source).map(({ line }) => line)).toEqual([1, 2, 3, 3]);
  });

  it("find a fault that is broken over two lines", () => {
    expect(findingsIn("a.ts", "// It stays for\n// ever.\nexport const a = 1;")).toMatchObject([
      { says: "for ever" },
    ]);
    expect(findingsIn("a.ts", "/**\n * It stays for\n * ever.\n */\nexport const a = 1;")).toHaveLength(1);
    expect(findingsIn("a.md", "# A\n\nIt stays for\never.\n")).toMatchObject([{ line: 3, says: "for ever" }]);
  });

  it("find a test title of more than 100 characters", () => {
    const title = "a".repeat(50) + " " + "b".repeat(50);
    for (const call of ["test", "it.each([1])", "test.step", "describe.skipIf(true)", "it.each`a`"])
      expect(findingsIn("a.test.ts", `${call}("${title}", () => {});`)).toMatchObject([
        { says: "101 characters" },
      ]);
    expect(findingsIn("a.test.ts", `test("${title.slice(1)}", () => {});`)).toEqual([]);
    expect(findingsIn("a.ts", `say("${title}", () => {});`)).toEqual([]);
  });

  it("leave names, keys, imports and code alone", () => {
    const source = [
      'import { told } from "./for ever";',
      'export const stands = { told, "meanwhile": anew(mended) };',
      'export type Behaviour = "cancelled" | "told";',
      "if (told % 5 > 1) heed(/of its own/);",
    ].join("\n");
    expect(findingsIn("a.ts", source)).toEqual([]);
    expect(findingsIn("a.md", "Run `told` or\n\n```\nnpm run told\n```\n\nSee [it](told.md).")).toEqual([]);
  });

  it("read every kind of file that holds text", () => {
    const kinds = new Set(wordyFiles().map((file) => /\.[a-z]+$/.exec(file)?.[0]));
    for (const kind of [".ts", ".tsx", ".md", ".css", ".prisma", ".js"]) expect(kinds).toContain(kind);
    expect(textsOf("a.css", "/* Told */ a { color: red }")).toEqual([
      { line: 1, kind: "comment", text: "/* Told */" },
    ]);
    expect(textsOf("a.prisma", "model A { // told\n}")).toEqual([
      { line: 1, kind: "comment", text: "// told" },
    ]);
  });
});
