// Where a person goes after signing in. Pure.
import { STAFF_ROLES } from "@/lib/permissions";
import type { RoleName } from "@/lib/session";

const HOMES: { of: readonly RoleName[]; home: string }[] = [
  { of: STAFF_ROLES, home: "/admin" },
  { of: ["INVESTOR"], home: "/investor" },
  { of: ["BORROWER"], home: "/borrower" },
];
const isOpen = (roles: readonly RoleName[], of: readonly RoleName[]) =>
  of.some((role) => roles.includes(role));

/** The overview of the first role this person has. */
export function homeOf(roles: readonly RoleName[]) {
  return HOMES.find(({ of }) => isOpen(roles, of))?.home ?? "/";
}

/** The page that was asked for, when it is one of ours and this person may open it; otherwise the overview. */
export function landingPath(roles: readonly RoleName[], next: string | undefined) {
  const path = ownPath(next);
  if (!path) return homeOf(roles);
  const [firstFolder] = /^\/[^/?#]*/.exec(path) ?? [];
  const portal = HOMES.find(({ home }) => home === firstFolder);
  return portal && !isOpen(roles, portal.of) ? homeOf(roles) : path;
}

/**
 * `next` as a path of this site, or undefined. "//evil.example", "/\evil.example" and "https:…" all lead elsewhere in a
 * browser, so the value is resolved as a browser would resolve it and only path, query and fragment are kept.
 */
export function ownPath(next: string | undefined) {
  if (!next?.startsWith("/")) return undefined;
  const base = "http://here.invalid";
  if (!URL.canParse(next, base)) return undefined;
  const url = new URL(next, base);
  if (url.origin !== base || url.pathname.startsWith("//") || url.pathname.startsWith("/api/"))
    return undefined;
  if (url.pathname === "/sign-in" || url.pathname === "/register") return undefined;
  return `${url.pathname}${url.search}${url.hash}`;
}
