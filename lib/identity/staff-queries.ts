// Who works here, for the page of staff.
import "server-only";
import { now } from "@/lib/clock";
import { db, type Tx } from "@/lib/db";
import { isStaff, PERMISSIONS, STAFF_ROLES, type Permission, type StaffRole } from "@/lib/permissions";
import type { UserRole } from "@/prisma/generated/client";
import { namesOfPeople } from "./people";

export type HeldRole = {
  role: StaffRole;
  grantedAt: string; // instants
  grantedBy: string | null; // a name
  reason: string;
  expiresAt: string | null;
};
export type StaffMember = {
  userId: string;
  name: string;
  email: string;
  isSuspended: boolean;
  roles: HeldRole[];
};
export type Access = {
  isSuspended: boolean;
  suspendedReason: string | null;
  /** Borrows or invests, and so is not of the staff. */
  isCustomer: boolean;
  staffRoles: HeldRole[];
};

const IS_STAFF = { role: { in: [...STAFF_ROLES] } };
const isOpen = () => ({ OR: [{ expiresAt: null }, { expiresAt: { gt: now() } }] });

/** Everybody with a role of staff that is not over, by name. */
export async function listStaff(): Promise<StaffMember[]> {
  const open = { ...IS_STAFF, ...isOpen() };
  const users = await db.user.findMany({
    where: { roles: { some: open } },
    include: { roles: { where: open, orderBy: { role: "asc" } } },
    orderBy: [{ name: "asc" }, { id: "asc" }],
  });
  const names = await namesOfPeople(
    users.flatMap(({ roles }) => roles.flatMap((held) => held.grantedBy ?? [])),
  );
  return users.map(({ id, name, email, suspendedAt, roles }) => ({
    ...{ userId: id, name, email },
    isSuspended: suspendedAt !== null,
    roles: roles.map((held) => heldRole(held, names)),
  }));
}

/** What one person may do here, and whether they can sign in. */
export async function getAccess(userId: string): Promise<Access> {
  const { suspendedAt, suspendedReason, roles } = await db.user.findUniqueOrThrow({
    where: { id: userId },
    include: { roles: { orderBy: { role: "asc" } } },
  });
  const staff = roles.filter(
    ({ role, expiresAt }) => isStaff([role]) && (expiresAt === null || expiresAt > now()),
  );
  const names = await namesOfPeople(staff.flatMap(({ grantedBy }) => grantedBy ?? []));
  return {
    isSuspended: suspendedAt !== null,
    suspendedReason,
    isCustomer: roles.some(({ role }) => !isStaff([role])),
    staffRoles: staff.map((held) => heldRole(held, names)),
  };
}

function heldRole(held: UserRole, names: ReadonlyMap<string, string>): HeldRole {
  const { role, grantedAt, grantedBy, reason, expiresAt } = held;
  return {
    role: role as StaffRole,
    grantedAt: grantedAt.toISOString(),
    grantedBy: grantedBy && (names.get(grantedBy) ?? grantedBy),
    reason,
    expiresAt: expiresAt?.toISOString() ?? null,
  };
}

/** Everybody who may, and whose account is not suspended: for notifications. */
export async function listWhoMay(tx: Tx, permission: Permission): Promise<string[]> {
  const users = await tx.user.findMany({
    where: {
      suspendedAt: null,
      roles: { some: { role: { in: [...PERMISSIONS[permission]] }, ...isOpen() } },
    },
    select: { id: true },
    orderBy: { id: "asc" },
  });
  return users.map(({ id }) => id);
}
