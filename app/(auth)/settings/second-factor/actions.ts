"use server";

import { action } from "@/lib/action";
import { confirmSetUp } from "@/lib/accounts/second-factor";
import { requireFreshFactor } from "@/lib/fresh-factor";
import { codeSignInInput } from "@/lib/identity/schemas";
import { SECOND_FACTOR_PATH } from "@/lib/session";

/** Nothing is refreshed: the page must stay while it shows the recovery codes. */
export const confirmSetUpAction = action({ role: "ANY", input: codeSignInInput }, ({ code }, actor) => {
  requireFreshFactor(actor, SECOND_FACTOR_PATH);
  return confirmSetUp({ ...actor, code });
});
