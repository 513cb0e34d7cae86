import { expect, test } from "vitest";
import { entryDescription } from "./entry-description";

test("an ACH entry says what it is in at most ten characters", () => {
  const kinds = ["REPAYMENT", "DISBURSEMENT", "DEPOSIT", "PAYOUT", "WITHDRAWAL"] as const;
  const words = kinds.map((kind) => entryDescription({ kind, attempt: 1 }));
  expect(words).toEqual(["LOAN PYMT", "LOAN FUND", "DEPOSIT", "PAYOUT", "WITHDRAWAL"]);
  for (const each of words) expect(each.length).toBeLessThanOrEqual(10);
});

test("a debit that is presented again says so, the second time and the third", () => {
  for (const attempt of [2, 3]) expect(entryDescription({ kind: "REPAYMENT", attempt })).toBe("RETRY PYMT");
});
