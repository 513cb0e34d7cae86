"use server";

import { action } from "@/lib/action";
import { confirmSetUp } from "@/lib/accounts/second-factor";
import { confirmSetUpInput } from "@/lib/identity/schemas";

/** Nothing is refreshed: the page must stay while it shows the recovery codes. */
export const confirmSetUpAction = action({ role: "ANY", input: confirmSetUpInput }, ({ code }, actor) =>
  confirmSetUp({ ...actor, code }),
);
