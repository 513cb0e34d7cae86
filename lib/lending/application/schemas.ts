// The shapes of the borrower's forms. Free of server code: forms and actions both import it.
import { z } from "zod";
import { isoDate } from "@/lib/calendar/dates";
import { moneyInput, parseMoney, toMoney } from "@/lib/money/money";
import { railsFor } from "@/lib/payments/rails";
import { oneLine } from "@/lib/text-input";
import type { businessAnswersInput } from "@/lib/lending/credit/business-answers";

export const PURPOSES = {
  "debt-consolidation": "Debt consolidation",
  "home-improvement": "Home improvement",
  vehicle: "A vehicle",
  medical: "Medical costs",
  education: "Education",
  "working-capital": "Working capital",
  equipment: "Equipment",
  other: "Something else",
} as const;

export const EMPLOYMENTS = {
  employed: "Employed",
  "self-employed": "Self-employed",
  retired: "Retired",
  "public-assistance": "Public assistance",
  other: "Other regular income",
} as const;

const keysOf = <T extends object>(record: T) =>
  Object.keys(record) as [keyof T & string, ...(keyof T & string)[]];
const id = z.string().min(1).max(64);
const signedName = oneLine("Type your full name.")
  .min(1, "Type your full name.")
  .max(200, "That name is too long.");
const idempotencyKey = z.string().min(8).max(100);
/** An HTML checkbox sends "on" or nothing. */
const checkbox = z
  .literal("on")
  .optional()
  .transform((value) => value === "on");

const amountOrNothing = z.string("Enter an amount, or 0 if there is none.").transform((text, context) => {
  const amount = parseMoney(text);
  if (amount && !amount.isNegative()) return toMoney(amount);
  context.addIssue({ code: "custom", message: "Enter an amount such as 1,200.00, or 0 if there is none." });
  return z.NEVER;
});

const years = z
  .string("Enter whole years, or 0 for less than one.")
  .trim()
  .regex(/^\d{1,2}$/, "Enter whole years, or 0 for less than one.")
  .transform(Number);

const fields = {
  amount: moneyInput,
  purpose: z.enum(keysOf(PURPOSES), "Choose what the money is for."),
  employment: z.enum(keysOf(EMPLOYMENTS), "Choose where your income comes from."),
  employedYears: years,
  monthlyIncome: moneyInput,
  monthlyHousing: amountOrNothing,
  taxIdLast4: z
    .string("Enter the last four digits.")
    .trim()
    .regex(/^[0-9]{4}$/, "Enter exactly the last four digits of your tax ID (SSN or EIN)."),
};

const taxIdSentence =
  "Enter all nine digits of your Social Security number or ITIN, for example 123-45-6789.";

/** As it is typed; what is kept of it: lib/identity/tax-id.ts. The groups of zeros were never given out. */
export const taxIdInput = z
  .string(taxIdSentence)
  .trim()
  .regex(/^(?!000|666)\d{3}[- ]?(?!00)\d{2}[- ]?(?!0000)\d{4}$/, taxIdSentence)
  .transform((typed) => typed.replace(/[- ]/g, ""));

export const applicationInput = z.strictObject({
  applicationId: id,
  ...fields,
  consent: z.literal("on", "Agree to the soft credit check to apply."),
});

export const blankAsMissing = <T extends z.ZodType>(schema: T) =>
  z.preprocess(
    (value) => (typeof value === "string" && value.trim() === "" ? undefined : value),
    schema.optional(),
  );

export const applicationDraftInput = z.strictObject({
  applicationId: blankAsMissing(id),
  amount: blankAsMissing(fields.amount),
  purpose: blankAsMissing(fields.purpose),
  employment: blankAsMissing(fields.employment),
  employedYears: blankAsMissing(fields.employedYears),
  monthlyIncome: blankAsMissing(fields.monthlyIncome),
  monthlyHousing: blankAsMissing(fields.monthlyHousing),
  taxIdLast4: blankAsMissing(fields.taxIdLast4),
  consent: z.literal("on").optional(), // consent counts only when the application is submitted
});

export const applicationIdInput = z.strictObject({ applicationId: id });

export const acceptOfferInput = z.strictObject({
  offerId: id,
  signedName,
  agree: z.literal("on", "Check the box to agree, or go back without signing."),
});

/** Autopay, and the signature that turns it on: of the text that was on the screen. */
const autopaySignature = {
  isAutopay: checkbox,
  signedName: blankAsMissing(signedName),
  shownSha256: blankAsMissing(z.string().regex(/^[0-9a-f]{64}$/)),
};

export const disbursementInput = z.strictObject({
  loanId: id,
  externalAccountId: z.string("Choose a bank account.").min(1, "Choose a bank account.").max(64),
  rail: z.enum(railsFor("DISBURSEMENT"), "Choose how to receive the money."),
  ...autopaySignature,
});

export const autopayInput = z.strictObject({
  loanId: id,
  externalAccountId: blankAsMissing(id),
  ...autopaySignature,
});

/** How far ahead a payoff letter can be good. */
export const PAYOFF_LETTER_DAYS = 30;

export const payoffLetterInput = z.strictObject({ loanId: id, goodThrough: isoDate });

/** The amount counts for OTHER only: what is due and what closes the loan, the server computes. */
export const repaymentInput = z
  .strictObject({
    loanId: id,
    kind: z.enum(["SCHEDULED", "OTHER", "PAYOFF"], "Choose what to pay."),
    amount: z.string().optional(),
    // What the confirmation said.
    shownAmount: blankAsMissing(z.string().regex(/^\d{1,12}\.\d{2}$/)),
    shownRemaining: blankAsMissing(z.string().regex(/^\d{1,12}\.\d{2}$/)),
    externalAccountId: blankAsMissing(id),
    idempotencyKey,
  })
  .transform(({ amount, ...input }, context) => {
    if (input.kind !== "OTHER") return { ...input, amount: undefined };
    const parsed = moneyInput.safeParse(amount ?? "");
    if (parsed.success) return { ...input, amount: parsed.data };
    for (const { message } of parsed.error.issues)
      context.addIssue({ code: "custom", message, path: ["amount"] });
    return z.NEVER;
  });

export type ApplicationDraft = Omit<z.output<typeof applicationDraftInput>, "applicationId" | "consent">;
export type ApplicationForm = Omit<z.output<typeof applicationInput>, "applicationId" | "consent">;
/** What a business states; its answers are those of business-answers.ts. */
export type BusinessForm = Pick<ApplicationForm, "amount" | "purpose"> & {
  business: z.output<typeof businessAnswersInput>;
};
