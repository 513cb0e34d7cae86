// What somebody proposed ends with their access: another person would be deciding for somebody who may no longer ask.
import "server-only";
import { cancelProposalsOf } from "@/lib/approvals/expire";
import { inTransaction } from "@/lib/db";
import { withdrawStaffRole } from "@/lib/identity/staff-roles";
import { suspendUser } from "@/lib/identity/suspend-user";

/** Withdraws a role, ends every session, and cancels what the person has proposed. @throws DomainError as `withdrawStaffRole` */
export async function takeRoleAway(of: Parameters<typeof withdrawStaffRole>[0]): Promise<void> {
  await inTransaction(async (tx) => {
    await withdrawStaffRole(of, tx);
    await cancelProposalsOf(tx, of);
  });
}

/** Suspends an account and cancels what the person has proposed. @throws DomainError as `suspendUser` */
export async function shutOut(of: Parameters<typeof suspendUser>[0]): Promise<void> {
  await inTransaction(async (tx) => {
    await suspendUser(of, tx);
    await cancelProposalsOf(tx, of);
  });
}
