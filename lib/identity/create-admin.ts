import "server-only";
import { recordAudit } from "@/lib/audit/record-audit";
import { businessDate } from "@/lib/clock";
import { inTransaction, type Tx } from "@/lib/db";
import { hashPassword } from "./password";
import type { StaffRole } from "@/lib/permissions";
import { addUser } from "./register-user";
import { addStaffRole } from "./staff-roles";

const SEED = "Sample data.";

/** Creates an administrator, or a member of staff with other roles besides. For the seed: no page leads here. */
export async function createAdmin(
  admin: { name: string; email: string; password: string },
  others: readonly StaffRole[] = [],
): Promise<{ userId: string }> {
  const passwordHash = await hashPassword(admin.password);
  return inTransaction(async (tx) => {
    const { userId } = await addAdmin(tx, { ...admin, passwordHash });
    for (const role of others) await addStaffRole(tx, { userId, role, grantedBy: null, reason: SEED });
    return { userId };
  });
}

/** Creates a member of staff who is no administrator. For the seed: in the product, people are invited. */
export async function createStaff(
  person: { name: string; email: string; password: string },
  roles: readonly StaffRole[],
): Promise<{ userId: string }> {
  const { name } = person;
  const email = person.email.trim().toLowerCase();
  const passwordHash = await hashPassword(person.password);
  return inTransaction(async (tx) => {
    const userId = await addUser(tx, { email, name, passwordHash, joinedOn: await businessDate(tx) });
    for (const role of roles) await addStaffRole(tx, { userId, role, grantedBy: null, reason: SEED });
    return { userId };
  });
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
