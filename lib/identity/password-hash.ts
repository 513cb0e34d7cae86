import type { Tx } from "@/lib/db";

/** Replaces the password. The database alone may, through a function that notes who did it in the audit trail. */
export async function setPasswordHash(
  tx: Tx,
  { userId, passwordHash, actorUserId }: { userId: string; passwordHash: string; actorUserId: string },
): Promise<void> {
  await tx.$queryRaw`SELECT change_password_hash(${userId}, ${passwordHash}, ${actorUserId})::text`;
}
