// The guided steps of an application, in order, each with its own address. A person and a business are asked
// different questions in the second and the third.
import { businessAnswersInput, type BusinessField } from "@/lib/lending/credit/business-answers";
import type { ApplicantView, DraftView } from "@/lib/lending/application/draft-queries";

type Kind = ApplicantView["kind"];
export type Step = {
  href: string;
  label: string;
  fields: readonly (keyof DraftView)[];
  answers?: readonly BusinessField[];
};

const AMOUNT: Step = { href: "/borrower/apply", label: "Amount and purpose", fields: ["amount", "purpose"] };
const REVIEW: Step = { href: "/borrower/apply/review", label: "Review", fields: [] };

export const STEPS: Record<Kind, readonly [Step, Step, Step, Step]> = {
  PERSON: [
    AMOUNT,
    {
      href: "/borrower/apply/income",
      label: "Income and housing",
      fields: ["monthlyIncome", "monthlyHousing", "employment", "employedYears"],
    },
    { href: "/borrower/apply/identity", label: "Identity and consent", fields: ["hasTaxId", "hasConsented"] },
    REVIEW,
  ],
  BUSINESS: [
    AMOUNT,
    {
      href: "/borrower/apply/business",
      label: "Your business",
      fields: [],
      answers: ["entityType", "formedOn", "formationState", "annualRevenue", "monthlyDebtPayments"],
    },
    {
      href: "/borrower/apply/owners",
      label: "Owners and signer",
      fields: ["hasConsented"],
      answers: [
        ...(["owner1Name", "owner1Share", "owner2Name", "owner2Share"] as const),
        ...(["owner3Name", "owner3Share", "owner4Name", "owner4Share"] as const),
        ...(["controlName", "controlTitle", "signerTitle"] as const),
      ],
    },
    REVIEW,
  ],
};

export function isStepDone(draft: DraftView | null, { fields, answers = [] }: Step) {
  if (!fields.every((field) => Boolean(draft?.[field]))) return false;
  const { error } = businessAnswersInput.safeParse(draft?.business ?? {});
  return !error?.issues.some(({ path }) => answers.includes(path[0] as BusinessField));
}

/** The steps as the progress bar shows them: done is what the draft holds, not where the borrower is. */
export function stepsOf(draft: DraftView | null, kind: Kind) {
  return STEPS[kind].map((step) => ({
    label: step.label,
    href: step.href,
    isDone: step.fields.length + (step.answers?.length ?? 0) > 0 && isStepDone(draft, step),
  }));
}

/** Where to go on: the first step with something missing, or the review. */
export function openStep(draft: DraftView | null, kind: Kind) {
  return STEPS[kind].find((step) => !isStepDone(draft, step)) ?? STEPS[kind][3];
}
