// Who works here: an administrator proposes, another one approves.
import { z } from "zod";
import type { ApprovalKind } from "@/lib/approvals/kind";
import type { Tx } from "@/lib/db";
import { DomainError } from "@/lib/errors";
import { addStaffRole, requireGrantable } from "@/lib/identity/staff-roles";
import { ROLE_PURPOSES, STAFF_ROLES, type StaffRole } from "@/lib/permissions";
import { inviteStaff, requireUninvited } from "@/lib/staff/invite";

type Grant = { userId: string; role: StaffRole; expiresAt: string | null };
type Invitation = { email: string; role: StaffRole };

const role = z.enum(STAFF_ROLES);
const common = {
  propose: "staff.change.propose",
  approve: "staff.change.approve",
  isMoney: false,
} as const;

export const GRANT_ROLE: ApprovalKind<Grant> = {
  ...common,
  name: "staff.grant-role",
  payload: z.strictObject({ userId: z.string(), role, expiresAt: z.string().nullable() }),
  subject: ({ userId }) => ({ type: "user", id: userId }),
  href: ({ userId }) => `/admin/people/${userId}`,
  title: async (tx, { userId, role }) => `Grant ${role} to ${await nameOf(tx, userId)}`,
  concerns: async (_tx, { userId }) => [userId],
  async facts(tx, { userId, role, expiresAt }) {
    await requireGrantable(tx, { userId, role, grantedBy: null, expiresAt: dateOf(expiresAt) });
    return [
      { label: "Role", value: `${role}. ${ROLE_PURPOSES[role]}` },
      { label: "Until", value: expiresAt ? expiresAt.slice(0, 10) : "withdrawn" },
    ];
  },
  execute: (tx, { userId, role, expiresAt }, { proposedBy, reason }) =>
    addStaffRole(tx, { userId, role, grantedBy: proposedBy, reason, expiresAt: dateOf(expiresAt) }),
};

export const INVITE: ApprovalKind<Invitation> = {
  ...common,
  name: "staff.invite",
  payload: z.strictObject({ email: z.string(), role }),
  subject: ({ email }) => ({ type: "staff-invitation", id: email }),
  href: () => "/admin/staff",
  title: async (_tx, { email, role }) => `Invite ${email} as ${role}`,
  async facts(tx, { email, role }) {
    await requireUninvited(tx, email);
    return [
      { label: "Email address", value: email },
      { label: "Role", value: `${role}. ${ROLE_PURPOSES[role]}` },
    ];
  },
  execute: async (tx, { email, role }, { proposedBy, reason }) => {
    await inviteStaff({ email, roles: [role], reason, invitedBy: proposedBy }, tx);
  },
};

const dateOf = (at: string | null) => (at === null ? undefined : new Date(at));

async function nameOf(tx: Tx, id: string) {
  const user = await tx.user.findUnique({ where: { id }, select: { name: true } });
  if (!user) throw new DomainError("not-found", "This account no longer exists.");
  return user.name;
}
