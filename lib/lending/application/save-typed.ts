import { businessDate } from "@/lib/clock";
import { db } from "@/lib/db";
import { DomainError } from "@/lib/errors";
import { keepTaxId } from "@/lib/identity/tax-id";
import {
  BUSINESS_FIELDS,
  type BusinessAnswers,
  type BusinessField,
} from "@/lib/lending/credit/business-answers";
import { getDraft } from "./draft-queries";
import { refuseFutureFormation } from "@/lib/lending/credit/facts";
import { saveDraft } from "./save-draft";
import { applicationInput, taxIdInput, type ApplicationDraft } from "./schemas";
import { refuseUnlessLent } from "./submit-application";

const DRAFT_FIELDS = [
  "amount",
  "purpose",
  "employment",
  "employedYears",
  "monthlyIncome",
  "monthlyHousing",
] as const;
type DraftField = (typeof DRAFT_FIELDS)[number];
/** The tax id is typed whole; a business's answers come beside it. */
export type Typed = Partial<Record<DraftField | "taxId" | BusinessField, string>>;

/**
 * Keeps one step of the application: the fields named replace those in the draft, the others stay. A field left blank is
 * cleared; one that is not valid yet leaves what was kept before, so that half a number never overwrites a whole one.
 *
 * @param isFinished the borrower goes on to the next step, so an amount that we do not lend is refused
 * @throws DomainError "invalid" (field amount, taxId or formedOn)
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
  const taxId = taxIdInput.safeParse(typed.taxId);
  if (isFinished && typed.taxId?.trim() === "" && !draft?.hasTaxId) {
    throw new DomainError("invalid", taxId.error?.issues[0]?.message ?? "Enter your tax ID.", "taxId");
  }
  if (isFinished && typed.formedOn) refuseFutureFormation(typed.formedOn.trim(), await businessDate());
  const kept = Object.fromEntries(
    DRAFT_FIELDS.map((field) => [field, keep(field, typed[field], draft?.[field])]),
  );
  return saveDraft({
    borrowerId,
    applicationId: draft?.applicationId,
    ...(kept as Partial<ApplicationDraft>),
    // A number that is not whole leaves the one that was kept: it is never shown again, so nothing is retyped.
    ...(taxId.success ? keepTaxId(taxId.data) : { taxIdLast4: draft?.taxIdLast4 ?? undefined }),
    business: keepAnswers(typed, draft?.business),
    hasConsented,
  });
}

/** A business's answers, each as it was last right. */
function keepAnswers(typed: Typed, before: BusinessAnswers = {}): BusinessAnswers | undefined {
  const answered = (Object.keys(BUSINESS_FIELDS) as BusinessField[]).filter(
    (field) => typed[field] !== undefined,
  );
  if (answered.length === 0) return undefined;
  const kept = { ...before };
  for (const field of answered) {
    const parsed = BUSINESS_FIELDS[field].safeParse(typed[field]);
    if (typed[field]?.trim() === "") delete kept[field];
    else if (parsed.success && parsed.data) kept[field] = parsed.data;
  }
  return kept;
}

function keep(field: DraftField, typed: string | undefined, before: string | null | undefined) {
  const schema = applicationInput.shape[field];
  if (typed?.trim() === "") return undefined;
  const parsed = schema.safeParse(typed);
  return parsed.success ? parsed.data : schema.safeParse(before).data;
}
