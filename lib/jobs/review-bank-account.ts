import { recordAudit } from "@/lib/audit/record-audit";
import { businessDate } from "@/lib/clock";
import { inTransaction } from "@/lib/db";
import { DomainError } from "@/lib/errors";
import { notify } from "@/lib/notifications/notify";
import { recordReview } from "@/lib/payments/external-accounts";

const REFUSED = "Our staff could not confirm that this account is yours.";

/**
 * Decides about a bank account that somebody else has given too: cleared, it can be used; refused, it is disabled. Its person
 * is notified in words that say nothing of anybody else.
 *
 * @throws DomainError "not-found"; "wrong-state" when nobody has to decide about it (any more); "not-allowed" for one's own
 */
export async function reviewBankAccount({
  userId,
  externalAccountId,
  isCleared,
  reason,
}: {
  /** The administrator who decides. */
  userId: string;
  externalAccountId: string;
  isCleared: boolean;
  reason: string;
}): Promise<void> {
  await inTransaction(async (tx) => {
    await tx.$queryRaw`SELECT 1 FROM external_accounts WHERE id = ${externalAccountId} FOR UPDATE`;
    const account = await tx.externalAccount.findUnique({ where: { id: externalAccountId } });
    if (!account) throw new DomainError("not-found", "Bank account not found.");
    if (account.userId === userId)
      throw new DomainError(
        "not-allowed",
        "You can't review your own bank account. Another administrator must do it.",
      );
    if (account.sharedAt === null || account.reviewedAt !== null)
      throw new DomainError("wrong-state", "This bank account has already been reviewed.");
    await recordReview(tx, account, { reviewedById: userId, disabledReason: isCleared ? null : REFUSED });
    const on = await businessDate(tx);
    await recordAudit(tx, {
      actorUserId: userId,
      action: isCleared ? "bank-account.clear" : "bank-account.refuse",
      subjectType: "bank-account",
      subjectId: externalAccountId,
      detail: { reason },
      businessDate: on,
    });
    const name = `${account.bankName}, ending in ${account.accountNumberLast4}`;
    await notify(tx, {
      userId: account.userId,
      kind: isCleared ? "bank-account-cleared" : "bank-account-refused",
      title: isCleared ? "Your bank account can be used" : "Your bank account cannot be used",
      body: isCleared ? `We have reviewed ${name}.` : `${name}: ${REFUSED} Contact us if you think it is.`,
      datedOn: on,
    });
  });
}
