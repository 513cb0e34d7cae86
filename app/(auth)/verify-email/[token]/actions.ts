"use server";

import { publicAction } from "@/lib/action";
import { verifyEmail } from "@/lib/accounts/verify-email";
import { tokenOnlyInput } from "@/lib/identity/schemas";

/** The token in the form is the proof: it was in the email. */
export const verifyEmailAction = publicAction({ input: tokenOnlyInput }, ({ token }) => verifyEmail(token));
