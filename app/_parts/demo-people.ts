import { withCodes } from "@/lib/accounts/demo-codes";
import { DEMO_PEOPLE, DEMO_STAFF } from "@/lib/identity/demo-people";
import { ROLE_PURPOSES } from "@/lib/permissions";
import { words } from "./words";

/** The people of the sandbox, for the one-click sign-in: first the customers and who may do everything, then staff. */
export const demoPeople = async () => ({
  people: await withCodes(DEMO_PEOPLE),
  staff: await withCodes(STAFF),
});

const STAFF = DEMO_STAFF.map(({ name, email, role }) => ({
  ...{ name: name.split(" ")[0]!, email },
  role: words(role).toLowerCase(),
  blurb: ROLE_PURPOSES[role],
}));
