import { expect, it } from "vitest";
import { moveInput } from "./move-input";

it("takes a date that the form offered and ignores the other field", () => {
  expect(moveInput.parse({ target: "2027-02-01", toDate: "" })).toEqual({ toDate: "2027-02-01" });
});

it('takes the typed date for "other"', () => {
  expect(moveInput.parse({ target: "other", toDate: "2027-05-31" })).toEqual({ toDate: "2027-05-31" });
});

it.each([undefined, "", "2027-02-29", "tomorrow"])("asks for a valid date instead of %s", (toDate) => {
  const parsed = moveInput.safeParse({ target: "other", toDate });
  expect(parsed.error?.issues).toMatchObject([
    { path: ["toDate"], message: expect.stringContaining("date") },
  ]);
});

it.each([{}, { target: "a month" }, { target: "2027-02-01", days: "3" }])("refuses %j", (fields) => {
  expect(moveInput.safeParse(fields).success).toBe(false);
});
