import { strFromU8, unzipSync } from "fflate";
import { expect, it } from "vitest";
import { xlsxFile } from "./xlsx";

const COLUMNS = [
  { header: "Name", as: "text" },
  { header: "Loans", as: "count" },
  { header: "Amount", as: "money" },
] as const;

async function sheetOf(rows: (string | number | null)[][]) {
  const files = unzipSync(await xlsxFile("Report", COLUMNS, rows));
  const text = (name: string) => strFromU8(files[name] ?? new Uint8Array());
  return { sheet: text("xl/worksheets/sheet1.xml"), strings: text("xl/sharedStrings.xml") };
}

it("writes amounts as numbers, and what looks like a formula as text", async () => {
  const { sheet, strings } = await sheetOf([
    ["=1+1", 3, "466.67"],
    ["@SUM(A1)", 0, "-0.01"],
    ["ok", null, null],
  ]);
  expect(sheet).not.toContain("<f");
  expect(sheet).toMatch(/<v>466\.67<\/v>/);
  expect(sheet).toMatch(/<v>-0\.01<\/v>/);
  expect(strings + sheet).toContain("=1+1");
  expect(sheet).not.toMatch(/<v>=1\+1<\/v>/);
});

it("keeps an amount that a spreadsheet would round as text", async () => {
  const { sheet, strings } = await sheetOf([["x", 1, "12345678901234567.89"]]);
  expect(sheet).not.toContain("<v>12345678901234567");
  expect(strings + sheet).toContain("12345678901234567.89");
});
