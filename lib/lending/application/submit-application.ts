import { recordAudit } from "@/lib/audit/record-audit";
import { toDbDate } from "@/lib/calendar/dates";
import { businessDate, businessInstant } from "@/lib/clock";
import { db, inTransaction, type Tx } from "@/lib/db";
import { signDocument } from "@/lib/documents/sign-document";
import { DomainError } from "@/lib/errors";
import { einOf } from "@/lib/identity/ein";
import { findSigner, setSignerTitle } from "@/lib/identity/signer";
import { keepTaxId } from "@/lib/identity/tax-id";
import { d, dollars } from "@/lib/money/money";
import { addJob } from "@/lib/queue";
import {
  CERTIFICATION_TEXT,
  CERTIFICATION_VERSION,
  CONSENT_TEXT,
  CONSENT_VERSION,
} from "@/lib/lending/credit/consent";
import { refuseFutureFormation } from "@/lib/lending/credit/facts";
import { refuseSecondApplication } from "./open-application";
import { lockBorrower } from "@/lib/lending/credit/same-borrower";
import type { ApplicationForm, BusinessForm } from "./schemas";

type Origin = { ipAddress?: string | null | undefined; userAgent?: string | null | undefined };

/** What a person states, or a business; a person's tax id as it is kept, a business's is its EIN. */
export type Submission = Origin & { borrowerId: string; applicationId: string } & (
    (ApplicationForm & { taxIdHash?: string | null | undefined }) | BusinessForm
  );

/** The key in the queue of the job that decides an application. */
export const decisionJobKey = (applicationId: string) => `decide-application:${applicationId}`;

/**
 * Takes an application in; the decision follows in a job. Submitting again what was already submitted changes nothing. A
 * borrower has one open application, over all accounts with the same tax id.
 *
 * @throws DomainError "not-found" for an application of someone else, "invalid" (field amount) outside what is lent,
 *   "wrong-state" while another application is open
 */
export async function submitApplication(
  submission: Submission,
): Promise<{ applicationId: string; status: "SUBMITTED" }> {
  const { borrowerId, applicationId, ipAddress, userAgent, ...form } = submission;
  const identity = await identityOf(borrowerId, form);
  await inTransaction(async (tx) => {
    const accounts = await lockBorrower(tx, borrowerId, identity);
    const on = await businessDate(tx);
    const application = await lockApplication(tx, applicationId);
    if (application?.borrowerId !== borrowerId) throw new DomainError("not-found", "Application not found.");
    if (application.status === "WITHDRAWN")
      throw new DomainError("withdrawn", "You withdrew this application.");
    if (application.status !== "DRAFT") return;
    await refuseUnlessLent(tx, form.amount);
    await refuseSecondApplication(tx, { borrowerId, accounts, on });
    if ("business" in form) {
      refuseFutureFormation(form.business.formedOn, on);
      await setSignerTitle(tx, { borrowerId, title: form.business.signerTitle });
    }
    await tx.loanApplication.update({
      where: { id: applicationId },
      data: {
        ...form,
        ...identity,
        status: "SUBMITTED",
        consentedAt: await businessInstant(tx),
        submittedOn: toDbDate(on),
      },
    });
    const { userId } = await tx.borrower.findUniqueOrThrow({ where: { id: borrowerId } });
    const signer = await findSigner(tx, userId, "borrower");
    await signDocument(tx, {
      ...("business" in form
        ? { kind: "business-certification", templateVersion: CERTIFICATION_VERSION, body: CERTIFICATION_TEXT }
        : { kind: "credit-check-consent", templateVersion: CONSENT_VERSION, body: CONSENT_TEXT }),
      subjectType: "application",
      subjectId: applicationId,
      userId,
      signedName: signer.name,
      signedOn: on,
      ipAddress,
      userAgent,
    });
    const subject = { subjectType: "application", subjectId: applicationId, businessDate: on };
    await recordAudit(tx, {
      actorUserId: userId,
      action: "application.submit",
      ...subject,
      detail: { amount: form.amount },
    });
    await tx.applicationEvent.create({
      data: {
        applicationId,
        businessDate: toDbDate(on),
        step: "submitted",
        outcome: "received",
        detail: { amount: form.amount, ...statedFigures(form) },
      },
    });
    await addJob(tx, "decide-application", { applicationId }, decisionJobKey(applicationId));
  });
  return { applicationId, status: "SUBMITTED" };
}

type Form = ApplicationForm | BusinessForm;

function statedFigures(form: Form) {
  if (!("business" in form))
    return { monthlyIncome: form.monthlyIncome, monthlyHousing: form.monthlyHousing };
  const { annualRevenue, monthlyDebtPayments, formedOn } = form.business;
  return { annualRevenue, monthlyDebtPayments, formedOn };
}

/** Who applies: a business by the EIN it registered with, a person by the number they typed. */
async function identityOf(borrowerId: string, form: Form & { taxIdHash?: string | null | undefined }) {
  const borrower = await db.borrower.findUnique({ where: { id: borrowerId } });
  if (!borrower) throw new DomainError("not-found", "Application not found.");
  const isBusiness = "business" in form;
  if (isBusiness !== (borrower.kind === "BUSINESS")) {
    throw new DomainError(
      "invalid",
      "These answers are for the other kind of borrower (person or business). Start a new application.",
    );
  }
  if (!isBusiness) return { taxIdLast4: form.taxIdLast4, taxIdHash: form.taxIdHash ?? null };
  const ein = einOf(borrower.registrationNumber ?? "");
  if (ein) return keepTaxId(ein);
  throw new DomainError(
    "wrong-state",
    "The EIN of this business is not valid. Contact us to correct it before you apply.",
  );
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
  if (!least || !most) throw new DomainError("unavailable", "We are not accepting applications right now.");
  if (d(amount).gte(least) && d(amount).lte(most)) return;
  throw new DomainError(
    "invalid",
    `Loans are available from ${dollars(least)} to ${dollars(most)}.`,
    "amount",
  );
}
