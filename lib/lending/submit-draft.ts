import { DomainError } from "@/lib/errors";
import { getDraft } from "./draft-queries";
import { applicationInput } from "./schemas";
import { submitApplication } from "./submit-application";

/**
 * Sends the application as it was kept. Sending twice, or one that was sent from another tab, changes nothing.
 *
 * @throws DomainError "invalid" while something is missing; as `submitApplication`
 */
export async function submitDraft({
  borrowerId,
  applicationId,
  ...origin
}: {
  borrowerId: string;
  applicationId: string;
  ipAddress?: string | null | undefined;
  userAgent?: string | null | undefined;
}): Promise<void> {
  const draft = await getDraft(borrowerId);
  if (draft?.applicationId !== applicationId) return; // sent already; the page it leads to knows whose it is
  const { hasConsented, savedAt: _, ...fields } = draft;
  const parsed = applicationInput.safeParse({ ...fields, consent: hasConsented ? "on" : undefined });
  if (!parsed.success) {
    throw new DomainError(
      "invalid",
      "Something is still missing. Go back to the step that is marked as open.",
    );
  }
  const { consent: _consent, ...form } = parsed.data;
  await submitApplication({ borrowerId, ...form, ...origin });
}
