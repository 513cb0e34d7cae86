"use server";

import { redirect } from "next/navigation";
import { publicAction } from "@/lib/action";
import { signIn } from "@/lib/accounts/sign-in";
import { createFirstAdmin } from "@/lib/identity/create-first-admin";
import { REGISTRATIONS } from "@/lib/identity/limits";
import { homeOf } from "@/lib/identity/next-path";
import { setupInput } from "@/lib/identity/schemas";

/** The token in the form is the proof: it was printed at the console of the installation. */
export const setUpAction = publicAction(
  { input: setupInput, rateLimit: REGISTRATIONS },
  async ({ token, name, email, password }, request) => {
    const { userId } = await createFirstAdmin({ name, email, password }, token);
    await signIn(userId, request, "password");
    redirect(homeOf(["ADMIN"]));
  },
);
