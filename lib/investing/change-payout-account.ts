import { startCoolOff } from "@/lib/accounts/cool-off";
import { recordAudit } from "@/lib/audit/record-audit";
import { businessDate } from "@/lib/clock";
import { inTransaction } from "@/lib/db";
import { DomainError } from "@/lib/errors";
import { payUnpaid } from "./exits/pay-unpaid";
import { lockOwnInvestment, requireBankAccount } from "./find-investment";
import { payWaitingInvestments } from "./pay-waiting-investments";
import { canNameAccount } from "./queries";

/**
 * Names another bank account for the payout, which then waits for 24 hours. A payout that had failed is tried again after them.
 *
 * @throws DomainError not-found (investment or account), wrong-state (account disabled, payout on its way or done)
 */
export async function changePayoutAccount({
  investorId,
  userId,
  investmentId,
  externalAccountId,
}: {
  investorId: string;
  userId: string;
  investmentId: string;
  externalAccountId: string;
}): Promise<void> {
  const today = await inTransaction(async (tx) => {
    const investment = await lockOwnInvestment(tx, { investorId, investmentId });
    if (!canNameAccount(investment)) {
      throw new DomainError("wrong-state", "You can change the account only before the payout is sent.");
    }
    await requireBankAccount(tx, { userId, externalAccountId });
    await tx.investment.update({ where: { id: investmentId }, data: { externalAccountId, problem: null } });
    if (externalAccountId !== investment.externalAccountId) await startCoolOff(tx, userId, "account");
    const day = await businessDate(tx);
    await recordAudit(tx, {
      actorUserId: userId,
      action: "investment.change-payout-account",
      subjectType: "investment",
      subjectId: investmentId,
      detail: { from: investment.externalAccountId, to: externalAccountId },
      businessDate: day,
    });
    return day;
  });
  await payUnpaid({ businessDate: today });
  await payWaitingInvestments({ businessDate: today });
}
