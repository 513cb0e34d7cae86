import { expect, it } from "vitest";
import type { FormField } from "./create-form";
import { fieldNamed, openFailure, refill } from "./creation-refusal";

const field = (name: string, label: string, value = ""): FormField => ({
  ...{ name, label, value, help: null, isRequired: false, maxLength: null, pattern: null, options: null },
  error: null,
});
const account = [
  field("name", "Name", "Loan interest and fees"),
  field("nominalCode", "Code"),
  field("description", "Description"),
];
const supplier = [field("supplierName", "Name", "Modern Lending"), field("contactName", "Contact name")];

it("finds the field a platform speaks of, by its name or by ours, and none where it names none", () => {
  expect(fieldNamed("NominalCode is already in use.", account)).toBe("nominalCode");
  expect(fieldNamed("Account.NominalCode: must be unique", account)).toBe("nominalCode");
  expect(fieldNamed("Please enter a unique Code.", account)).toBe("nominalCode");
  expect(fieldNamed("Please enter a unique Name.", account)).toBe("name");
  expect(fieldNamed("The contact name is too long.", supplier)).toBe("contactName");
  expect(fieldNamed("The username has expired.", account)).toBeUndefined();
  expect(fieldNamed("The period is locked.", account)).toBeUndefined();
});

it("gives back what was typed, also what was left empty, with each reason beside its field", () => {
  const request = JSON.stringify({ type: "Expense", name: "Interest", nominalCode: "7901" });
  const validation = [
    { field: "NominalCode", message: "It is already in use." },
    { field: "", message: "The name is too short." },
    { field: "", message: "The period is locked." },
  ];
  const filled = refill(account, { request, error: null, validation });
  expect(filled.map(({ name, value, error }) => [name, value, error])).toEqual([
    ["name", "Interest", "The name is too short."],
    ["nominalCode", "7901", "It is already in use."],
    ["description", "", null],
  ]);
  expect(refill(account, { request, error: "NominalCode is in use.", validation: [] })[1]!.error).toBe(
    "NominalCode is in use.",
  );
});

it("keeps a failure open until something else was made or chosen", () => {
  const failed = { state: "FAILED", mappingVersion: 3 };
  const now = { version: 3, isChosen: true };
  expect(openFailure([failed], now)).toBe(failed);
  expect(openFailure([failed], { ...now, version: 4 })).toBeNull();
  expect(openFailure([failed], { version: 4, isChosen: false })).toBe(failed);
  expect(openFailure([{ ...failed, state: "SUCCESS" }, failed], now)).toBeNull();
  expect(openFailure([], now)).toBeNull();
});
