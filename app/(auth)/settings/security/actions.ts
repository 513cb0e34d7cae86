"use server";

import { revalidatePath } from "next/cache";
import { redirect } from "next/navigation";
import { z } from "zod";
import { action } from "@/lib/action";
import { makeRecoveryCodes, turnOffSecondFactor } from "@/lib/accounts/second-factor";
import { requireFreshFactor } from "@/lib/fresh-factor";
import { endBrowserSession } from "@/lib/identity/browser-session";
import { revokeOtherSessions, revokeSession } from "@/lib/identity/revoke-sessions";
import { revokeSessionInput } from "@/lib/identity/schemas";

export const revokeSessionAction = action(
  { role: "ANY", input: revokeSessionInput },
  async ({ sessionId }, actor) => {
    if (sessionId === actor.sessionId) {
      await endBrowserSession();
      redirect("/signed-out");
    }
    await revokeSession({ userId: actor.userId, sessionId });
    revalidatePath("/settings/security");
  },
);

export const revokeOtherSessionsAction = action(
  { role: "ANY", input: z.strictObject({}) },
  async (_input, actor) => {
    const { ended } = await revokeOtherSessions(actor);
    revalidatePath("/settings/security");
    return { ended };
  },
);

const HERE = "/settings/security";

export const turnOffCodesAction = action(
  { role: "ANY", input: z.strictObject({}) },
  async (_input, actor) => {
    requireFreshFactor(actor, HERE);
    await turnOffSecondFactor(actor.userId);
    revalidatePath(HERE);
  },
);

/** Nothing is refreshed: the page must stay while it shows the codes. */
export const makeRecoveryCodesAction = action(
  { role: "ANY", input: z.strictObject({}) },
  async (_input, actor) => {
    requireFreshFactor(actor, HERE);
    return makeRecoveryCodes(actor.userId);
  },
);
