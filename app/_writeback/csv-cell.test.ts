import { expect, it } from "vitest";
import { csvCell } from "./csv-cell";

it.each([
  ["Pat's Pies", "Pat's Pies"],
  ["-50.00", "-50.00"],
  ["-1,250.00", '"-1,250.00"'],
  ['=HYPERLINK("https://evil.example")', `"'=HYPERLINK(""https://evil.example"")"`],
  ["+1", "'+1"],
  ["-1+1", "'-1+1"],
  ["@SUM(A1)", "'@SUM(A1)"],
  ["\t=1", "'\t=1"],
  ["one\ntwo", '"one\ntwo"'],
  ["", ""],
])("writes %j as %j, which no spreadsheet runs", (text, cell) => expect(csvCell(text)).toBe(cell));
