"use server";

import { refresh } from "next/cache";
import { redirect } from "next/navigation";
import { z } from "zod";
import { action, publicAction } from "@/lib/action";
import {
  addPasskey,
  removePasskey,
  startAddingPasskey,
  startUsingPasskey,
  checkPasskey,
} from "@/lib/accounts/passkeys";
import { confirmByPasskey } from "@/lib/accounts/confirm";
import { signIn } from "@/lib/accounts/sign-in";
import { requireFreshFactor } from "@/lib/fresh-factor";
import { landingPath } from "@/lib/identity/next-path";
import { rolesOf } from "@/lib/identity/queries";
import { addPasskeyInput, passkeyInput } from "@/lib/identity/schemas";

const nothing = z.strictObject({});
const idInput = z.strictObject({ id: z.string().min(1).max(1500) });

/** Signing in begins with a challenge that the passkey has to sign. */
export const passkeyChallengeAction = publicAction({ input: nothing }, () => startUsingPasskey(null));

export const passkeySignInAction = publicAction(
  { input: passkeyInput },
  async ({ response, next }, request) => {
    const { userId } = await checkPasskey(response, null);
    await signIn(userId, request, "passkey");
    redirect(landingPath(await rolesOf(userId), next));
  },
);

export const confirmChallengeAction = action({ role: "ANY", input: nothing }, (_input, { userId }) =>
  startUsingPasskey(userId),
);

export const passkeyConfirmAction = action(
  { role: "ANY", input: passkeyInput },
  async ({ response, next }, actor, request) => {
    await confirmByPasskey(actor, response, request);
    redirect(landingPath(actor.roles, next));
  },
);

export const startAddingPasskeyAction = action({ role: "ANY", input: nothing }, (_input, actor) => {
  requireFreshFactor(actor, "/settings/security");
  return startAddingPasskey(actor);
});

export const addPasskeyAction = action(
  { role: "ANY", input: addPasskeyInput },
  async ({ response, name }, actor) => {
    await addPasskey({ userId: actor.userId, response, name });
    refresh();
  },
);

export const removePasskeyAction = action({ role: "ANY", input: idInput }, async ({ id }, actor) => {
  requireFreshFactor(actor, "/settings/security");
  await removePasskey({ userId: actor.userId, id });
  refresh();
});
