// lib/writeback/FEATURES.md is the list that test titles refer to as "codat row N": neither may run ahead of the other.
import { readdirSync, readFileSync } from "node:fs";
import { posix } from "node:path";
import { expect, it, test } from "vitest";

const LIST = "lib/writeback/FEATURES.md";
const ROWS = 48;
const TITLE = /codat row ((?:\d+(?:, | and )?)+)/g;

const rowsOf = (text: string) =>
  new Set([...text.matchAll(TITLE)].flatMap(([, numbers]) => numbers!.match(/\d+/g)!.map(Number)));

const listed = readFileSync(LIST, "utf8")
  .split("\n")
  .filter((line) => /^\| +\d+ +\|/.test(line))
  .map((line) => {
    const [, number, sentence, links] = line.split("|").map((cell) => cell.trim());
    const files = [...links!.matchAll(/\]\(([^)]+)\)/g)].map(([, path]) =>
      posix.join(posix.dirname(LIST), path!),
    );
    return { number: Number(number), sentence: sentence!, files };
  });

const tested = new Map(
  ["lib", "app", "components", "test", "e2e"]
    .flatMap((folder) =>
      readdirSync(folder, { recursive: true }).map((name) => posix.join(folder, String(name))),
    )
    .filter((path) => /\.(test|spec)\.tsx?$/.test(path))
    .map((path) => [path, rowsOf(readFileSync(path, "utf8"))] as const),
);

test("the list has every row once, in order, each with a sentence", () => {
  expect(listed.map(({ number }) => number)).toEqual(Array.from({ length: ROWS }, (_, at) => at + 1));
  for (const { sentence } of listed) expect(sentence).toMatch(/^[A-Z].*\.$/);
});

it.each(listed)("row $number is tested in the files that the list names", ({ number, files }) => {
  expect(files).not.toEqual([]);
  for (const file of files) expect(tested.get(file) ?? new Set(), file).toContain(number);
});

test("no test title refers to a row that the list does not have", () => {
  const all = [...tested.values()].flatMap((rows) => [...rows]);
  expect(all.filter((row) => row < 1 || row > ROWS)).toEqual([]);
});
