import { expect, it } from "vitest";
import {
  nearestDay,
  quoted,
  readAmount,
  readCompactDate,
  readIsoDay,
  readMinorUnits,
  readReference,
  tidy,
  written,
} from "./fields";
import { BankFileError } from "./statement";

const at = { line: 1 };

it.each([
  ["-12,5", { currency: "USD", separator: ",", signed: true }, -1250n],
  ["1234.560", { currency: "USD", separator: ".", signed: false }, 123456n],
  ["+.5", { currency: "USD", separator: ".", signed: true }, 50n],
  ["5.", { currency: "JPY", separator: ".", signed: false }, 5n],
  ["1,234", { currency: "KWD", separator: ",", signed: false }, 1234n],
] as const)("reads %s as minor units", (text, shape, minor) =>
  expect(readAmount(text, shape, at)).toBe(minor),
);

it.each(["", ".", "-", "1.2.3", "1,2", "1e3", "٣", "0x10", "1 000", "NaN"])(
  "refuses %j as an amount",
  (text) => {
    const shape = { currency: "USD", separator: ".", signed: true } as const;
    expect(() => readAmount(text, shape, at)).toThrow(BankFileError);
  },
);

it("reads implied decimals, dates and texts as formats write them", () => {
  expect(readMinorUnits("-4500", { signed: true }, { record: 3 })).toBe(-4500n);
  expect(written(-1234n, "USD")).toBe("-12.34");
  expect(readCompactDate("260305", at)).toBe("2026-03-05");
  expect(readCompactDate("991231", at)).toBe("1999-12-31");
  expect(readIsoDay("2026-03-05T23:30:00-08:00", at)).toBe("2026-03-05");
  expect(nearestDay("0102", "2025-12-31", at)).toBe("2026-01-02");
  expect(tidy(" ACME \n CORP ")).toBe("ACME CORP");
  expect(readReference("NONREF")).toBeNull();
  expect(quoted(`a\u0007${"b".repeat(60)}`)).toBe(`"a ${"b".repeat(38)}…"`);
});
