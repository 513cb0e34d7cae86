// What the forms of identity accept. Isomorphic: nothing here knows the server.
import { z } from "zod";
import { oneLine } from "@/lib/text-input";
import { EIN_SENTENCE, einOf } from "./ein";

/** A bar on length, not on composition: long beats complicated, and nobody has to write it on paper. */
export const PASSWORD_MIN = 10;
const PASSWORD_MAX = 200; // hashing an endless one would cost us, not the attacker

const emailSentence = "Enter an email address, such as brittany@example.com.";

/** Lower case, so that one person has one account however the address is typed. */
export const emailInput = z
  .string(emailSentence)
  .trim()
  .toLowerCase()
  .max(254, "Use at most 254 characters.")
  .pipe(z.email(emailSentence));

const newPasswordInput = z
  .string("Choose a password.")
  .min(PASSWORD_MIN, `Use at least ${PASSWORD_MIN} characters.`)
  .max(PASSWORD_MAX, `Use at most ${PASSWORD_MAX} characters.`);

const nextInput = z.string().max(2000).optional();
const tokenInput = z.string().min(1).max(100);
const codeInput = z.string("Enter a code.").trim().min(1, "Enter a code.").max(40, "This is not a code.");

export const signInInput = z.strictObject({
  email: emailInput,
  password: z
    .string("Enter your password.")
    .min(1, "Enter your password.")
    .max(PASSWORD_MAX, "Incorrect password."),
  next: nextInput,
});

/** A code alone: the second step of signing in, or the first code of an app. */
export const codeSignInInput = z.strictObject({ code: codeInput });

export const confirmInput = z.strictObject({
  code: z.string("Enter a code or your password.").min(1, "Enter a code or your password.").max(PASSWORD_MAX),
  next: nextInput,
});

const responseInput = z.string().min(2).max(20_000); // what the browser's passkey interface returned, as JSON

export const passkeyInput = z.strictObject({ response: responseInput, next: nextInput });
export const addPasskeyInput = z.strictObject({
  response: responseInput,
  name: oneLine("Name the passkey.").min(1, "Name the passkey.").max(60, "Use at most 60 characters."),
});

export const forgotPasswordInput = z.strictObject({ email: emailInput });
export const tokenOnlyInput = z.strictObject({ token: tokenInput });

export const demoSignInInput = z.strictObject({ email: emailInput });

const nameInput = oneLine("Enter your full name.")
  .min(2, "Enter your full name.")
  .max(120, "Use at most 120 characters.");

const borrowerFields = {
  kind: z
    .enum(["PERSON", "BUSINESS"], "Choose whether you are borrowing as a person or as a business.")
    .optional(),
  legalName: oneLine("Enter the legal name of the business.")
    .max(160, "Use at most 160 characters.")
    .optional(),
  registrationNumber: oneLine("Enter the registration number.")
    .max(40, "Use at most 40 characters.")
    .optional(),
};

type Whole = { as?: unknown; kind?: unknown; legalName?: unknown; registrationNumber?: unknown };

const borrows = ({ as }: Whole) => as === "BORROWER" || as === "BOTH";
const isBusiness = (form: Whole) => borrows(form) && form.kind === "BUSINESS";
const filled = (value: unknown) => typeof value === "string" && value.trim().length >= 2;
// Without `when` zod would keep these sentences back until every single field is right.
const rule = (path: string, error: string, isKept: (form: Whole) => boolean) =>
  z.refine<Whole>(isKept, { path: [path], error, when: () => true });

/** What a borrower must say about themselves. Hidden fields of an investor's form may hold anything. */
const BORROWER_RULES = [
  rule(
    "kind",
    "Choose whether you are borrowing as a person or as a business.",
    (form) => !borrows(form) || Boolean(form.kind),
  ),
  rule(
    "legalName",
    "Enter the legal name of the business.",
    (form) => !isBusiness(form) || filled(form.legalName),
  ),
  rule(
    "registrationNumber",
    EIN_SENTENCE,
    (form) => !isBusiness(form) || einOf(String(form.registrationNumber ?? "")) !== null,
  ),
];

/** The registration form: one choice of roles, and for a borrower who it is that borrows. */
export const registrationInput = z
  .strictObject({
    as: z.enum(["BORROWER", "INVESTOR", "BOTH"], "Choose whether you want to borrow or invest."),
    name: nameInput,
    email: emailInput,
    password: newPasswordInput,
    ...borrowerFields,
    consent: z.literal("on", "Accept the terms and the privacy notice to open an account."),
    next: nextInput,
  })
  .check(...BORROWER_RULES);

const blankIsNone = (text: string) => (text === "" ? null : text);
const optionalLine = (longest: number) =>
  z
    .literal("")
    .or(oneLine("").max(longest, `Use at most ${longest} characters.`))
    .transform(blankIsNone);

/** How a person wants to be addressed and reached. */
export const profileInput = z.strictObject({
  name: nameInput,
  address: optionalLine(200),
  phone: z
    .string()
    .trim()
    .max(30, "Use at most 30 characters.")
    .regex(/^(\+?[\d\s().-]{7,})?$/, "Enter a phone number such as +1 212 555 0100.")
    .transform(blankIsNone),
});

/** The form with which an investor also becomes a borrower, or the reverse. */
export const addRoleInput = z
  .strictObject({ as: z.enum(["BORROWER", "INVESTOR"], "Choose the role to add."), ...borrowerFields })
  .check(...BORROWER_RULES);

export const revokeSessionInput = z.strictObject({ sessionId: z.string().min(1).max(40) });

/** What somebody enters who opens an account through a link of ours. */
export const newAccountFields = {
  name: nameInput,
  password: newPasswordInput,
  again: z.string("Enter the password again."),
};
/** What the first administrator enters, on the page of the one-time link or at the console. */
const firstAdminFields = { email: emailInput, ...newAccountFields };
export const isSamePassword = z.refine<{ password: string; again: string }>(
  ({ password, again }) => password === again,
  { path: ["again"], error: "The passwords do not match." },
);
export const resetPasswordInput = z
  .strictObject({
    token: tokenInput,
    password: newPasswordInput,
    again: z.string("Enter the password again."),
  })
  .check(isSamePassword);
export const changePasswordInput = z
  .strictObject({
    current: z
      .string("Enter your current password.")
      .min(1, "Enter your current password.")
      .max(PASSWORD_MAX),
    password: newPasswordInput,
    again: z.string("Enter the password again."),
  })
  .check(isSamePassword);
export const firstAdminInput = z.strictObject(firstAdminFields).check(isSamePassword);
export const setupInput = z.strictObject({ token: tokenInput, ...firstAdminFields }).check(isSamePassword);
