import { db } from "@/lib/db";
import { getDraft } from "./draft-queries";
import { saveDraft } from "./save-draft";
import { applicationInput, type ApplicationDraft } from "./schemas";
import { refuseUnlessLent } from "./submit-application";

export const DRAFT_FIELDS = [
  "amount",
  "purpose",
  "employment",
  "employedYears",
  "monthlyIncome",
  "monthlyHousing",
  "taxIdLast4",
] as const;
export type DraftField = (typeof DRAFT_FIELDS)[number];
export type Typed = Partial<Record<DraftField, string>>;

/**
 * Keeps one step of the application: the fields named replace those in the draft, the others stay. A field left blank is
 * cleared; one that is not valid yet leaves what was kept before, so that half a number never overwrites a whole one.
 *
 * @param isFinished the borrower goes on to the next step, so an amount that we do not lend is refused
 * @throws DomainError "invalid" (field amount)
 */
export async function saveTyped({
  borrowerId,
  typed,
  hasConsented,
  isFinished = false,
}: {
  borrowerId: string;
  typed: Typed;
  hasConsented?: boolean | undefined;
  isFinished?: boolean;
}): Promise<{ applicationId: string }> {
  if (isFinished && typed.amount !== undefined) {
    await refuseUnlessLent(db, applicationInput.shape.amount.parse(typed.amount));
  }
  const draft = await getDraft(borrowerId);
  const kept = Object.fromEntries(
    DRAFT_FIELDS.map((field) => [field, keep(field, typed[field], draft?.[field])]),
  );
  return saveDraft({
    borrowerId,
    applicationId: draft?.applicationId,
    ...(kept as Partial<ApplicationDraft>),
    hasConsented,
  });
}

function keep(field: DraftField, typed: string | undefined, before: string | null | undefined) {
  const schema = applicationInput.shape[field];
  if (typed?.trim() === "") return undefined;
  const parsed = schema.safeParse(typed);
  return parsed.success ? parsed.data : schema.safeParse(before).data;
}
