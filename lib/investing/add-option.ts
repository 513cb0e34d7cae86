import { recordAudit } from "@/lib/audit/record-audit";
import { businessDate } from "@/lib/clock";
import { within, type Tx } from "@/lib/db";
import { DomainError } from "@/lib/errors";
import { newId } from "@/lib/ids";
import { d } from "@/lib/money/money";

export type NewOption = {
  termMonths: number;
  annualRate: string;
  minimum: string;
  maximum: string;
  capacity?: string | null | undefined; // in all; null: as much as comes
};

/**
 * Adds a term and rate that investors can choose. Existing investments keep their terms.
 *
 * @param annualRate fraction
 * @throws DomainError already-exists when the same term and rate is on offer
 */
export async function addOption(
  option: NewOption & { userId: string },
  caller?: Tx,
): Promise<{ optionId: string }> {
  const { userId, termMonths, annualRate, minimum, maximum, capacity = null } = option;
  return within(caller, async (tx) => {
    await requireNewOption(tx, option);
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

/** @throws DomainError "already-exists" at the field "annualRate" */
export async function requireNewOption(
  tx: Tx,
  { termMonths, annualRate }: Pick<NewOption, "termMonths" | "annualRate">,
): Promise<void> {
  const offered = await tx.investmentOption.findMany({ where: { isOffered: true, termMonths } });
  if (!offered.some((other) => d(other.annualRate).equals(d(annualRate)))) return;
  throw new DomainError(
    "already-exists",
    "An option with this term and rate is already available.",
    "annualRate",
  );
}
