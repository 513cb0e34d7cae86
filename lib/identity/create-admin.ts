import "server-only";
import { recordAudit } from "@/lib/audit/record-audit";
import { businessDate } from "@/lib/clock";
import { inTransaction, type Tx } from "@/lib/db";
import { hashPassword } from "./password";
import { addUser } from "./register-user";

/** Creates an administrator. For the seed: no page leads here. */
export async function createAdmin(admin: {
  name: string;
  email: string;
  password: string;
}): Promise<{ userId: string }> {
  const passwordHash = await hashPassword(admin.password);
  return inTransaction((tx) => addAdmin(tx, { ...admin, passwordHash }));
}

/** @throws DomainError "already-exists" when the email address has an account */
export async function addAdmin(
  tx: Tx,
  admin: { name: string; email: string; passwordHash: string },
): Promise<{ userId: string }> {
  const { name, passwordHash } = admin;
  const on = await businessDate(tx);
  const email = admin.email.trim().toLowerCase();
  const userId = await addUser(tx, { email, name, passwordHash, joinedOn: on });
  await tx.userRole.create({ data: { userId, role: "ADMIN" } });
  await recordAudit(tx, {
    actorUserId: null,
    action: "user.create-administrator",
    subjectType: "user",
    subjectId: userId,
    businessDate: on,
  });
  return { userId };
}
