import { expect, it } from "vitest";
import { z } from "zod";
import { addRoleInput, registrationInput, signInInput } from "./schemas";

const investor = {
  ...{ as: "INVESTOR", name: "Brittany", email: "brittany@example.com", password: "ten letters" },
  consent: "on",
};
const business = {
  ...investor,
  as: "BORROWER",
  kind: "BUSINESS",
  legalName: "Art Supplies LLC",
  registrationNumber: "12-3456789",
};

function errors(schema: z.ZodType, form: unknown) {
  const parsed = schema.safeParse(form);
  return parsed.success ? {} : (z.flattenError(parsed.error).fieldErrors as Record<string, string[]>);
}

it("accepts an investor whose hidden borrower fields are empty", () => {
  const parsed = registrationInput.parse({
    ...investor,
    kind: "PERSON",
    legalName: "",
    registrationNumber: "",
  });
  expect(parsed).toMatchObject({ as: "INVESTOR", email: "brittany@example.com" });
});

it("writes email addresses in lower case and trims names", () => {
  expect(
    registrationInput.parse({ ...investor, email: " Brittany@Example.COM ", name: "  Brittany " }),
  ).toMatchObject({
    email: "brittany@example.com",
    name: "Brittany",
  });
});

it("asks a business for its legal name and number, whatever else is wrong", () => {
  expect(
    errors(registrationInput, { ...business, legalName: " ", registrationNumber: "", password: "short" }),
  ).toEqual({
    password: ["Use at least 10 characters."],
    legalName: ["Enter the legal name of the business."],
    registrationNumber: [expect.stringContaining("EIN")],
  });
  expect(errors(registrationInput, business)).toEqual({});
});

it.each(["12-345678", "1-23456789", "12 3456789", "AB-1234567", "123-45-6789", "00-0000000", "12-34567890"])(
  "takes no EIN of another form than two and seven digits: %s",
  (registrationNumber) => {
    expect(errors(registrationInput, { ...business, registrationNumber })).toEqual({
      registrationNumber: [expect.stringContaining("12-3456789")],
    });
    expect(errors(registrationInput, { ...business, registrationNumber: "123456789" })).toEqual({});
  },
);

it("asks a borrower who it is that borrows", () => {
  expect(errors(registrationInput, { ...investor, as: "BOTH" })).toEqual({ kind: [expect.any(String)] });
  expect(errors(addRoleInput, { as: "BORROWER" })).toEqual({ kind: [expect.any(String)] });
  expect(errors(addRoleInput, { as: "INVESTOR" })).toEqual({});
});

it("answers an empty form with a sentence for each field and none of the library's own words", () => {
  const all = { ...errors(registrationInput, {}), signIn: Object.values(errors(signInInput, {})).flat() };
  expect(Object.keys(all).sort()).toEqual(["as", "consent", "email", "name", "password", "signIn"]);
  expect(Object.values(all).flat().join(" ")).not.toMatch(/invalid|expected|received/i);
});

it("lets nobody register as an administrator or slip in a field", () => {
  expect(errors(registrationInput, { ...investor, as: "ADMIN" })).toHaveProperty("as");
  expect(registrationInput.safeParse({ ...investor, roles: "ADMIN" }).success).toBe(false);
});

it("bars short and endless passwords and nothing else", () => {
  expect(errors(registrationInput, { ...investor, password: "123456789" })).toHaveProperty("password");
  expect(errors(registrationInput, { ...investor, password: "x".repeat(201) })).toHaveProperty("password");
  expect(errors(registrationInput, { ...investor, password: "          spaces count" })).toEqual({});
});
