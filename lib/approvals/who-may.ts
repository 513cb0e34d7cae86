import { now } from "@/lib/clock";
import type { Tx } from "@/lib/db";
import { DomainError } from "@/lib/errors";
import { may, type Permission } from "@/lib/permissions";

/**
 * Asks the database, in the transaction of the act: a role that is withdrawn between the click and the commit either waits for
 * the act or prevents it.
 *
 * @throws DomainError "not-allowed"
 */
export async function requirePermissionNow(
  tx: Tx,
  { userId, permission }: { userId: string; permission: Permission },
): Promise<void> {
  const [user] = await tx.$queryRaw<{ isSuspended: boolean }[]>`
    SELECT suspended_at IS NOT NULL AS "isSuspended" FROM users WHERE id = ${userId} FOR SHARE`;
  const roles = await tx.userRole.findMany({
    where: { userId, OR: [{ expiresAt: null }, { expiresAt: { gt: now() } }] },
  });
  const names = roles.map(({ role }) => role);
  if (!user || user.isSuspended || !may(names, permission))
    throw new DomainError("not-allowed", "You no longer have the role for this.");
}
