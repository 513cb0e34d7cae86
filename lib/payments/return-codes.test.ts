import type ModernTreasury from "modern-treasury";
import { expect, it, test } from "vitest";
import {
  describeReturn,
  RETRYABLE_CODES,
  RETURN_CODES,
  UNKNOWN_RETURN,
  type ReturnCode,
} from "./return-codes";

const where = (is: (row: ReturnCode) => boolean) =>
  Object.keys(RETURN_CODES).filter((code) => is(RETURN_CODES[code]!));
const range = (letter: string, ...ranges: [number, number][]) =>
  ranges.flatMap(([from, to]) =>
    Array.from({ length: to - from + 1 }, (_, at) => `${letter}${String(from + at).padStart(2, "0")}`),
  );

// What the provider's own types list; a code that they add makes this object incomplete and the build fail.
type Listed = Extract<NonNullable<ModernTreasury.ReturnObject["code"]>, `R${string}` | `C${string}`>;
const LISTED = Object.fromEntries(
  [
    ...range("R", [1, 47], [50, 53], [61, 62], [67, 77], [80, 85]),
    ...["C01", "C02", "C03", "C05", "C06", "C07", "C08", "C09", "C13", "C14"],
  ].map((code) => [code, true]),
) as Record<Listed, true>;

test("every return code that exists and every notification of change is in the table", () => {
  expect(Object.keys(RETURN_CODES)).toEqual([
    ...range("R", [1, 47], [50, 53], [61, 62], [67, 77], [80, 85]),
    ...range("C", [1, 14]),
  ]);
  for (const code of Object.keys(LISTED)) expect(RETURN_CODES[code], code).toBeDefined();
});

test("each row says what happened, what to do, and notifies somebody", () => {
  for (const [code, row] of Object.entries(RETURN_CODES)) {
    expect(row.title, code).not.toBe("");
    expect(row.words, code).toMatch(/^[A-Z].*\.$/);
    if (row.notifies.includes("payer")) expect(row.remedy, code).toMatch(/^[A-Z].*\.$/);
    expect(row.notifies.length, code).toBeGreaterThan(0);
    expect(row.notifies.includes("payer") || !row.returnsMoney, `${code}: whose money came back`).toBe(true);
  }
});

it("lets only payments that lacked money be sent again", () => {
  expect(RETRYABLE_CODES).toEqual(["R01", "R09"]);
});

it("takes an account out of use for the codes that say so", () => {
  expect(where((row) => row.disablesAccount)).toEqual(
    "R02 R03 R04 R05 R07 R10 R12 R13 R14 R15 R16 R20 R28 R29 R51".split(" "),
  );
});

it("stops autopay when the account is unusable, a payment was stopped or authorization is in doubt", () => {
  for (const code of where((row) => row.disablesAccount)) expect(RETURN_CODES[code]!.stopsAutopay).toBe(true);
  expect(where((row) => row.stopsAutopay && !row.disablesAccount)).toEqual(
    "R08 R11 R17 R31 R34 R38 R52".split(" "),
  );
});

it("counts return rates as Nacha does", () => {
  expect(where(({ category }) => category === "unauthorized")).toEqual("R05 R07 R10 R11 R29 R51".split(" "));
  expect(where(({ category }) => category === "administrative")).toEqual(["R02", "R03", "R04"]);
});

it("gives sixty days to whatever a consumer may dispute, two banking days to a company", () => {
  expect(where((row) => row.window === "60 calendar days")).toEqual(
    "R05 R07 R10 R11 R33 R37 R38 R51 R52 R53".split(" "),
  );
  expect(RETURN_CODES.R29!.window).toBe("2 banking days");
  expect(RETURN_CODES.R23!.window).toBe("other");
});

it("knows a notification of change from a return: no money goes back, and nothing is disabled", () => {
  expect(where((row) => !row.returnsMoney)).toEqual(range("C", [1, 14]));
  for (const code of range("C", [1, 14]))
    expect(RETURN_CODES[code]).toMatchObject({
      retryable: false,
      disablesAccount: false,
      stopsAutopay: false,
    });
});

it("notifies staff of everything but a lack of money and a wrong account", () => {
  expect(where((row) => !row.notifies.includes("staff"))).toEqual("R01 R02 R03 R04 R09".split(" "));
});

it("says an unknown code in general words, sends nothing again and notifies staff", () => {
  for (const code of ["R99", "R48", "", null, undefined, "constructor"]) {
    expect(describeReturn(code)).toBe(UNKNOWN_RETURN);
    expect(describeReturn(code)).toMatchObject({
      disablesAccount: false,
      stopsAutopay: false,
      retryable: false,
      returnsMoney: true,
      notifies: ["payer", "staff"],
    });
  }
  expect(describeReturn(" r01 ")).toBe(RETURN_CODES.R01);
  expect(describeReturn("C61"), "a refused notification of change").toMatchObject({
    returnsMoney: false,
    notifies: ["staff"],
  });
});
