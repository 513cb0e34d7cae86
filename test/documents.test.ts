// What the documents name exists: links, files, npm scripts, folders. And the workflow of continuous integration runs what
// `npm test` runs.
import { existsSync, readdirSync, readFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { describe, expect, it, test } from "vitest";

const SKIPPED = /^(node_modules|\.next[^/]*|\.data|\.tour|\.git|test-results|playwright-report)$/;
const TOP_FOLDERS = readdirSync(".", { withFileTypes: true })
  .filter((entry) => entry.isDirectory() && !SKIPPED.test(entry.name))
  .map(({ name }) => name);
const documents = [
  ...readdirSync("."),
  ...TOP_FOLDERS.flatMap((folder) =>
    readdirSync(folder, { recursive: true }).map((name) => join(folder, String(name))),
  ),
].filter((path) => path.endsWith(".md"));
const { scripts } = JSON.parse(readFileSync("package.json", "utf8")) as { scripts: Record<string, string> };

const read = (path: string) => readFileSync(path, "utf8");
const withoutBlocks = (text: string) => text.replace(/^```[\s\S]*?^```$/gm, "");

/** As GitHub makes them: "Changing secrets" → "changing-secrets". */
function anchorsOf(text: string): string[] {
  return [...withoutBlocks(text).matchAll(/^#+ (.+)$/gm)].map(([, title]) =>
    title!
      .toLowerCase()
      .replace(/[^\p{L}\p{N} _-]/gu, "")
      .replaceAll(" ", "-"),
  );
}

/** What a document links to and is not there. */
function brokenLinks(path: string, text: string): string[] {
  return [...withoutBlocks(text).matchAll(/\]\(([^)\s]+)\)/g)]
    .map(([, target]) => target!)
    .filter((target) => !/^(https?|mailto):/.test(target))
    .filter((target) => {
      const [file = "", anchor] = target.split("#");
      const found = file === "" ? path : join(dirname(path), decodeURIComponent(file));
      if (!existsSync(found)) return true;
      return anchor !== undefined && !anchorsOf(read(found)).includes(anchor);
    });
}

/** Paths in code marks that begin with a folder of this project and are not there; patterns and placeholders do not count. */
function missingFiles(text: string): string[] {
  return [...withoutBlocks(text).matchAll(/`([^`\s]+)`/g)]
    .map(([, code]) => code!)
    .filter((code) => TOP_FOLDERS.some((folder) => code.startsWith(`${folder}/`)))
    .filter((code) => !/[<>*…{}]/.test(code) && !existsSync(code) && !existsSync(`${code}.ts`));
}

function missingScripts(text: string): string[] {
  return [...text.matchAll(/npm run (?:--silent )?([a-z][\w:-]*)/g)]
    .map(([, name]) => name!)
    .filter((name) => !(name in scripts));
}

describe.each(documents)("%s", (path) => {
  it("links to what exists", () => expect(brokenLinks(path, read(path))).toEqual([]));
  it("names files that exist", () => expect(missingFiles(read(path))).toEqual([]));
  it("names npm scripts that exist", () => expect(missingScripts(read(path))).toEqual([]));
});

test("a broken link, a missing file and a missing script are found", () => {
  expect(brokenLinks("README.md", "[a](docs/nothing.md) [b](README.md#nothing) [c](README.md)")).toEqual([
    "docs/nothing.md",
    "README.md#nothing",
  ]);
  expect(missingFiles("`lib/nothing.ts` `lib/db.ts` `lib/<folder>/x.ts`")).toEqual(["lib/nothing.ts"]);
  expect(missingScripts("`npm run nothing` and `npm run check`")).toEqual(["nothing"]);
});

test("docs/architecture.md names every folder of lib/ and every room", () => {
  const text = read("docs/architecture.md");
  const foldersIn = (path: string) =>
    readdirSync(path, { withFileTypes: true }).flatMap((entry) => (entry.isDirectory() ? [entry.name] : []));
  const names = ["lib", "lib/lending", "lib/writeback", "sandbox/accounting"].flatMap(foldersIn);
  expect(names.filter((name) => !new RegExp(`(^|[\\s\`])${name}([\\s\`]|$)`, "m").test(text))).toEqual([]);
});

test("every decision follows the template", () => {
  const folder = "docs/decisions";
  const files = readdirSync(folder).toSorted();
  for (const [number, file] of files.entries()) {
    const form = new RegExp(
      `^# ${String(number).padStart(4, "0")} .+\\n\\n- Status: .+\\n- Date: \\d{4}-\\d\\d-\\d\\d\\n\\n` +
        "## Context\\n\\n[\\s\\S]+\\n## Decision\\n\\n[\\s\\S]+\\n## Consequences\\n\\n[\\s\\S]+$",
    );
    expect(read(join(folder, file)), file).toMatch(form);
    expect(file.slice(0, 4)).toBe(String(number).padStart(4, "0"));
  }
});

test("the workflow of continuous integration runs the stages of npm test, each once", () => {
  const stages = scripts.test!.replace("node scripts/run-all.js ", "").split(/[ ,]/);
  const run = [...read(".github/workflows/ci.yml").matchAll(/- run: npm run (\S+)$/gm)].map(
    ([, name]) => name,
  );
  expect(run.toSorted()).toEqual(stages.toSorted());
});

test("the Node version of .nvmrc is one that package.json allows", () => {
  const { engines } = JSON.parse(read("package.json")) as { engines: { node: string } };
  const [, least] = /^>=(\d+)\./.exec(engines.node)!;
  expect(Number(read(".nvmrc"))).toBeGreaterThanOrEqual(Number(least));
});
