// The shapes of the steps' forms. The sentences are those of the whole application.
import { z } from "zod";
import { BUSINESS_FIELDS, ownerComplaints } from "@/lib/lending/credit/business-answers";
import { applicationInput, blankAsMissing, taxIdInput } from "@/lib/lending/application/schemas";

const { shape } = applicationInput;

// Checked, then kept as it was typed: the verb reads the characters again.
const typed = (schema: z.ZodType) =>
  z.unknown().transform((value, context) => {
    const parsed = schema.safeParse(value);
    if (parsed.success) return typeof value === "string" ? value : ""; // what may be missing is as good as blank
    for (const { message } of parsed.error.issues) context.addIssue({ code: "custom", message });
    return z.NEVER;
  });

export const amountStepInput = z.strictObject({ amount: typed(shape.amount), purpose: typed(shape.purpose) });

export const incomeStepInput = z.strictObject({
  monthlyIncome: typed(shape.monthlyIncome),
  monthlyHousing: typed(shape.monthlyHousing),
  employment: typed(shape.employment),
  employedYears: typed(shape.employedYears),
});

/** Left blank where the number was typed before: it is not shown again. */
export const identityStepInput = z.strictObject({
  taxId: typed(blankAsMissing(taxIdInput)),
  consent: shape.consent,
});

const answers = BUSINESS_FIELDS;

export const businessStepInput = z.strictObject({
  entityType: typed(answers.entityType),
  formedOn: typed(answers.formedOn),
  formationState: typed(answers.formationState),
  annualRevenue: typed(answers.annualRevenue),
  monthlyDebtPayments: typed(answers.monthlyDebtPayments),
});

/** The owners as a whole: names and shares go together, and nobody owns more than all of it. */
export const ownersStepInput = z
  .strictObject({
    owner1Name: typed(answers.owner1Name),
    owner1Share: typed(answers.owner1Share),
    owner2Name: typed(answers.owner2Name),
    owner2Share: typed(answers.owner2Share),
    owner3Name: typed(answers.owner3Name),
    owner3Share: typed(answers.owner3Share),
    owner4Name: typed(answers.owner4Name),
    owner4Share: typed(answers.owner4Share),
    controlName: typed(answers.controlName),
    controlTitle: typed(answers.controlTitle),
    signerTitle: typed(answers.signerTitle),
    consent: z.literal("on", "Confirm that you are authorized to apply for this business."),
  })
  .check(({ value, issues }) => {
    for (const [path, message] of ownerComplaints(value))
      issues.push({ code: "custom", path: [path], message, input: value });
  });

const anything = z.string().max(200).optional();

function allOf<Field extends string>(fields: Record<Field, unknown>, schema: typeof anything) {
  return Object.fromEntries(Object.keys(fields).map((field) => [field, schema])) as Record<
    Field,
    typeof schema
  >;
}

/** What is kept while somebody types: any of the fields, in any state. */
export const typedInput = z.strictObject({
  amount: anything,
  purpose: anything,
  monthlyIncome: anything,
  monthlyHousing: anything,
  employment: anything,
  employedYears: anything,
  taxId: anything,
  ...allOf(answers, anything),
  consent: z.literal("on").optional(),
});
