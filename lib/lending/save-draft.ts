import { businessInstant } from "@/lib/clock";
import { db } from "@/lib/db";
import { DomainError } from "@/lib/errors";
import { newId } from "@/lib/ids";
import type { ApplicationDraft } from "./schemas";

type Draft = Partial<ApplicationDraft> & {
  /** Left out: the consent given so far stays. It counts only once the application is submitted. */
  hasConsented?: boolean | undefined;
};

/**
 * Keeps what the borrower has typed so far. Without an id it goes on with the borrower's open draft, or begins one.
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
  const found = await db.loanApplication.findFirst({
    where: { borrowerId, ...(applicationId ? { id: applicationId } : { status: "DRAFT" as const }) },
    orderBy: { createdAt: "desc" },
    select: { id: true },
  });
  if (!found && applicationId) throw new DomainError("not-found", "There is no such application.");
  if (!found) {
    const created = await db.loanApplication.create({
      data: { id: newId("app"), borrowerId, ...(await stored(draft)) },
      select: { id: true },
    });
    return { applicationId: created.id };
  }
  // The status is part of the condition, so that a draft submitted meanwhile in another tab stays as it was submitted.
  const { count } = await db.loanApplication.updateMany({
    where: { id: found.id, status: "DRAFT" },
    data: await stored(draft),
  });
  if (count === 0) throw new DomainError("wrong-state", "This application was already submitted.");
  return { applicationId: found.id };
}

/** A field left blank is stored as blank: it must not come back after it was cleared. */
async function stored(draft: Draft) {
  const {
    hasConsented,
    amount,
    purpose,
    employment,
    employedYears,
    monthlyIncome,
    monthlyHousing,
    taxIdLast4,
  } = draft;
  return {
    amount: amount ?? null,
    purpose: purpose ?? null,
    employment: employment ?? null,
    employedYears: employedYears ?? null,
    monthlyIncome: monthlyIncome ?? null,
    monthlyHousing: monthlyHousing ?? null,
    taxIdLast4: taxIdLast4 ?? null,
    ...(hasConsented === undefined ? {} : { consentedAt: hasConsented ? await businessInstant() : null }),
  };
}
