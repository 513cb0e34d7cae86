import { redirect } from "next/navigation";
import { expect, it } from "vitest";
import { isFor, isSecret, leadsToSignIn } from "./unsent-rules";

it.each([
  "password",
  "accountNumber",
  "account-number",
  "taxId",
  "taxIdLast4",
  "ssn",
  "ein",
  "registrationNumber",
  "birthDate",
])("keeps nothing of %s", (name) => expect(isSecret({ name, type: "text" })).toBe(true));

it("keeps nothing of a password by whatever name", () => {
  expect(isSecret({ name: "again", type: "password" })).toBe(true);
  expect(isSecret({ name: "again", type: "text", autocomplete: "new-password" })).toBe(true);
});

it.each([
  "amount",
  "kind",
  "holderName",
  "routingNumber",
  "accountType",
  "reason",
  "monthlyIncome",
  "externalAccountId",
])("keeps %s", (name) => expect(isSecret({ name, type: "text", autocomplete: "off" })).toBe(false));

it("gives a form back to the same person, on the same page, within two hours", () => {
  const here = { person: "usr_1", page: "/borrower/loans/loan_1/repay", form: "Choose a payment" };
  const unsent = { ...here, keptAt: 1_000, answers: [], secrets: [] };
  expect(isFor(unsent, here, 2_000)).toBe(true);
  expect(isFor(unsent, here, 1_000 + 2 * 3_600_000)).toBe(false);
  for (const other of [{ person: "usr_2" }, { page: "/borrower" }, { form: "Withdraw" }])
    expect(isFor(unsent, { ...here, ...other }, 2_000)).toBe(false);
});

it("recognizes a redirect to the sign-in page among other endings", () => {
  const endingOf = (work: () => void) => {
    try {
      work();
    } catch (error) {
      return leadsToSignIn(error);
    }
  };
  expect(endingOf(() => redirect("/sign-in?next=%2Fborrower"))).toBe(true);
  expect(endingOf(() => redirect("/sign-in"))).toBe(true);
  expect(endingOf(() => redirect("/sign-in-elsewhere"))).toBe(false);
  expect(endingOf(() => redirect("/borrower?next=/sign-in"))).toBe(false);
  expect(leadsToSignIn(new Error("NEXT_REDIRECT"))).toBe(false);
});
