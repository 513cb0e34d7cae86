// The shapes of the steps' forms. The sentences are those of the whole application.
import { z } from "zod";
import { applicationInput } from "@/lib/lending/schemas";

const { shape } = applicationInput;

// Checked, then kept as it was typed: the verb reads the characters again.
const typed = (schema: z.ZodType) =>
  z.unknown().transform((value, context) => {
    const parsed = schema.safeParse(value);
    if (parsed.success) return String(value);
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

export const identityStepInput = z.strictObject({
  taxIdLast4: typed(shape.taxIdLast4),
  consent: shape.consent,
});

const anything = z.string().max(200).optional();

/** What is kept while somebody types: any of the fields, in any state. */
export const typedInput = z.strictObject({
  amount: anything,
  purpose: anything,
  monthlyIncome: anything,
  monthlyHousing: anything,
  employment: anything,
  employedYears: anything,
  taxIdLast4: anything,
  consent: z.literal("on").optional(),
});
