import "server-only";
import { requirePermissionNow } from "@/lib/approvals/who-may";
import { recordAudit } from "@/lib/audit/record-audit";
import { businessDate } from "@/lib/clock";
import { inTransaction } from "@/lib/db";
import { listWhoMay } from "@/lib/identity/staff-queries";
import { addBreakGlassRole } from "@/lib/identity/staff-roles";
import { namesOfPeople } from "@/lib/identity/people";
import { notifyEach } from "@/lib/notifications/notify";
import type { StaffRole } from "@/lib/permissions";

/**
 * An administrator takes a role for an hour, in an emergency: every administrator and auditor gets an email, and everything that
 * is done in that hour is flagged in the audit log. What takes two people still does.
 *
 * @throws DomainError "not-allowed" without the permission; "already-exists" when the person has the role
 */
export async function breakGlass(of: { userId: string; role: StaffRole; reason: string }): Promise<void> {
  const { userId, role, reason } = of;
  const name = (await namesOfPeople([userId])).get(userId) ?? userId;
  await inTransaction(async (tx) => {
    await requirePermissionNow(tx, { userId, permission: "staff.break-glass" });
    const expiresAt = await addBreakGlassRole(tx, of);
    const on = await businessDate(tx);
    await recordAudit(tx, {
      ...{ actorUserId: userId, action: "staff.break-glass", subjectType: "user", subjectId: userId },
      detail: { role, reason, until: expiresAt.toISOString() },
      businessDate: on,
    });
    const watching = [
      ...(await listWhoMay(tx, "staff.break-glass")),
      ...(await listWhoMay(tx, "audit.export")),
    ];
    await notifyEach(
      tx,
      [...new Set(watching)].map((watcher) => ({
        ...{ userId: watcher, kind: "break-glass" as const, datedOn: on, href: `/admin/people/${userId}` },
        title: `${name} took the role ${role} for an hour`,
        body: `The reason given: ${reason} Everything done in this time is flagged in the audit log.`,
      })),
    );
  });
}
