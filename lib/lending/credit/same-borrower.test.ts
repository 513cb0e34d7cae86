import { expect, it } from "vitest";
import { isSame } from "./same-borrower";

const art = { taxIdLast4: "0690", taxIdHash: "a", legalName: "Art Vandelay" };

it("the same tax id is the same borrower, under whatever name", () => {
  expect(isSame(art, { ...art, legalName: "A. Vandelay" })).toBe(true);
});

it("another tax id is another borrower, though digits and name are the same", () => {
  expect(isSame(art, { ...art, taxIdHash: "b" })).toBe(false);
});

it("where only the last four digits are known, the legal name decides", () => {
  const old = { ...art, taxIdHash: null };
  for (const [one, other] of [
    [art, old],
    [old, art],
    [old, old],
  ] as const) {
    expect(isSame(one, { ...other, legalName: "ART  VANDELAY" })).toBe(true);
    expect(isSame(one, { ...other, legalName: "Bea Vandelay" })).toBe(false);
    expect(isSame(one, { ...other, taxIdLast4: "0691" })).toBe(one === art && other === art);
  }
  expect(isSame({ ...old, taxIdLast4: null }, { ...old, taxIdLast4: null })).toBe(false);
});
