import { expect, test } from "vitest";
import { pendingWords } from "./pending-words";

test("says what is pending and that the amount counts on it, and nothing when nothing is", () => {
  expect(pendingWords("466.67")).toBe("$466.67 is pending. This amount assumes that it clears.");
  expect(pendingWords("1466.67", "These amounts assume")).toBe(
    "$1,466.67 is pending. These amounts assume that it clears.",
  );
  expect(pendingWords("0.00")).toBe("");
});
