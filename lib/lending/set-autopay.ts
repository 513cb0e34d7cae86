import { recordAudit } from "@/lib/audit/record-audit";
import { businessDate } from "@/lib/clock";
import { inTransaction } from "@/lib/db";
import { DomainError } from "@/lib/errors";
import { lockOwnLoan, requireBankAccount, userOf } from "./find-loan";

/**
 * Switches automatic payment on or off, and names the account that repayments are collected from. What is on its way
 * already goes on.
 *
 * @throws DomainError "not-found", "wrong-state" for a loan that is closed or a bank account that can no longer be used
 */
export async function setAutopay({
  borrowerId,
  loanId,
  isAutopay,
  externalAccountId,
}: {
  borrowerId: string;
  loanId: string;
  isAutopay: boolean;
  externalAccountId?: string | undefined;
}): Promise<void> {
  await inTransaction(async (tx) => {
    const loan = await lockOwnLoan(tx, { borrowerId, loanId });
    if (loan.status !== "ACTIVE")
      throw new DomainError("wrong-state", "Automatic payment needs a running loan.");
    const userId = await userOf(tx, borrowerId);
    const account = externalAccountId ?? loan.externalAccountId;
    if (isAutopay && !account)
      throw new DomainError("invalid", "Choose a bank account.", "externalAccountId");
    if (account && (isAutopay || externalAccountId))
      await requireBankAccount(tx, { userId, externalAccountId: account });
    await tx.loan.update({ where: { id: loanId }, data: { isAutopay, externalAccountId: account } });
    const subject = { subjectType: "loan", subjectId: loanId, businessDate: await businessDate(tx) };
    await recordAudit(tx, {
      actorUserId: userId,
      action: "set autopay",
      ...subject,
      detail: { isAutopay: String(isAutopay) },
    });
  });
}
