// Who is asking. The cookie only names a session row; the row, the person and the roles come from the database on every
// request, so a revoked session or a withdrawn role counts at once. The only place besides lib/identity that mints ids
// of borrowers and investors: a query that takes one cannot be called by a page that forgot this gate.
import "server-only";
import { headers } from "next/headers";
import { notFound, redirect } from "next/navigation";
import { cache } from "react";
import { now } from "@/lib/clock";
import { db } from "@/lib/db";
import { isStaff, may, type Permission, type StaffRole } from "@/lib/permissions";
import { isOurOrigin } from "@/lib/request-complaint";
import { SESSION_IDLE_SECONDS } from "@/lib/session-cookie";
import { PATH_HEADER } from "@/lib/session-path";
import { touchSession } from "@/lib/session-rows";
import { readSessionToken } from "@/lib/session-token";

export type BorrowerId = string & { readonly __brand: "BorrowerId" };
export type InvestorId = string & { readonly __brand: "InvestorId" };
export type RoleName = "BORROWER" | "INVESTOR" | StaffRole;

type Person = {
  readonly userId: string;
  readonly sessionId: string;
  readonly name: string;
  readonly email: string;
  readonly roles: readonly RoleName[];
  /** When the person at this session last proved who they are (lib/fresh-factor.ts). */
  readonly factorAt: Date | null;
  /** They sign in with a code of an authenticator app as well. */
  readonly hasSecondFactor: boolean;
  readonly isEmailVerified: boolean;
  /** Until when the person holds a role that they took in an emergency; null: none. */
  readonly breakGlassUntil: Date | null;
};
type Actors = {
  BORROWER: Person & { readonly borrowerId: BorrowerId };
  INVESTOR: Person & { readonly investorId: InvestorId };
  /** Anyone who works here, whatever the role: for the frame around pages that ask for a permission themselves. */
  STAFF: Person;
  /** Anyone who is signed in, whatever the roles. */
  ANY: Person & { readonly borrowerId: BorrowerId | null; readonly investorId: InvestorId | null };
};
export type Role = keyof Actors;
export type Actor<R extends Role = "ANY"> = Actors[R];

const TOUCH_AFTER_MS = 60_000;

type Found = Actor & { readonly expiresAt: Date; readonly lastSeenAt: Date };

/** The person behind this request, or null. One lookup a request, however often it is called. */
export const optionalActor = cache(async (): Promise<Actor | null> => {
  const claims = await readSessionToken();
  if (!claims) return null;
  const instant = now();
  // In one statement: every page waits for it before it asks for anything else.
  const [found] = await db.$queryRaw<Found[]>`
    SELECT s.id AS "sessionId", s.expires_at AS "expiresAt", s.last_seen_at AS "lastSeenAt", u.id AS "userId", u.name, u.email,
           ARRAY(SELECT role::text FROM user_roles
                  WHERE user_id = u.id AND (expires_at IS NULL OR expires_at > ${instant}) ORDER BY role) AS roles,
           s.factor_at AS "factorAt", u.email_verified_at IS NOT NULL AS "isEmailVerified",
           EXISTS (SELECT 1 FROM second_factors f WHERE f.user_id = u.id AND f.confirmed_at IS NOT NULL) AS "hasSecondFactor",
           (SELECT max(expires_at) FROM user_roles
             WHERE user_id = u.id AND is_break_glass AND expires_at > ${instant}) AS "breakGlassUntil",
           b.id AS "borrowerId", i.id AS "investorId"
      FROM sessions s
      JOIN users u ON u.id = s.user_id
      LEFT JOIN borrowers b ON b.user_id = u.id
      LEFT JOIN investors i ON i.user_id = u.id
     WHERE s.id = ${claims.sessionId} AND s.user_id = ${claims.userId} AND s.revoked_at IS NULL
       AND u.suspended_at IS NULL AND u.closed_at IS NULL`;
  if (!found || hasEnded(found, instant)) return null;
  const { expiresAt: _, lastSeenAt, ...actor } = found;
  await touch(actor.sessionId, lastSeenAt, instant);
  return actor;
});

/** True once a session is past its absolute end or has been idle too long. */
function hasEnded(session: { expiresAt: Date; lastSeenAt: Date }, instant: Date) {
  const idleMs = instant.getTime() - session.lastSeenAt.getTime();
  return session.expiresAt <= instant || idleMs >= SESSION_IDLE_SECONDS * 1000;
}

async function touch(sessionId: string, lastSeenAt: Date, instant: Date) {
  if (instant.getTime() - lastSeenAt.getTime() < TOUCH_AFTER_MS) return;
  await touchSession(db, sessionId, instant);
}

/**
 * The gate of pages and actions. Anonymous people are sent to the sign-in page and come back afterward; a signed-in
 * person without the role gets "not found", as if the page did not exist; staff without a second factor set one up first.
 */
export async function requireActor<R extends Role>(role: R): Promise<Actor<R>> {
  const actor = await optionalActor();
  if (!actor) redirect(await signInPath());
  if (!mayActAs(actor, role)) notFound();
  if (role === "STAFF" && lacksSecondFactor(actor)) redirect(SECOND_FACTOR_PATH);
  return actor;
}

/** The gate of the pages and actions of staff: anybody without the permission gets "not found"; first comes a second factor. */
export async function requirePermission(permission: Permission): Promise<Actor> {
  const actor = await requireActor("ANY");
  if (!may(actor.roles, permission)) notFound();
  if (lacksSecondFactor(actor)) redirect(SECOND_FACTOR_PATH);
  return actor;
}

/** The same for route handlers: `if (actor instanceof Response) return actor;` */
export async function requirePermissionForApi(permission: Permission): Promise<Actor | Response> {
  const actor = await requireActorForApi("ANY");
  if (actor instanceof Response) return actor;
  if (!may(actor.roles, permission)) return apiRefusal(404, "Page not found.");
  if (lacksSecondFactor(actor)) return apiRefusal(403, "Set up your authenticator app first.");
  return actor;
}

/** Where a person sets up their authenticator app. */
export const SECOND_FACTOR_PATH = "/settings/second-factor";

/** Staff act only once they sign in with a code as well; their own settings are open before. */
export function lacksSecondFactor({ roles, hasSecondFactor }: Pick<Person, "roles" | "hasSecondFactor">) {
  return isStaff(roles) && !hasSecondFactor;
}

/**
 * The gate of route handlers, whose callers expect a status instead of a page:
 * `if (actor instanceof Response) return actor;`
 */
export async function requireActorForApi<R extends Role>(role: R): Promise<Actor<R> | Response> {
  const actor = await optionalActor();
  if (!actor) return apiRefusal(401, "You are signed out. Sign in again to continue.");
  if (!mayActAs(actor, role)) return apiRefusal(404, "Page not found.");
  if (role === "STAFF" && lacksSecondFactor(actor))
    return apiRefusal(403, "Set up your authenticator app first.");
  return actor;
}

/**
 * For route handlers that change something: a request that another site makes the browser send is refused. Returns the
 * refusal, or null when the request may go on. Server actions have Next's own check of the same kind.
 */
export function refuseCrossOrigin(request: Request): Response | null {
  const origin = request.headers.get("origin");
  if (origin && isOurOrigin(origin, request.headers)) return null;
  return apiRefusal(403, "This request did not come from our own pages.");
}

export function apiRefusal(status: number, message: string) {
  return Response.json({ error: { message } }, { status, headers: { "Cache-Control": "private, no-store" } });
}

function mayActAs<R extends Role>(actor: Actor, role: R): actor is Actor & Actor<R> {
  if (role === "ANY") return true;
  if (role === "STAFF") return isStaff(actor.roles);
  if (!actor.roles.includes(role as RoleName)) return false;
  if (role === "BORROWER") return actor.borrowerId !== null;
  if (role === "INVESTOR") return actor.investorId !== null;
  return true;
}

/** The page that asks, or to which an action belongs: where a person comes back to. */
export async function pathOfRequest(): Promise<string> {
  return (await headers()).get(PATH_HEADER) ?? "/";
}

async function signInPath() {
  const path = (await headers()).get(PATH_HEADER);
  return path ? `/sign-in?next=${encodeURIComponent(path)}` : "/sign-in";
}
