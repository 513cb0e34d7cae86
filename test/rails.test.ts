// A rail is named in lib/payments/rails.ts and nowhere else, so that another one is added there. Reads the syntax of every file
// of the product; words inside a longer text are not names.
import { readdirSync, readFileSync } from "node:fs";
import ts from "typescript";
import { expect, it } from "vitest";
import { RAIL_CODES } from "@/lib/payments/rails";

const TABLE = "lib/payments/rails.ts";
/** Files that are about one rail, and why. */
const EXCEPTIONS: Readonly<Record<string, string>> = {
  "lib/payments/sandbox-controls.ts": "simulates an incoming wire, and nothing else",
};

const names: ReadonlySet<string> = new Set(RAIL_CODES);

/** Each rail that the code names: "ACH" as a text or a type, RAILS.ACH, or ACH as a key. */
function railsNamed(path: string, code: string): string[] {
  if (!RAIL_CODES.some((name) => code.includes(name))) return [];
  const found: string[] = [];
  const visit = (node: ts.Node): void => {
    const text = ts.isStringLiteralLike(node) || ts.isIdentifier(node) ? node.text : null;
    if (text !== null && names.has(text)) found.push(text);
    node.forEachChild(visit);
  };
  visit(ts.createSourceFile(path, code, ts.ScriptTarget.Latest));
  return found;
}

const files = ["lib", "app", "components"]
  .flatMap((folder) => readdirSync(folder, { recursive: true }).map((name) => `${folder}/${String(name)}`))
  .filter((path) => /\.tsx?$/.test(path) && !/\.test\.tsx?$/.test(path));

it.each([
  ["a comparison", `if (order.rail === "ACH") collect();`],
  ["a type", `type Deposit = { rail: "ACH" | "WIRE" };`],
  ["a key", `const NAMES = { RTP: "real-time payment" };`],
  ["a property", `const wire = RAILS.WIRE;`],
  ["a switch", "switch (rail) { case `RTP`: break; }"],
])("finds a rail in %s", (_, code) => {
  expect(railsNamed("planted.ts", code)).not.toEqual([]);
});

it("takes a sentence about a rail for a sentence", () => {
  expect(
    railsNamed("planted.tsx", `const a = <p title="Paid by ACH.">By ACH, wire, or RTP</p>; // "ACH"`),
  ).toEqual([]);
});

it("only the table of rails names one", () => {
  expect(files.length).toBeGreaterThan(500);
  const naming = files.filter((path) => railsNamed(path, readFileSync(path, "utf8")).length > 0);
  expect(naming.toSorted()).toEqual([...Object.keys(EXCEPTIONS), TABLE].toSorted());
});
