"use server";

import { refresh, revalidatePath } from "next/cache";
import { z } from "zod";
import { action } from "@/lib/action";
import { addBankAccount } from "@/lib/accounts/add-bank-account";
import { requireFreshFactor } from "@/lib/fresh-factor";
import { pathOfRequest } from "@/lib/session";
import { removeBankAccount } from "@/lib/jobs/remove-bank-account";
import { giveESignConsent, withdrawESignConsent } from "@/lib/documents/e-sign-consent";
import { markAllRead, markRead } from "@/lib/notifications/mark-read";
import { externalAccountInput } from "@/lib/payments/schemas";

const nothing = z.strictObject({});
const accountIdInput = z.strictObject({ externalAccountId: z.string().min(1).max(60) });
const agreement = z.strictObject({
  agree: z.literal("on", "Check the box to agree, or ask us for paper documents instead."),
  code: z
    .string("Type the code in the PDF.")
    .trim()
    .min(1, "Type the code in the PDF.")
    .max(20, "The code has six characters."),
});
const noteInput = z.strictObject({ id: z.string().min(1).max(60) });

/** For both portals: a bank account belongs to the person, whatever the role. */
export const addBankAccountAction = action(
  { role: "ANY", input: externalAccountInput },
  async (account, actor) => {
    requireFreshFactor(actor, await pathOfRequest());
    const added = await addBankAccount({ ...account, userId: actor.userId });
    refresh();
    const { id, bankName, last4, status } = added;
    return { id, bankName, last4, isInReview: status === "IN_REVIEW" };
  },
);

export const removeBankAccountAction = action(
  { role: "ANY", input: accountIdInput },
  async ({ externalAccountId }, actor) => {
    await removeBankAccount({ userId: actor.userId, externalAccountId });
    refresh();
  },
);

export const markReadAction = action({ role: "ANY", input: noteInput }, async ({ id }, actor) => {
  await markRead({ userId: actor.userId, id });
  refresh();
});

export const markAllReadAction = action({ role: "ANY", input: nothing }, async (_input, actor) => {
  await markAllRead({ userId: actor.userId });
  refresh();
});

/** Required before anything is shown to be signed electronically; every page that waits for it is rendered again. */
export const agreeToESignAction = action(
  { role: "ANY", input: agreement },
  async ({ code }, actor, request) => {
    await giveESignConsent({ userId: actor.userId, code, ...request });
    revalidatePath("/", "layout");
  },
);

export const withdrawESignAction = action({ role: "ANY", input: nothing }, async (_input, actor) => {
  await withdrawESignConsent({ userId: actor.userId });
  revalidatePath("/", "layout");
});
