import { z } from "zod";
import { db } from "@/lib/db";
import { DomainError } from "@/lib/errors";
import { businessAnswersInput } from "@/lib/lending/credit/business-answers";
import { getDraft } from "./draft-queries";
import { applicationInput } from "./schemas";
import { submitApplication } from "./submit-application";

const { amount, purpose, consent } = applicationInput.shape;
const personInput = applicationInput.omit({ applicationId: true });
const businessInput = z.object({ amount, purpose, consent, business: businessAnswersInput });

/**
 * Sends the application as it was kept. Sending twice, or one that was sent from another tab, changes nothing.
 *
 * @throws DomainError "invalid" while something is missing; as `submitApplication`
 */
export async function submitDraft(sending: {
  borrowerId: string;
  applicationId: string;
  ipAddress?: string | null | undefined;
  userAgent?: string | null | undefined;
}): Promise<void> {
  const { borrowerId, applicationId } = sending;
  const draft = await getDraft(borrowerId);
  if (draft?.applicationId !== applicationId) return; // sent already; the page it leads to knows whose it is
  const { hasConsented, savedAt: _, hasTaxId, business, kind, applicationId: __, ...fields } = draft;
  const given = { ...fields, consent: hasConsented ? "on" : undefined };
  if (kind === "BUSINESS") {
    const parsed = businessInput.safeParse({ ...given, business });
    if (!parsed.success) throw missing();
    const { consent: _consent, ...form } = parsed.data;
    await submitApplication({ ...sending, ...form });
    return;
  }
  const parsed = personInput.safeParse(given);
  if (!parsed.success || !hasTaxId) throw missing();
  const { consent: _consent, ...form } = parsed.data;
  const { taxIdHash } = await db.loanApplication.findUniqueOrThrow({ where: { id: applicationId } });
  await submitApplication({ ...sending, ...form, taxIdHash });
}

function missing() {
  return new DomainError("invalid", "Some answers are missing. Go back to the step marked as open.");
}
