import { recordAudit } from "@/lib/audit/record-audit";
import { businessDate, now } from "@/lib/clock";
import { db, inTransaction, type Tx } from "@/lib/db";

export type Profile = {
  name: string;
  email: string;
  isEmailVerified: boolean;
  address: string | null;
  phone: string | null;
};

export async function getProfile(userId: string): Promise<Profile> {
  const user = await db.user.findUniqueOrThrow({ where: { id: userId } });
  const { name, email, address, phone, emailVerifiedAt } = user;
  return { name, email, address, phone, isEmailVerified: emailVerifiedAt !== null };
}

/** Keeps how a person wants to be addressed and reached. Contracts keep the name under which they were signed. */
export async function updateProfile({
  userId,
  ...facts
}: {
  userId: string;
  name: string;
  address: string | null;
  phone: string | null;
}): Promise<void> {
  await inTransaction(async (tx) => {
    const before = await tx.user.findUniqueOrThrow({ where: { id: userId } });
    const changed = (["name", "address", "phone"] as const).filter((fact) => before[fact] !== facts[fact]);
    if (changed.length === 0) return;
    await tx.user.update({ where: { id: userId }, data: facts });
    await recordAudit(tx, {
      ...{ actorUserId: userId, action: "user.update-profile", subjectType: "user", subjectId: userId },
      detail: { changed },
      businessDate: await businessDate(tx),
    });
  });
}

/** The account cannot be signed in to any more; what happened in it stays. */
export async function markClosed(tx: Tx, userId: string): Promise<void> {
  await tx.user.update({ where: { id: userId }, data: { closedAt: now() } });
}
