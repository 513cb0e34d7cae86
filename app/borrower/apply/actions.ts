"use server";

import { revalidatePath } from "next/cache";
import { redirect } from "next/navigation";
import { action } from "@/lib/action";
import { saveTyped } from "@/lib/lending/save-typed";
import { applicationIdInput } from "@/lib/lending/schemas";
import { submitDraft } from "@/lib/lending/submit-draft";
import { withdrawApplication } from "@/lib/lending/withdraw-application";
import { amountStepInput, identityStepInput, incomeStepInput, typedInput } from "./step-inputs";

const FOLDER = "/borrower";

/** While somebody types. Going back and forward must then find what was typed, hence the fresh pages. */
export const keepTypedAction = action(
  { role: "BORROWER", input: typedInput },
  async ({ consent, ...typed }, { borrowerId }) => {
    const isIdentityStep = typed.taxIdLast4 !== undefined;
    await saveTyped({ borrowerId, typed, hasConsented: isIdentityStep ? consent === "on" : undefined });
    revalidatePath(FOLDER, "layout");
  },
);

export const amountStepAction = action(
  { role: "BORROWER", input: amountStepInput },
  async (typed, { borrowerId }): Promise<void> => {
    await saveTyped({ borrowerId, typed, isFinished: true });
    revalidatePath(FOLDER, "layout");
    redirect("/borrower/apply/income");
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
  async ({ taxIdLast4 }, { borrowerId }): Promise<void> => {
    await saveTyped({ borrowerId, typed: { taxIdLast4 }, hasConsented: true, isFinished: true });
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
