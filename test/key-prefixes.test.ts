// A key, of the ledger, of a job, of a lock, begins with a word and a colon. Whoever asks for a key must spell it as whoever
// made it, so each beginning is spelled in one file, and the others import it. SQL counts too.
import { readdirSync, readFileSync } from "node:fs";
import ts from "typescript";
import { expect, it } from "vitest";
import { textOf } from "./table-uses";

type Spelling = { prefix: string; file: string; isKey: boolean };

/** The beginnings of keys in a file's strings, templates and SQL. `isKey`: something is put in, or LIKE's "%", after it. */
function spellingsIn(file: string, source: string): Spelling[] {
  const spellings: Spelling[] = [];
  const visit = (node: ts.Node) => {
    const text = ts.isImportDeclaration(node) ? null : textOf(node);
    const parts =
      text === null ? [] : [text, ...[...text.matchAll(/'([^']*)'/g)].map(([, quoted]) => quoted!)];
    for (const part of parts) {
      const [, prefix, next] = /^([a-z][a-z-]*:)(?!\/\/)([$%]?)/.exec(part) ?? [];
      if (prefix) spellings.push({ prefix, file, isKey: next !== "" || part !== text });
    }
    if (!ts.isImportDeclaration(node)) ts.forEachChild(node, visit);
  };
  visit(ts.createSourceFile(file, source, ts.ScriptTarget.Latest, true));
  return spellings;
}

/** Prefixes of keys that more than one file spells, with the files. */
function spelledTwice(spellings: readonly Spelling[]): string[] {
  const keys = new Set(spellings.filter(({ isKey }) => isKey).map(({ prefix }) => prefix));
  return [...keys].flatMap((prefix) => {
    const files = new Set(spellings.filter((each) => each.prefix === prefix).map(({ file }) => file));
    return files.size > 1 ? [`${prefix} ${[...files].toSorted().join(", ")}`] : [];
  });
}

const FILES = (readdirSync("lib", { recursive: true }) as string[])
  .map((name) => `lib/${name.replaceAll("\\", "/")}`)
  .filter((name) => name.endsWith(".ts") && !name.endsWith(".test.ts"));

it("the beginning of a key is spelled in one file", () => {
  const spellings = FILES.flatMap((file) => spellingsIn(file, readFileSync(file, "utf8")));
  expect(spellings.filter(({ isKey }) => isKey).length).toBeGreaterThan(20);
  expect(spelledTwice(spellings)).toEqual([]);
});

it("the keys of payment orders are put together in lib/payments/ledger-keys.ts alone", () => {
  const spelled = FILES.filter((file) =>
    /["'`](settle|fail|return)-(deposit|disbursement|repayment|payout):|["'`](settle|return)-['"$]/.test(
      readFileSync(file, "utf8").replace(/^\s*(\*|\/\/|\/\*).*$/gm, ""),
    ),
  );
  expect(spelled).toEqual([]);
});

it.each([
  ["a template", "const key = `close:${id}`;"],
  ["a constant", 'const PREFIX = "close:";'],
  ["text put together", 'const key = "close:" + id;'],
  ["a pattern in SQL", "db.$queryRaw`SELECT 1 WHERE k LIKE 'close:%'`;"],
  ["SQL that puts it together", "Prisma.sql`k = 'close:' || o.id`;"],
])("refuses a second spelling as %s", (_, code) => {
  const first = spellingsIn("lib/lending/a.ts", "export const closeKey = (id: string) => `close:${id}`;");
  expect(spelledTwice([...first, ...spellingsIn("lib/writeback/b.ts", code)])).toEqual([
    "close: lib/lending/a.ts, lib/writeback/b.ts",
  ]);
});

it("has nothing against one file that spells it twice, an address, or an import", () => {
  const one = spellingsIn("lib/a.ts", "const a = `close:${id}`; const b = `close:${other}`;");
  const others = spellingsIn("lib/b.ts", 'import fs from "node:fs"; const url = `https://${host}`;');
  expect(
    spelledTwice([...one, ...others, ...spellingsIn("lib/c.ts", "const url = `https://${host}/x`;")]),
  ).toEqual([]);
});
