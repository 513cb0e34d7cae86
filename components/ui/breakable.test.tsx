import { renderToStaticMarkup } from "react-dom/server";
import { expect, it } from "vitest";
import { Breakable, breakableParts } from "./breakable";

const CODE = "borrower:brw_8f3k2m9xq4w7t2:loan:loan_8f3k2m9xq4w7t2:principal";

it.each([
  ["art.miller@example.com", ["art.", "miller@", "example.", "com"]],
  ["cash", ["cash"]],
  ["settle-disbursement:po_1", ["settle-", "disbursement:", "po_", "1"]],
  ["", [""]],
])("splits %s after its separators only", (text, parts) => expect(breakableParts(text)).toEqual(parts));

it("splits a hash into groups of sixteen", () => {
  expect(breakableParts("ab".repeat(32)).map((part) => part.length)).toEqual([16, 16, 16, 16]);
});

it("loses no character of an account code", () => {
  expect(breakableParts(CODE).join("")).toBe(CODE);
  expect(renderToStaticMarkup(<Breakable text={CODE} />).replaceAll("<wbr/>", "")).toBe(CODE);
});
