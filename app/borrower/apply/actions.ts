"use server";

import { revalidatePath } from "next/cache";
import { redirect } from "next/navigation";
import { action } from "@/lib/action";
import { getApplicant } from "@/lib/lending/application/draft-queries";
import { saveTyped } from "@/lib/lending/application/save-typed";
import { applicationIdInput } from "@/lib/lending/application/schemas";
import { submitDraft } from "@/lib/lending/application/submit-draft";
import { withdrawApplication } from "@/lib/lending/application/withdraw-application";
import {
  amountStepInput,
  businessStepInput,
  identityStepInput,
  incomeStepInput,
  ownersStepInput,
  typedInput,
} from "./step-inputs";
import { STEPS } from "./steps";

const FOLDER = "/borrower";

/** While somebody types. Going back and forward must then find what was typed, hence the fresh pages. */
export const keepTypedAction = action(
  { role: "BORROWER", input: typedInput },
  async ({ consent, ...typed }, { borrowerId }) => {
    const isConsentStep = typed.taxId !== undefined || typed.signerTitle !== undefined;
    await saveTyped({ borrowerId, typed, hasConsented: isConsentStep ? consent === "on" : undefined });
    revalidatePath(FOLDER, "layout");
  },
);

export const amountStepAction = action(
  { role: "BORROWER", input: amountStepInput },
  async (typed, { borrowerId }): Promise<void> => {
    await saveTyped({ borrowerId, typed, isFinished: true });
    revalidatePath(FOLDER, "layout");
    const { kind } = await getApplicant(borrowerId);
    redirect(STEPS[kind][1].href);
  },
);

export const incomeStepAction = action(
  { role: "BORROWER", input: incomeStepInput },
  async (typed, { borrowerId }): Promise<void> => {
    await saveTyped({ borrowerId, typed, isFinished: true });
    revalidatePath(FOLDER, "layout");
    redirect("/borrower/apply/identity");
  },
);

export const identityStepAction = action(
  { role: "BORROWER", input: identityStepInput },
  async ({ taxId }, { borrowerId }): Promise<void> => {
    await saveTyped({ borrowerId, typed: { taxId }, hasConsented: true, isFinished: true });
    revalidatePath(FOLDER, "layout");
    redirect("/borrower/apply/review");
  },
);

export const businessStepAction = action(
  { role: "BORROWER", input: businessStepInput },
  async (typed, { borrowerId }): Promise<void> => {
    await saveTyped({ borrowerId, typed, isFinished: true });
    revalidatePath(FOLDER, "layout");
    redirect("/borrower/apply/owners");
  },
);

export const ownersStepAction = action(
  { role: "BORROWER", input: ownersStepInput },
  async ({ consent: _, ...typed }, { borrowerId }): Promise<void> => {
    await saveTyped({ borrowerId, typed, hasConsented: true, isFinished: true });
    revalidatePath(FOLDER, "layout");
    redirect("/borrower/apply/review");
  },
);

export const sendApplicationAction = action(
  { role: "BORROWER", input: applicationIdInput },
  async ({ applicationId }, { borrowerId }, request): Promise<void> => {
    await submitDraft({ borrowerId, applicationId, ...request });
    revalidatePath(FOLDER, "layout");
    redirect(`/borrower/applications/${applicationId}`);
  },
);

export const discardDraftAction = action(
  { role: "BORROWER", input: applicationIdInput },
  async ({ applicationId }, { borrowerId }): Promise<void> => {
    await withdrawApplication({ borrowerId, applicationId });
    revalidatePath(FOLDER, "layout");
    redirect(FOLDER);
  },
);
