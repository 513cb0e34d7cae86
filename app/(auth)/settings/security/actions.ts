"use server";

import { revalidatePath } from "next/cache";
import { redirect } from "next/navigation";
import { z } from "zod";
import { action } from "@/lib/action";
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
