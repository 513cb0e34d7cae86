// The guided steps of an application, in order, each with an address of its own.
import type { DraftView } from "@/lib/lending/draft-queries";

export const STEPS = [
  { href: "/borrower/apply", label: "Amount and purpose", fields: ["amount", "purpose"] },
  {
    href: "/borrower/apply/income",
    label: "Income and housing",
    fields: ["monthlyIncome", "monthlyHousing", "employment", "employedYears"],
  },
  { href: "/borrower/apply/identity", label: "Identity and consent", fields: ["taxIdLast4", "hasConsented"] },
  { href: "/borrower/apply/review", label: "Review", fields: [] },
] as const satisfies { href: string; label: string; fields: (keyof DraftView)[] }[];

export function isStepDone(draft: DraftView | null, step: (typeof STEPS)[number]) {
  return step.fields.every((field) => Boolean(draft?.[field]));
}

/** The steps as the progress bar shows them: done is what the draft holds, not where the borrower is. */
export function stepsOf(draft: DraftView | null) {
  return STEPS.map((step) => ({
    label: step.label,
    href: step.href,
    isDone: step.fields.length > 0 && isStepDone(draft, step),
  }));
}

/** Where to go on: the first step with something missing, or the review. */
export function openStep(draft: DraftView | null) {
  return STEPS.find((step) => !isStepDone(draft, step)) ?? STEPS[3];
}
