// Invitations to work here. The link in the email is derived from the invitation (lib/link-token.ts), so that nobody who reads
// the database can use it.
import "server-only";
import { recordAudit } from "@/lib/audit/record-audit";
import { businessDate, now } from "@/lib/clock";
import { db, inTransaction, within, type Tx } from "@/lib/db";
import { DomainError } from "@/lib/errors";
import { newId } from "@/lib/ids";
import { company } from "@/lib/legal/company";
import { queueEmailTo } from "@/lib/notifications/queue-emails";
import type { StaffRole } from "@/lib/permissions";
import { INVITATIONS } from "./invitation-path";

const LIFETIME_HOURS = 72;

/**
 * Invites somebody without an account to join the staff. An earlier invitation of the same address stops working.
 *
 * @throws DomainError "already-exists" at the field "email" when the address has an account
 */
export async function inviteStaff(
  {
    email,
    roles,
    reason,
    invitedBy,
  }: {
    email: string;
    roles: StaffRole[];
    reason: string;
    invitedBy: string | null; // null: the console
  },
  caller?: Tx,
): Promise<{ invitationId: string; expiresAt: string }> {
  const expiresAt = new Date(now().getTime() + LIFETIME_HOURS * 3_600_000);
  return within(caller, async (tx) => {
    await requireUninvited(tx, email);
    const open = { email, usedAt: null, withdrawnAt: null };
    await tx.staffInvitation.updateMany({ where: open, data: { withdrawnAt: now() } });
    const id = newId("sinv");
    await tx.staffInvitation.create({
      data: { id, email, roles, reason, invitedBy, createdAt: now(), expiresAt },
    });
    const on = await businessDate(tx);
    await queueEmailTo(tx, {
      key: id,
      address: email,
      kind: "staff-invitation",
      title: `You are invited to work at ${company.name}`,
      body: `Open the link to choose your name and password. It works once, within ${LIFETIME_HOURS} hours.`,
      href: `${INVITATIONS}/${id}`,
      datedOn: on,
    });
    await recordAudit(tx, {
      actorUserId: invitedBy,
      action: "staff.invite",
      subjectType: "staff-invitation",
      subjectId: id,
      detail: { roles, reason },
      businessDate: on,
    });
    return { invitationId: id, expiresAt: expiresAt.toISOString() };
  });
}

/** @throws DomainError "already-exists" at the field "email" when the address has an account */
export async function requireUninvited(tx: Tx, email: string): Promise<void> {
  if ((await tx.user.count({ where: { email } })) === 0) return;
  throw new DomainError(
    "already-exists",
    "This address already has an account. Grant a member of staff the role on the person's page; a customer needs another address.",
    "email",
  );
}

/** @throws DomainError "not-found" unless it is open */
export async function withdrawInvitation({ id, actorUserId }: { id: string; actorUserId: string }) {
  await inTransaction(async (tx) => {
    const { count } = await tx.staffInvitation.updateMany({
      where: { id, usedAt: null, withdrawnAt: null },
      data: { withdrawnAt: now() },
    });
    if (count === 0) throw new DomainError("not-found", "This invitation is no longer open.");
    await recordAudit(tx, {
      ...{ actorUserId, action: "staff.withdraw-invitation" as const },
      ...{ subjectType: "staff-invitation", subjectId: id, businessDate: await businessDate(tx) },
    });
  });
}

export type OpenInvitation = {
  id: string;
  email: string;
  roles: string[];
  expiresAt: string;
  isExpired: boolean;
};

/** Invitations that were neither used nor withdrawn, the latest first. */
export async function listInvitations(): Promise<OpenInvitation[]> {
  const rows = await db.staffInvitation.findMany({
    where: { usedAt: null, withdrawnAt: null },
    orderBy: [{ createdAt: "desc" }, { id: "asc" }],
    take: 200,
  });
  return rows.map(({ id, email, roles, expiresAt }) => ({
    ...{ id, email, roles, expiresAt: expiresAt.toISOString() },
    isExpired: expiresAt <= now(),
  }));
}
