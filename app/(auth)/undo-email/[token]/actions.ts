"use server";

import { publicAction } from "@/lib/action";
import { undoEmailChange } from "@/lib/accounts/change-email";
import { tokenOnlyInput } from "@/lib/identity/schemas";

/** The token in the form is the proof: it was in the email. */
export const undoEmailAction = publicAction({ input: tokenOnlyInput }, ({ token }) => undoEmailChange(token));
