import { describe, expect, test } from "vitest";
import { isDate, plusDays } from "./clock";
import { Digits, parseJson, plain, writeJson } from "./json";
import { toCents, toDigits } from "./money";
import { parseQuery } from "./query-language";

describe("JSON", () => {
  test("keeps the digits of a number, and writes them as they were", () => {
    const text = '{"a":66.67,"b":[1e3,-0.10],"c":"x\\n","d":{"e":null,"f":true},"g":{},"h":[]}';
    expect(writeJson(parseJson(text))).toBe(text);
    expect(plain(parseJson(' { "a" : 1.50 } '))).toEqual({ a: 1.5 });
    expect(writeJson({ a: undefined, b: toDigits(5n) })).toBe('{"b":0.05}');
  });

  test.each([
    "",
    "{",
    '{"a":1,}',
    '{"a":1 "b":2}',
    "[1,]",
    "01",
    "1.",
    ".5",
    "+1",
    "NaN",
    "'a'",
    '"a',
    "{} {}",
    '{"a":1,"a":2}',
    "[".repeat(80),
  ])("refuses %s", (text) => expect(() => parseJson(text)).toThrow(SyntaxError));
});

describe("money", () => {
  test.each([
    ["66.67", 6667n],
    ["1000", 100_000n],
    ["-0.1", -10n],
    ["5.500", 550n],
    ["0", 0n],
  ])("%s is %s cents", (text, cents) => expect(toCents(new Digits(text))).toBe(cents));
  test.each(["1.005", "1e3", "1234567890123456"])("%s is no amount", (text) =>
    expect(toCents(new Digits(text))).toBeNull(),
  );
  test.each([
    [-5n, "-0.05"],
    [6667n, "66.67"],
    [100_000n, "1000.00"],
  ])("%s cents are written %s", (cents, text) => expect(toDigits(cents).text).toBe(text));
});

test("days exist or not, and are counted over months", () => {
  for (const day of ["2026-02-29", "2026-13-01", "2026-1-1", "2026-05-01T00:00:00", ""])
    expect(isDate(day)).toBe(false);
  expect(isDate("2028-02-29")).toBe(true);
  expect(plusDays("2026-03-01", -1)).toBe("2026-02-28");
});

describe("the query language", () => {
  const row = {
    name: "Bank Charges",
    code: "100",
    amount: 12.5,
    metadata: { isDeleted: false },
    missing: null,
  };
  test.each([
    ["name=bank charges", true],
    ["name~Charge", true],
    ["name!=Other", true],
    ["amount>12 && amount<=12.5", true],
    ["amount>13", false],
    ["metadata.isDeleted!=true", true],
    ["missing=x", false],
    ["missing!=x", true],
    ["nothing=x", false],
    ["name=x || {code=100 && amount<13}", true],
    ["{name=x || code=100} && amount>13", false],
  ])("%s", (query, expected) => expect(parseQuery(query)(row)).toBe(expected));
  test.each(["name", "=x", "{name=x", "name=x &&", "&& name=x", "name=x }"])("cannot read %s", (query) =>
    expect(() => parseQuery(query)).toThrow("query"),
  );
  test("cannot compare what is not a value", () => {
    expect(() => parseQuery("metadata=x")(row)).toThrow("metadata");
  });
});
