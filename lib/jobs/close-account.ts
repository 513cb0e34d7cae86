import { recordAudit } from "@/lib/audit/record-audit";
import { businessDate } from "@/lib/clock";
import { inTransaction, type Tx } from "@/lib/db";
import { DomainError } from "@/lib/errors";
import { markClosed } from "@/lib/identity/profile";
import { notify } from "@/lib/notifications/notify";
import { OPEN_STATUSES } from "@/lib/payments/payment-statuses";
import { endSessions } from "@/lib/session-rows";

/**
 * Closes a person's own account: every session ends and nobody signs in to it any more. What happened in it stays, as the law asks.
 *
 * @throws DomainError "wrong-state" while there is money in it, or a decision is open, with what it is; "not-allowed" for staff
 */
export async function closeAccount({ userId }: { userId: string }): Promise<void> {
  await inTransaction(async (tx) => {
    await tx.$queryRaw`SELECT 1 FROM users WHERE id = ${userId} FOR UPDATE`;
    const staff = await tx.userRole.count({ where: { userId, role: { notIn: ["BORROWER", "INVESTOR"] } } });
    if (staff > 0)
      throw new DomainError("not-allowed", "A staff account is closed by another administrator.");
    const open = await openThings(tx, userId);
    if (open.length > 0)
      throw new DomainError("wrong-state", `You can't close your account yet: ${open.join("; ")}.`);
    const on = await businessDate(tx);
    await notify(tx, {
      ...{ userId, kind: "account-closed", datedOn: on },
      title: "Your account is closed",
      body: "You closed your account. We keep its records for as long as the law asks. If it was not you, write to us at once.",
    });
    await markClosed(tx, userId);
    await endSessions(tx, { userId, except: null });
    await recordAudit(tx, {
      ...{ actorUserId: userId, action: "user.close-account", subjectType: "user", subjectId: userId },
      businessDate: on,
    });
  });
}

/** What an account cannot be closed with, in words. */
async function openThings(tx: Tx, userId: string): Promise<string[]> {
  const [loans, investments, applications, payments] = await Promise.all([
    tx.loan.findMany({
      where: { borrower: { userId }, status: { notIn: ["CLOSED", "CANCELLED"] } },
      orderBy: { number: "asc" },
      select: { number: true },
    }),
    tx.investment.findMany({
      where: { investor: { userId }, status: { in: ["DEPOSITING", "ACTIVE", "MATURED"] } },
      orderBy: { number: "asc" },
      select: { number: true },
    }),
    tx.loanApplication.findMany({
      where: { borrower: { userId }, status: { in: ["SUBMITTED", "OFFERED"] } },
      orderBy: { number: "asc" },
      select: { number: true },
    }),
    tx.paymentOrder.findMany({
      where: { userId, status: { in: ["CREATED", "EXPECTED", ...OPEN_STATUSES] } },
      orderBy: { number: "asc" },
      select: { number: true },
    }),
  ]);
  return [
    ...loans.map(({ number }) => `loan ${number} is not paid off`),
    ...investments.map(({ number }) => `investment ${number} is not paid out`),
    ...applications.map(({ number }) => `application ${number} is open`),
    ...payments.map(({ number }) => `payment ${number} is pending`),
  ];
}
