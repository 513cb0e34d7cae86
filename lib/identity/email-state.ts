import type { Tx } from "@/lib/db";

/** Its owner has yet to follow a link. */
export async function markEmailUnverified(tx: Tx, userId: string): Promise<void> {
  await tx.user.update({ where: { id: userId }, data: { emailVerifiedAt: null } });
}

export async function markEmailVerified(tx: Tx, userId: string, at: Date): Promise<void> {
  await tx.user.update({ where: { id: userId }, data: { emailVerifiedAt: at } });
}

/** Replaces the address, which is verified then. The database alone may, through a function that notes who did it. */
export async function changeEmailAddress(
  tx: Tx,
  { userId, email, actorUserId }: { userId: string; email: string; actorUserId: string },
): Promise<void> {
  await tx.$queryRaw`SELECT change_email(${userId}, ${email}, ${actorUserId})::text`;
}
