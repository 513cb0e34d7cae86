import { recordAudit } from "@/lib/audit/record-audit";
import { businessDate } from "@/lib/clock";
import { inTransaction } from "@/lib/db";
import { DomainError } from "@/lib/errors";
import { lockOwnLoan, requireBankAccount, userOf } from "@/lib/lending/terms/find-loan";
import { revokeAutopay } from "./revoke-autopay";
import { signAutopay, type AutopaySignature } from "./sign-autopay";

/**
 * Turns automatic payment on or off, and names the account that repayments are collected from. Turning it on, or on for
 * another account, signs an authorization; turning it off revokes it. What is on its way already goes on.
 *
 * @throws DomainError "not-found", "wrong-state" for a loan that is closed or a bank account that can no longer be used, and
 *   as `signAutopay`
 */
export async function setAutopay({
  borrowerId,
  loanId,
  isAutopay,
  externalAccountId,
  ...signature
}: {
  borrowerId: string;
  loanId: string;
  isAutopay: boolean;
  externalAccountId?: string | undefined;
} & AutopaySignature): Promise<void> {
  await inTransaction(async (tx) => {
    const loan = await lockOwnLoan(tx, { borrowerId, loanId });
    if (isAutopay && loan.status !== "ACTIVE")
      // it is revoked at any time
      throw new DomainError("wrong-state", "Autopay requires an active loan.");
    const userId = await userOf(tx, borrowerId);
    const on = await businessDate(tx);
    const accountId = externalAccountId ?? loan.externalAccountId;
    if (isAutopay && !accountId)
      throw new DomainError("invalid", "Choose a bank account.", "externalAccountId");
    const account =
      accountId && (isAutopay || externalAccountId)
        ? await requireBankAccount(tx, { userId, externalAccountId: accountId })
        : null;
    if (isAutopay && account) await signAutopay(tx, { loan, account, userId, on, signature });
    else await revokeAutopay(tx, [{ loanId, on, because: "The borrower revoked it.", by: userId }]);
    await tx.loan.update({ where: { id: loanId }, data: { isAutopay, externalAccountId: accountId } });
    await recordAudit(tx, {
      actorUserId: userId,
      action: "loan.set-autopay",
      subjectType: "loan",
      subjectId: loanId,
      detail: { isAutopay: String(isAutopay) },
      businessDate: on,
    });
  });
}
