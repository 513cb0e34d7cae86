import "server-only";
import { recordAudit } from "@/lib/audit/record-audit";
import { businessDate } from "@/lib/clock";
import { inTransaction } from "@/lib/db";
import { hashPassword } from "./password";
import { addUser } from "./register-user";

/** Creates an administrator. For the seed and operators at a console: no page leads here. */
export async function createAdmin(admin: {
  name: string;
  email: string;
  password: string;
}): Promise<{ userId: string }> {
  const email = admin.email.trim().toLowerCase();
  const passwordHash = await hashPassword(admin.password);
  return inTransaction(async (tx) => {
    const on = await businessDate(tx);
    const userId = await addUser(tx, { email, name: admin.name, passwordHash, joinedOn: on });
    await tx.userRole.create({ data: { userId, role: "ADMIN" } });
    await recordAudit(tx, {
      actorUserId: null,
      action: "create administrator",
      subjectType: "user",
      subjectId: userId,
      businessDate: on,
    });
    return { userId };
  });
}
