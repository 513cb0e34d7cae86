import { expect, it } from "vitest";
import { csvCell, csvColumns, csvDownload, csvLines } from "./csv";

it.each([
  ["Pat's Pies", "Pat's Pies"],
  ["-50.00", "-50.00"],
  ["-10.00", "-10.00"],
  ["1250", "1250"],
  ["-1,250.00", '"-1,250.00"'],
  ["-10.00+cmd", "'-10.00+cmd"],
  ["-10.00\n=1", '"\'-10.00\n=1"'],
  ["--1", "'--1"],
  ["-", "'-"],
  ['=HYPERLINK("https://evil.example")', `"'=HYPERLINK(""https://evil.example"")"`],
  ["+1", "'+1"],
  ["+1 (555) 010-0100", "'+1 (555) 010-0100"],
  ["+10.00", "'+10.00"],
  ["-1+1", "'-1+1"],
  ["@SUM(A1)", "'@SUM(A1)"],
  ["\t=1", "'\t=1"],
  ["\r=1", '"\'\r=1"'],
  ["one\ntwo", '"one\ntwo"'],
  ["", ""],
])("writes %j as %j, which no spreadsheet runs", (text, cell) => {
  expect(csvLines([[text, "x"]])).toBe(`${cell},x\r\n`);
});

it("writes numbers as they are and an absent value as an empty cell", () => {
  expect([-3, 0, null, undefined].map(csvCell)).toEqual(["-3", "0", "", ""]);
});

const FORMAT = csvColumns<{ name: string; amount: string }>({
  Name: ({ name }) => name,
  Amount: ({ amount }) => amount,
});

it("sends a file batch by batch, and reads no batch before the browser has taken the one before", async () => {
  let read = 0;
  async function* batches() {
    for (const name of ["Art", "=Bo", "Cy"]) {
      read++;
      yield [{ name, amount: "-10.00" }];
    }
  }
  const response = csvDownload("loans.csv", FORMAT, batches());
  expect(response.headers.get("Content-Disposition")).toBe('attachment; filename="loans.csv"');
  const reader = response.body!.getReader();
  const next = async () => new TextDecoder("utf-8", { ignoreBOM: true }).decode((await reader.read()).value);
  expect(await next()).toBe("\uFEFFName,Amount\r\n");
  expect(await next()).toBe("Art,-10.00\r\n");
  expect(read).toBeLessThan(3);
  expect(await next()).toBe("'=Bo,-10.00\r\n");
  expect(await next()).toBe("Cy,-10.00\r\n");
  expect((await reader.read()).done).toBe(true);
});

it("stops reading when the browser goes away", async () => {
  let isClosed = false;
  async function* batches() {
    try {
      for (;;) yield [{ name: "Art", amount: "1.00" }];
    } finally {
      isClosed = true;
    }
  }
  const reader = csvDownload("loans.csv", FORMAT, batches()).body!.getReader();
  await reader.read();
  await reader.read();
  await reader.cancel();
  expect(isClosed).toBe(true);
});
