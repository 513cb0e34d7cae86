// The commands as a person runs them: exit status, standard output, files.
import { spawnSync } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";

let folder: string;
beforeAll(() => {
  folder = mkdtempSync(path.join(tmpdir(), "bank-"));
});
afterAll(() => rmSync(folder, { recursive: true }));

function bank(args: string[], input: string | Uint8Array = "") {
  const { status, stdout } = spawnSync(process.execPath, ["--import", "tsx", "scripts/bank.ts", ...args], {
    input,
  });
  return { status, answer: JSON.parse(stdout.toString()) as unknown };
}

function saved(name: string, value: unknown): string {
  const file = path.join(folder, name);
  writeFileSync(file, JSON.stringify(value));
  return file;
}

const CSV = "Date,Reference,Amount\n03/05/2026,ML4K7Q2X9B,($466.67)\n";
const MAP = {
  delimiter: ",",
  headerRow: 1,
  account: "0123456789",
  currency: "USD",
  dateFormat: "MM/DD/YYYY",
  columns: { postedOn: "Date", reference: "Reference", amount: "Amount" },
};
const STATEMENTS = {
  accounts: [
    {
      ...{ account: "0123456789", currency: "USD", from: null, to: null, opening: null, closing: null },
      lines: [
        {
          ...{ postedOn: "2026-03-05", valueOn: null, amount: "-466.67", currency: "USD", typeCode: null },
          ...{ reference: "ML4K7Q2X9B", bankReference: null, description: null, counterparty: null },
          ...{ pending: false, reversal: false },
        },
      ],
    },
  ],
};

test("parse prints the statements of a file, and match the orders of its lines", () => {
  const parsed = bank(["parse", "--format", "csv", "--map", saved("map.json", MAP)], CSV);
  expect(parsed).toEqual({ status: 0, answer: STATEMENTS });
  const orders = [{ id: "po_1", amount: "-466.67", on: "2026-03-05", reference: "ML4K7Q2X9B" }];
  const files = ["--lines", saved("lines.json", parsed.answer), "--orders", saved("orders.json", orders)];
  expect(bank(["match", ...files])).toEqual({
    status: 0,
    answer: {
      matches: [
        {
          ...{ lineId: "1:1", rule: "reference", score: 98 },
          targets: [{ id: "po_1", kind: "ORDER", amount: "-466.67" }],
        },
      ],
      ...{ suggestions: [], openLines: [], openTargets: [] },
    },
  });
});

test("a refused file prints one error with its place and exits with 1", () => {
  expect(bank(["parse", "--format", "bai2"], "01,A,B,260305,0600,1,,,2/\n")).toEqual({
    status: 1,
    answer: {
      error: {
        code: "cut",
        record: 1,
        message:
          "Record 1: the file ends without the file trailer (99). Get the complete file from the bank.",
      },
    },
  });
  expect(bank(["parse", "--format", "mt940"], ":25:1\n")).toMatchObject({
    status: 1,
    answer: { error: { line: 1 } },
  });
});

test.each([
  ["an unknown command", ["read"], "unknown-command"],
  ["CSV without a map", ["parse", "--format", "csv"], "usage"],
  ["a match without files", ["match"], "usage"],
])("%s is a usage error", (_, args, code) => {
  expect(bank(args)).toMatchObject({ status: 1, answer: { error: { code } } });
});
