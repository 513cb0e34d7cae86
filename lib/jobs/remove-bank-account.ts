import { recordAudit } from "@/lib/audit/record-audit";
import { businessDate } from "@/lib/clock";
import { inTransaction } from "@/lib/db";
import { DomainError } from "@/lib/errors";
import { investmentUsesOf } from "@/lib/investing/account-uses";
import { loanUsesOf } from "@/lib/lending/terms/account-uses";
import { markRemoved } from "@/lib/payments/external-accounts";
import { openPaymentsOf } from "@/lib/payments/open-payments";

/**
 * Removes a bank account from its person's choices; past payments still name it. Removing it twice is removing it once.
 *
 * The loans and investments are locked before the account, in the order of every verb that names an account for one of them.
 *
 * @throws DomainError "not-found" for somebody else's; "wrong-state" while something needs it, which the sentence names
 */
export async function removeBankAccount({
  userId,
  externalAccountId,
}: {
  userId: string;
  externalAccountId: string;
}): Promise<void> {
  await inTransaction(async (tx) => {
    const own = { userId, externalAccountId };
    const inUse = [...(await loanUsesOf(tx, own)), ...(await investmentUsesOf(tx, own))];
    await tx.$queryRaw`SELECT 1 FROM external_accounts WHERE id = ${externalAccountId} FOR UPDATE`;
    const account = await tx.externalAccount.findFirst({ where: { id: externalAccountId, userId } });
    if (!account) throw new DomainError("not-found", "Bank account not found.");
    if (account.status === "REMOVED") return;
    const needs = [...inUse, ...(await openPaymentsOf(tx, externalAccountId))];
    if (needs.length > 0) {
      const sentence = `You can't remove this bank account yet: ${needs.join("; ")}. Choose another account first, or wait until the payment is complete.`;
      throw new DomainError("wrong-state", sentence);
    }
    await markRemoved(tx, externalAccountId);
    await recordAudit(tx, {
      actorUserId: userId,
      action: "bank-account.remove",
      subjectType: "bank-account",
      subjectId: externalAccountId,
      businessDate: await businessDate(tx),
    });
  });
}
