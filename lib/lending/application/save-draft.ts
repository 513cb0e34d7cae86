import { toDbDate } from "@/lib/calendar/dates";
import { businessDate, businessInstant } from "@/lib/clock";
import { inTransaction, type Tx } from "@/lib/db";
import { DomainError } from "@/lib/errors";
import { newId } from "@/lib/ids";
import type { BusinessAnswers } from "@/lib/lending/credit/business-answers";
import type { ApplicationDraft } from "./schemas";

type Draft = Partial<ApplicationDraft> & {
  /** Left out: the number kept so far stays. */
  taxIdHash?: string | null | undefined;
  /** Left out: the answers kept so far stay. */
  business?: BusinessAnswers | undefined;
  /** Left out: the consent given so far stays. It counts only once the application is submitted. */
  hasConsented?: boolean | undefined;
};

/**
 * Keeps what the borrower has typed so far. Without an id it continues the borrower's open draft or begins one;
 * there is never a second.
 *
 * @throws DomainError "not-found" for a draft of someone else, "wrong-state" once it was submitted
 */
export async function saveDraft({
  borrowerId,
  applicationId,
  ...draft
}: { borrowerId: string; applicationId?: string | undefined } & Draft): Promise<{
  applicationId: string;
}> {
  return inTransaction(async (tx) => {
    // Two tabs that begin at once wait for each other here.
    await tx.$queryRaw`SELECT pg_advisory_xact_lock(hashtextextended(${`draft:${borrowerId}`}, 0))::text`;
    const found = await tx.loanApplication.findFirst({
      where: { borrowerId, ...(applicationId ? { id: applicationId } : { status: "DRAFT" as const }) },
      orderBy: { createdAt: "desc" },
      select: { id: true },
    });
    if (!found && applicationId) throw new DomainError("not-found", "Application not found.");
    if (!found) {
      const created = await tx.loanApplication.create({
        data: { id: newId("app"), borrowerId, ...(await stored(tx, draft)) },
        select: { id: true },
      });
      return { applicationId: created.id };
    }
    // The status is part of the condition, so that a draft submitted in another tab stays as it was submitted.
    const { count } = await tx.loanApplication.updateMany({
      where: { id: found.id, status: "DRAFT" },
      data: await stored(tx, draft),
    });
    if (count === 0) throw new DomainError("wrong-state", "This application has already been submitted.");
    return { applicationId: found.id };
  });
}

/** A field left blank is stored as blank: it must not reappear after it was cleared. */
async function stored(tx: Tx, draft: Draft) {
  const {
    hasConsented,
    amount,
    purpose,
    employment,
    employedYears,
    monthlyIncome,
    monthlyHousing,
    taxIdLast4,
    taxIdHash,
    business,
  } = draft;
  return {
    savedOn: toDbDate(await businessDate(tx)),
    completeBy: null,
    amount: amount ?? null,
    purpose: purpose ?? null,
    employment: employment ?? null,
    employedYears: employedYears ?? null,
    monthlyIncome: monthlyIncome ?? null,
    monthlyHousing: monthlyHousing ?? null,
    taxIdLast4: taxIdLast4 ?? null,
    ...(taxIdHash === undefined ? {} : { taxIdHash }),
    ...(business === undefined ? {} : { business }),
    ...(hasConsented === undefined ? {} : { consentedAt: hasConsented ? await businessInstant(tx) : null }),
  };
}
