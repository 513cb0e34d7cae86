import { recordAudit } from "@/lib/audit/record-audit";
import { businessDate } from "@/lib/clock";
import { inTransaction } from "@/lib/db";
import { DomainError } from "@/lib/errors";
import { toDbDate } from "@/lib/calendar/dates";
import { lockOwnInvestment } from "@/lib/investing/find-investment";

/**
 * Takes back what is not paid yet of a request; what was paid stays paid.
 *
 * @throws DomainError not-found; wrong-state when nothing of it is open any more
 */
export async function cancelWithdrawal({
  requestId,
  investorId,
  userId,
}: {
  requestId: string;
  investorId: string;
  userId: string;
}): Promise<void> {
  await inTransaction(async (tx) => {
    const found = await tx.withdrawalRequest.findFirst({
      where: { id: requestId, investment: { investorId } },
    });
    if (!found) throw new DomainError("not-found", "Request not found.");
    const { investmentId } = found;
    await lockOwnInvestment(tx, { investorId, investmentId });
    const today = await businessDate(tx);
    const canceled = await tx.withdrawalRequest.updateMany({
      where: { id: requestId, state: "QUEUED" },
      data: { state: "CANCELED", cancelReason: "You canceled it.", endedOn: toDbDate(today) },
    });
    if (canceled.count === 0)
      throw new DomainError("wrong-state", "This request has been paid or canceled already.");
    await recordAudit(tx, {
      actorUserId: userId,
      action: "investment.cancel-withdrawal",
      subjectType: "investment",
      subjectId: investmentId,
      detail: { amount: found.openPrincipal.toFixed(2) },
      businessDate: today,
    });
  });
}
