import { recordAudit } from "@/lib/audit/record-audit";
import { businessDate, businessInstant } from "@/lib/clock";
import { within, type Tx } from "@/lib/db";
import { DomainError } from "@/lib/errors";

/** Stops offering an option; investments opened with it continue. @throws DomainError not-found, withdrawn */
export async function withdrawOption(
  { userId, optionId }: { userId: string; optionId: string },
  caller?: Tx,
): Promise<void> {
  await within(caller, async (tx) => {
    const { count } = await tx.investmentOption.updateMany({
      where: { id: optionId, isOffered: true },
      data: { isOffered: false, withdrawnAt: await businessInstant(tx) },
    });
    if (count === 0) {
      const exists = await tx.investmentOption.count({ where: { id: optionId } });
      if (exists === 0) throw new DomainError("not-found", "Option not found.");
      throw new DomainError("withdrawn", "This option was already withdrawn.");
    }
    await recordAudit(tx, {
      actorUserId: userId,
      action: "investment-option.withdraw",
      subjectType: "investment-option",
      subjectId: optionId,
      businessDate: await businessDate(tx),
    });
  });
}
