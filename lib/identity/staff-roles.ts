// Gives roles of staff to people and takes them away. The database keeps the same rules, and notes every change in the audit log
// (migration 20260421000000_staff_roles).
import "server-only";
import { now } from "@/lib/clock";
import { within, type Tx } from "@/lib/db";
import { DomainError } from "@/lib/errors";
import { isStaff, type StaffRole } from "@/lib/permissions";
import { endSessions } from "@/lib/session-rows";

type Grant = {
  userId: string;
  role: StaffRole;
  grantedBy: string | null; // null: the console
  reason: string;
  expiresAt?: Date | undefined;
};

const LAST_ADMINISTRATOR =
  "This is the last administrator. Make another person administrator first, without an end date.";

/**
 * Gives a person one more role of staff.
 *
 * @throws DomainError "not-found"; "not-allowed" to the granter and for customers; "wrong-state" while suspended;
 *         "already-exists"; "invalid" at the field "expiresAt" when it is over
 */
export async function addStaffRole(tx: Tx, grant: Grant): Promise<void> {
  const { userId, role, grantedBy, reason, expiresAt } = grant;
  const held = await requireGrantable(tx, grant);
  if (held.some((each) => each.role === role))
    await deleteRole(tx, { userId, role, actor: grantedBy, reason });
  await tx.userRole.create({
    data: { userId, role, grantedBy, reason, grantedAt: now(), expiresAt: expiresAt ?? null },
  });
}

/**
 * A role that an administrator takes in an emergency, until an hour is over. The database allows no longer, and nothing else to be
 * granted to the person who grants it.
 *
 * @throws DomainError "already-exists"; "wrong-state" while suspended
 */
export async function addBreakGlassRole(
  tx: Tx,
  { userId, role, reason }: { userId: string; role: StaffRole; reason: string },
): Promise<Date> {
  const held = await requireGrantable(tx, { userId, role, grantedBy: null });
  if (held.some((each) => each.role === role)) await deleteRole(tx, { userId, role, actor: userId, reason });
  const grantedAt = now();
  const expiresAt = new Date(grantedAt.getTime() + BREAK_GLASS_MS);
  await tx.userRole.create({
    data: { userId, role, grantedBy: userId, reason, grantedAt, expiresAt, isBreakGlass: true },
  });
  return expiresAt;
}

const BREAK_GLASS_MS = 60 * 60 * 1000;

/** @throws DomainError as `addStaffRole` @returns the roles that the person has or had, while nobody else changes them */
export async function requireGrantable(
  tx: Tx,
  { userId, role, grantedBy, expiresAt }: Omit<Grant, "reason">,
) {
  if (grantedBy === userId) throw new DomainError("not-allowed", "Somebody else has to give you a role.");
  if (expiresAt && expiresAt <= now())
    throw new DomainError("invalid", "Choose a day in the future.", "expiresAt");
  const held = await lockRoles(tx, userId);
  const roles = held.filter(({ isOver }) => !isOver).map((each) => each.role);
  if (roles.includes(role)) throw new DomainError("already-exists", "This person already has this role.");
  if (held.some((each) => !isStaff([each.role])))
    throw new DomainError("not-allowed", "Staff accounts cannot borrow or invest. Use a separate account.");
  return held;
}

/**
 * Takes a role away. The person is signed out at once.
 *
 * @throws DomainError "not-found" when the person does not have it, "wrong-state" for the last administrator
 */
export async function withdrawStaffRole(
  of: { userId: string; role: StaffRole; actorUserId: string | null; reason: string },
  caller?: Tx,
): Promise<void> {
  await within(caller, async (tx) => {
    const { userId, role, actorUserId: actor, reason } = of;
    await tx.$queryRaw`SELECT id FROM users WHERE id = ${userId} FOR UPDATE`; // waits for a decision under way
    const held = await tx.userRole.findUnique({ where: { userId_role: { userId, role } } });
    if (!held) throw new DomainError("not-found", "This person does not have this role.");
    if (role === "ADMIN") await requireAnotherAdministrator(tx, userId);
    await deleteRole(tx, { userId, role, actor, reason });
    await endSessions(tx, { userId, except: "" });
  });
}

/** @throws DomainError "wrong-state" unless another administrator is left, whose role does not end. */
export async function requireAnotherAdministrator(tx: Tx, userId: string): Promise<void> {
  // The same lock as the database's own check: two administrators cannot take each other away at the same moment.
  await tx.$queryRaw`SELECT pg_advisory_xact_lock(hashtextextended('administrators', 0))::text`;
  const others = await tx.userRole.count({
    where: { role: "ADMIN", userId: { not: userId }, expiresAt: null, user: { suspendedAt: null } },
  });
  if (others === 0) throw new DomainError("wrong-state", LAST_ADMINISTRATOR);
}

async function deleteRole(
  tx: Tx,
  { userId, role, actor, reason }: { userId: string; role: StaffRole; actor: string | null; reason: string },
) {
  await tx.$queryRaw`SELECT withdraw_staff_role(${userId}, ${role}, ${actor ?? ""}, ${reason})::text`;
}

/** The roles of a person who is not suspended, while nobody else changes them. */
async function lockRoles(tx: Tx, userId: string) {
  const [user] = await tx.$queryRaw<{ isSuspended: boolean }[]>`
    SELECT suspended_at IS NOT NULL AS "isSuspended" FROM users WHERE id = ${userId} FOR UPDATE`;
  if (!user) throw new DomainError("not-found", "This account no longer exists.");
  if (user.isSuspended)
    throw new DomainError("wrong-state", "This account is suspended. End the suspension first.");
  const rows = await tx.userRole.findMany({ where: { userId } });
  return rows.map(({ role, expiresAt }) => ({ role, isOver: expiresAt !== null && expiresAt <= now() }));
}
