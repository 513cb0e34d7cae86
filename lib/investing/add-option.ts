import { recordAudit } from "@/lib/audit/record-audit";
import { businessDate } from "@/lib/clock";
import { inTransaction } from "@/lib/db";
import { DomainError } from "@/lib/errors";
import { newId } from "@/lib/ids";
import { d } from "@/lib/money/money";

/**
 * Adds a term and rate that investors can choose. Existing investments keep their terms.
 *
 * @param annualRate fraction
 * @throws DomainError already-exists when the same term and rate is on offer
 */
export async function addOption(option: {
  userId: string;
  termMonths: number;
  annualRate: string;
  minimum: string;
  maximum: string;
  capacity?: string | null; // in all
}): Promise<{ optionId: string }> {
  const { userId, termMonths, annualRate, minimum, maximum, capacity = null } = option;
  return inTransaction(async (tx) => {
    const offered = await tx.investmentOption.findMany({ where: { isOffered: true, termMonths } });
    if (offered.some((other) => d(other.annualRate).equals(d(annualRate)))) {
      throw new DomainError(
        "already-exists",
        "An option with this term and rate is already available.",
        "annualRate",
      );
    }
    const id = newId("opt");
    await tx.investmentOption.create({ data: { id, termMonths, annualRate, minimum, maximum, capacity } });
    await recordAudit(tx, {
      actorUserId: userId,
      action: "investment-option.add",
      subjectType: "investment-option",
      subjectId: id,
      detail: { termMonths, annualRate, minimum, maximum, ...(capacity === null ? {} : { capacity }) },
      businessDate: await businessDate(tx),
    });
    return { optionId: id };
  });
}
