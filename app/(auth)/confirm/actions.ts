"use server";

import { redirect } from "next/navigation";
import { action } from "@/lib/action";
import { confirmByProof } from "@/lib/accounts/confirm";
import { landingPath } from "@/lib/identity/next-path";
import { confirmInput } from "@/lib/identity/schemas";

export const confirmAction = action(
  { role: "ANY", input: confirmInput },
  async ({ code, next }, actor, request) => {
    await confirmByProof(actor, code, request);
    redirect(landingPath(actor.roles, next));
  },
);
