"use server";

import { refresh } from "next/cache";
import { redirect } from "next/navigation";
import { z } from "zod";
import { action } from "@/lib/action";
import { askToChangeEmail } from "@/lib/accounts/change-email";
import { changePassword } from "@/lib/accounts/change-password";
import { sendVerificationAgain } from "@/lib/accounts/verify-email";
import { requireFreshFactor } from "@/lib/fresh-factor";
import { endBrowserSession } from "@/lib/identity/browser-session";
import { updateProfile } from "@/lib/identity/profile";
import { changePasswordInput, forgotPasswordInput, profileInput } from "@/lib/identity/schemas";
import { closeAccount } from "@/lib/jobs/close-account";

const HERE = "/settings/profile";
const closeInput = z.strictObject({ confirm: z.literal("on", "Check the box to close your account.") });

export const updateProfileAction = action(
  { role: "ANY", input: profileInput },
  async (profile, { userId }) => {
    await updateProfile({ userId, ...profile });
    refresh();
  },
);

export const sendVerificationAction = action(
  { role: "ANY", input: z.strictObject({}) },
  (_input, { userId }) => sendVerificationAgain(userId),
);

export const askToChangeEmailAction = action(
  { role: "ANY", input: forgotPasswordInput },
  async ({ email }, actor) => {
    requireFreshFactor(actor, HERE);
    await askToChangeEmail({ userId: actor.userId, email });
  },
);

export const changePasswordAction = action(
  { role: "ANY", input: changePasswordInput },
  async ({ current, password }, { userId, sessionId }) => {
    await changePassword({ userId, sessionId, current, password });
  },
);

export const closeAccountAction = action({ role: "ANY", input: closeInput }, async (_input, actor) => {
  requireFreshFactor(actor, HERE);
  await closeAccount({ userId: actor.userId });
  await endBrowserSession();
  redirect("/sign-in?reason=closed");
});
