import { expect, it } from "vitest";
import { complaintAbout, requireUncommonPassword } from "./password-rules";

const PAT = { email: "pat.doe@example.com", name: "Quintessa Doe" };
const of = (password: string) => complaintAbout(password, PAT);

it.each(["1234567890", "qwertyuiop", "basketball", "BASKETBALL", "1q2w3e4r5t"])(
  "refuses %s, which is on the list of leaked passwords",
  (password) => expect(of(password)).toMatch(/common and leaked/),
);

it.each(["Password2024!", "!!sunshine99", "aaaaaaaaaaaa", "abcabcabcabc", "１２３４５６７８９０"])(
  "refuses %s, which is a common one with signs around it, a repetition, or the same in other letters",
  (password) => expect(of(password)).toMatch(/common and leaked/),
);

it("refuses the person's own name and address, and ours", () => {
  expect(of("Quintessa1990")).toMatch(/your name/);
  expect(of("pat.doe-2026")).toMatch(/your name/);
  expect(of("modern-lending-9")).toMatch(/our name/);
});

it.each(["a long password", "a short phrase works", "sandbox-password", "quintessa likes long walks in May"])(
  "takes %s",
  (password) => expect(of(password)).toBeNull(),
);

it("says so beside the field", () => {
  expect(() => requireUncommonPassword("password1234", PAT)).toThrowError(
    expect.objectContaining({ code: "invalid", field: "password" }),
  );
});
