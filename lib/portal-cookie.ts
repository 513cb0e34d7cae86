// The portal that a person with both roles came from, so that pages outside the portals keep its navigation. A hint for
// the look of a page: no right follows from it.
import type { RoleName } from "@/lib/session";

export const PORTAL_COOKIE = "portal";

const ROLES = { borrower: "BORROWER", investor: "INVESTOR" } as const satisfies Record<string, RoleName>;
export type Portal = keyof typeof ROLES;

/** The portal that a path lies in. @example portalOf("/borrower/loans") // "borrower" */
export function portalOf(pathname: string): Portal | undefined {
  const [, first = ""] = pathname.split("/");
  return isPortal(first) ? first : undefined;
}

/** The portal last visited, when the person still has its role; otherwise the first that they have. */
export function portalFor(roles: readonly RoleName[], lastVisited: string | undefined): Portal | undefined {
  const open = (Object.keys(ROLES) as Portal[]).filter((portal) => roles.includes(ROLES[portal]));
  return open.find((portal) => portal === lastVisited) ?? open[0];
}

function isPortal(name: string): name is Portal {
  return Object.hasOwn(ROLES, name);
}
