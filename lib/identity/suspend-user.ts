import "server-only";
import { recordAudit } from "@/lib/audit/record-audit";
import { businessDate, now } from "@/lib/clock";
import { inTransaction, within, type Tx } from "@/lib/db";
import { DomainError } from "@/lib/errors";
import { endSessions } from "@/lib/session-rows";
import { requireAnotherAdministrator } from "./staff-roles";

type Wish = { userId: string; actorUserId: string; reason: string };

/**
 * Suspends an account: every session ends in the same transaction, and nobody signs in to it until the suspension ends.
 *
 * @returns how many sessions were open
 * @throws DomainError "not-found"; "not-allowed" for one's own account; "wrong-state" when it is suspended, and for the last
 *         administrator
 */
export async function suspendUser(
  { userId, actorUserId, reason }: Wish,
  caller?: Tx,
): Promise<{ ended: number }> {
  if (userId === actorUserId) throw new DomainError("not-allowed", "You can't suspend your own account.");
  return within(caller, async (tx) => {
    const { suspendedAt, isAdmin } = await lock(tx, userId);
    if (suspendedAt) throw new DomainError("wrong-state", "This account is already suspended.");
    if (isAdmin) await requireAnotherAdministrator(tx, userId);
    await tx.user.update({ where: { id: userId }, data: { suspendedAt: now(), suspendedReason: reason } });
    const ended = await endSessions(tx, { userId, except: "" });
    await note(tx, "user.suspend", { userId, actorUserId, detail: { reason, ended } });
    return { ended };
  });
}

/** @throws DomainError "not-found"; "wrong-state" when the account is not suspended */
export function endSuspension({ userId, actorUserId, reason }: Wish): Promise<void> {
  return inTransaction(async (tx) => {
    const { suspendedAt } = await lock(tx, userId);
    if (!suspendedAt) throw new DomainError("wrong-state", "This account is not suspended.");
    await tx.user.update({ where: { id: userId }, data: { suspendedAt: null, suspendedReason: null } });
    await note(tx, "user.end-suspension", { userId, actorUserId, detail: { reason } });
  });
}

async function lock(tx: Tx, userId: string) {
  await tx.$queryRaw`SELECT id FROM users WHERE id = ${userId} FOR UPDATE`;
  const user = await tx.user.findUnique({ where: { id: userId }, include: { roles: true } });
  if (!user) throw new DomainError("not-found", "This account no longer exists.");
  return { suspendedAt: user.suspendedAt, isAdmin: user.roles.some(({ role }) => role === "ADMIN") };
}

async function note(
  tx: Tx,
  action: "user.suspend" | "user.end-suspension",
  {
    userId,
    actorUserId,
    detail,
  }: { userId: string; actorUserId: string; detail: { reason: string; ended?: number } },
) {
  await recordAudit(tx, {
    ...{ action, actorUserId, detail },
    subjectType: "user",
    subjectId: userId,
    businessDate: await businessDate(tx),
  });
}
