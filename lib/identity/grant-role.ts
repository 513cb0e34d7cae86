import "server-only";
import { recordAudit } from "@/lib/audit/record-audit";
import { businessDate } from "@/lib/clock";
import { inTransaction } from "@/lib/db";
import { DomainError } from "@/lib/errors";
import { isStaff } from "@/lib/permissions";
import { addBorrower, addInvestor, type BorrowerDetails } from "./person-rows";

/**
 * Adds the other role to someone's own account: an investor who also wants to borrow, a borrower who also wants to
 * invest. Nobody becomes an administrator this way: the type does not offer it and the verb refuses it.
 *
 * @throws DomainError "already-exists" when the role is there, "invalid" when a borrower's details are missing
 */
export async function grantRole(grant: {
  userId: string;
  role: "BORROWER" | "INVESTOR";
  borrower?: BorrowerDetails | undefined;
}): Promise<void> {
  const { userId, role, borrower } = grant;
  await inTransaction(async (tx) => {
    // The lock makes two clicks wait for each other, so that the second finds the role there.
    await tx.$queryRaw`SELECT id FROM users WHERE id = ${userId} FOR UPDATE`;
    const user = await tx.user.findUnique({ where: { id: userId }, include: { roles: true } });
    if (!user) throw new DomainError("not-found", "This account no longer exists.");
    if (user.roles.some((held) => held.role === role)) {
      throw new DomainError("already-exists", "You already have this role.");
    }
    if (isStaff(user.roles.map((held) => held.role))) {
      throw new DomainError("not-allowed", "Staff accounts cannot borrow or invest.");
    }
    if (role === "BORROWER") await addBorrower(tx, { userId, name: user.name, details: borrower });
    else if (role === "INVESTOR") await addInvestor(tx, { userId });
    else throw new DomainError("not-allowed", "You can't give yourself this role.");
    await recordAudit(tx, {
      actorUserId: userId,
      action: "user.add-role",
      subjectType: "user",
      subjectId: userId,
      detail: { role },
      businessDate: await businessDate(tx),
    });
  });
}
