import type { DemoPerson } from "@/components/demo-sign-in";
import { DEMO_STAFF } from "@/lib/identity/demo-people";
import { ROLE_PURPOSES } from "@/lib/permissions";
import { words } from "./words";

/** The members of staff of the sandbox, for the one-click sign-in. */
export const DEMO_STAFF_CARDS: DemoPerson[] = DEMO_STAFF.map(({ name, email, role }) => ({
  ...{ name: name.split(" ")[0]!, email },
  role: words(role).toLowerCase(),
  blurb: ROLE_PURPOSES[role],
}));
