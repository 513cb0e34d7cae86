import { expect, it } from "vitest";
import type { Choice } from "@/lib/writeback/books/choices";
import { describeChoice, fits, isUnmatched, unmatched } from "./choice-words";

const checking: Choice = {
  id: "1",
  name: "Business Checking",
  code: "090",
  type: "Bank",
  currency: "USD",
  detail: null,
  isSelectable: true,
  reason: null,
};

it("describes a record by what the books say of it, and leaves out what they do not", () => {
  expect(describeChoice(checking)).toBe("090 · Bank · USD");
  expect(describeChoice({ ...checking, code: null, type: null })).toBe("USD");
});

it.each([
  ["", true],
  ["busi", true],
  ["CHECK busi", true],
  ["090", true],
  ["usd business", true],
  ["savings", false],
  ["business eur", false],
])("codat row 10: a search finds it by any of its words, name or code: %s", (typed, isFound) => {
  expect(fits(checking, typed)).toBe(isFound);
});

it("never sends a typed text as the id of a record, nor as nothing", () => {
  expect(isUnmatched(unmatched("1"))).toBe(true);
  expect(unmatched("1")).not.toBe(checking.id);
  expect(unmatched("  ")).toBe("");
  expect(isUnmatched("")).toBe(false);
});
