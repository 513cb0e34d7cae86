import { recordAudit } from "@/lib/audit/record-audit";
import { toDbDate } from "@/lib/calendar/dates";
import { businessDate, businessInstant } from "@/lib/clock";
import { inTransaction, type Tx } from "@/lib/db";
import { signDocument } from "@/lib/documents/sign-document";
import { DomainError } from "@/lib/errors";
import { findSigner } from "@/lib/identity/signer";
import { d, formatMoney } from "@/lib/money/money";
import { addJob } from "@/lib/queue";
import { CONSENT_TEXT, CONSENT_VERSION } from "./consent";
import type { ApplicationForm } from "./schemas";

export type Submission = ApplicationForm & {
  borrowerId: string;
  applicationId: string;
  ipAddress?: string | null | undefined;
  userAgent?: string | null | undefined;
};

/** The key in the queue of the job that decides an application. */
export const decisionJobKey = (applicationId: string) => `decide-application:${applicationId}`;

/**
 * Takes an application in; the decision follows in a job. Submitting again what was already submitted changes nothing.
 *
 * @throws DomainError "not-found" for an application of someone else, "invalid" (field amount) outside what is lent
 */
export async function submitApplication(
  submission: Submission,
): Promise<{ applicationId: string; status: "SUBMITTED" }> {
  const { borrowerId, applicationId, ipAddress, userAgent, ...form } = submission;
  await inTransaction(async (tx) => {
    const on = await businessDate(tx);
    const application = await lockApplication(tx, applicationId);
    if (application?.borrowerId !== borrowerId)
      throw new DomainError("not-found", "There is no such application.");
    if (application.status === "WITHDRAWN")
      throw new DomainError("withdrawn", "You withdrew this application.");
    if (application.status !== "DRAFT") return;
    await refuseUnlessLent(tx, form.amount);
    await tx.loanApplication.update({
      where: { id: applicationId },
      data: {
        ...form,
        status: "SUBMITTED",
        consentedAt: await businessInstant(tx),
        submittedOn: toDbDate(on),
      },
    });
    const { user } = await tx.borrower.findUniqueOrThrow({
      where: { id: borrowerId },
      select: { user: true },
    });
    await signDocument(tx, {
      kind: "credit-check-consent",
      templateVersion: CONSENT_VERSION,
      subjectType: "application",
      subjectId: applicationId,
      userId: user.id,
      body: CONSENT_TEXT,
      signedName: (await findSigner(tx, user.id, "borrower")).name,
      signedOn: on,
      ipAddress,
      userAgent,
    });
    const subject = { subjectType: "application", subjectId: applicationId, businessDate: on };
    await recordAudit(tx, {
      actorUserId: user.id,
      action: "submit application",
      ...subject,
      detail: { amount: form.amount },
    });
    await tx.applicationEvent.create({
      data: {
        applicationId,
        businessDate: toDbDate(on),
        step: "submitted",
        outcome: "received",
        detail: {
          amount: form.amount,
          monthlyIncome: form.monthlyIncome,
          monthlyHousing: form.monthlyHousing,
        },
      },
    });
    await addJob(tx, "decide-application", { applicationId }, decisionJobKey(applicationId));
  });
  return { applicationId, status: "SUBMITTED" };
}

/** The row with its lock, so that two submissions, or a decision and a withdrawal, come one after the other. */
export async function lockApplication(tx: Tx, applicationId: string) {
  await tx.$queryRaw`SELECT id FROM loan_applications WHERE id = ${applicationId} FOR UPDATE`;
  return tx.loanApplication.findUnique({ where: { id: applicationId } });
}

/** @throws DomainError "invalid" (field amount) outside what our products lend */
export async function refuseUnlessLent(tx: Tx, amount: string) {
  const products = await tx.loanProduct.findMany({ where: { isOffered: true } });
  const amounts = products.flatMap((product) => [d(product.minimumAmount), d(product.maximumAmount)]);
  const [least, most] = amounts
    .toSorted((a, b) => a.cmp(b))
    .filter((_, at, all) => at === 0 || at === all.length - 1);
  if (!least || !most) throw new DomainError("unavailable", "We do not take applications at the moment.");
  if (d(amount).gte(least) && d(amount).lte(most)) return;
  throw new DomainError("invalid", `We lend from ${formatMoney(least)} to ${formatMoney(most)}.`, "amount");
}
