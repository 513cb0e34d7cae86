"use server";

import { redirect } from "next/navigation";
import { publicAction } from "@/lib/action";
import { resetPassword } from "@/lib/accounts/reset-password";
import { REGISTRATIONS } from "@/lib/identity/limits";
import { resetPasswordInput } from "@/lib/identity/schemas";

/** The token in the form is the proof: it was in the email. */
export const resetPasswordAction = publicAction(
  { input: resetPasswordInput, rateLimit: REGISTRATIONS },
  async ({ token, password }) => {
    await resetPassword({ token, password });
    redirect("/sign-in?reason=password-reset");
  },
);
