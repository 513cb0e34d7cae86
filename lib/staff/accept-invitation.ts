import "server-only";
import { recordAudit } from "@/lib/audit/record-audit";
import { businessDate, now } from "@/lib/clock";
import { db, inTransaction } from "@/lib/db";
import { DomainError } from "@/lib/errors";
import { hashPassword } from "@/lib/identity/password";
import { addUser } from "@/lib/identity/register-user";
import { addStaffRole } from "@/lib/identity/staff-roles";
import { signedId } from "@/lib/link-token";
import type { StaffRole } from "@/lib/permissions";
import { INVITATIONS } from "./invitation-path";

const OVER = "This invitation has expired or was already used. Ask an administrator for a new one.";

/** The open invitation behind a link, or null. */
export async function findInvitation(token: string): Promise<{ id: string; email: string } | null> {
  const id = signedId(INVITATIONS, token);
  if (!id) return null;
  return db.staffInvitation.findFirst({
    where: { id, usedAt: null, withdrawnAt: null, expiresAt: { gt: now() } },
    select: { id: true, email: true },
  });
}

/**
 * Creates the account that an invitation is for, with the roles it names.
 *
 * @throws DomainError "expired" when the link is no longer good, "already-exists" at the field "email"
 */
export async function acceptInvitation({
  token,
  name,
  password,
}: {
  token: string;
  name: string;
  password: string;
}): Promise<{ userId: string; roles: StaffRole[] }> {
  // Before the slow hash, which strangers with a made-up link must not be able to ask for.
  const found = await findInvitation(token);
  if (!found) throw new DomainError("expired", OVER);
  const passwordHash = await hashPassword(password);
  return inTransaction(async (tx) => {
    const { count } = await tx.staffInvitation.updateMany({
      where: { id: found.id, usedAt: null, withdrawnAt: null, expiresAt: { gt: now() } },
      data: { usedAt: now() },
    });
    if (count === 0) throw new DomainError("expired", OVER);
    const invitation = await tx.staffInvitation.findUniqueOrThrow({ where: { id: found.id } });
    const { email, reason, invitedBy } = invitation;
    const roles = invitation.roles as StaffRole[];
    const on = await businessDate(tx);
    const userId = await addUser(tx, { email, name, passwordHash, joinedOn: on });
    for (const role of roles) await addStaffRole(tx, { userId, role, grantedBy: invitedBy, reason });
    await recordAudit(tx, {
      actorUserId: userId,
      action: "staff.join",
      subjectType: "user",
      subjectId: userId,
      detail: { roles },
      businessDate: on,
    });
    return { userId, roles };
  });
}
