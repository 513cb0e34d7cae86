import { recordAudit } from "@/lib/audit/record-audit";
import { formatDate, fromDbDate, toDbDate, type IsoDate } from "@/lib/calendar/dates";
import { businessDate } from "@/lib/clock";
import { inTransaction, type Tx } from "@/lib/db";
import { LOAN_AGREEMENT_VERSION } from "@/lib/documents/loan-agreement";
import { signDocument } from "@/lib/documents/sign-document";
import { DomainError, invariant } from "@/lib/errors";
import { findSigner } from "@/lib/identity/signer";
import { requireVerifiedEmail } from "@/lib/identity/require-verified-email";
import { newId } from "@/lib/ids";
import { notify } from "@/lib/notifications/notify";
import type { Offer } from "@/prisma/generated/client";
import { loanPath } from "@/lib/lending/terms/find-loan";
import { agreementText, chargesOf, type Charges } from "./offer-agreement";
import { lockBorrower } from "@/lib/lending/credit/same-borrower";
import { COMMERCIAL_DISCLOSURE_VERSION, requireDisclosure } from "./commercial-disclosure";
import { lockApplication } from "./submit-application";
import {
  recordUnaffordable,
  refuseUnaffordable,
  UnaffordableOffer,
} from "@/lib/lending/credit/unaffordable-offer";

export type Acceptance = {
  borrowerId: string;
  offerId: string;
  signedName: string;
  ipAddress?: string | null | undefined;
  userAgent?: string | null | undefined;
};

/**
 * The borrower signs: the offer becomes a loan on exactly its terms, the agreement is kept as it was shown, and the other
 * offers of the application are closed. Accepting the same offer again gives the same loan. Whether the borrower can carry
 * the payment is checked once more, with what all their accounts owe us now.
 *
 * A business signs the disclosure of its offer as well, before the agreement.
 *
 * @throws DomainError "not-found" for an offer of someone else, "expired" after its last day, "wrong-state" when another
 *   offer was accepted or the application is closed, "not-allowed" when the payment is no longer affordable,
 * "invalid" (field
 *   signedName) for another name than the signer's
 */
export async function acceptOffer(acceptance: Acceptance): Promise<{ loanId: string }> {
  try {
    return await inTransaction((tx) => accept(tx, acceptance));
  } catch (error) {
    // Afterward, in a separate transaction: the refusal leaves nothing else behind.
    if (error instanceof UnaffordableOffer) await recordUnaffordable(error);
    throw error;
  }
}

async function accept(tx: Tx, { borrowerId, offerId, signedName, ipAddress, userAgent }: Acceptance) {
  const found = await tx.offer.findFirst({
    where: { id: offerId, application: { borrowerId } },
    select: { applicationId: true },
  });
  if (!found) throw new DomainError("not-found", "Offer not found.");
  await requireVerifiedEmail(tx, { borrowerId });
  const accounts = await lockBorrower(tx, borrowerId);
  const application = await lockApplication(tx, found.applicationId);
  invariant(application, "an offer has an application");
  const offer = await tx.offer.findUniqueOrThrow({
    where: { id: offerId },
    include: { loan: { select: { id: true } } },
  });
  if (offer.loan) return { loanId: offer.loan.id };
  const on = await businessDate(tx);
  refuseUnlessOpen(offer, on);
  await refuseUnaffordable(tx, { offer, application, accounts, on });
  const { legalName, userId } = await tx.borrower.findUniqueOrThrow({ where: { id: borrowerId } });
  const signer = await findSigner(tx, userId, "borrower");
  const charges = await chargesOf(tx, offer);
  const loanId = newId("loan");
  const signature = { userId, signedName, signedOn: on, ipAddress, userAgent };
  const subject = { subjectType: "loan", subjectId: loanId };
  if (signer.company !== null)
    await signDocument(tx, {
      ...{ kind: "commercial-disclosure", templateVersion: COMMERCIAL_DISCLOSURE_VERSION },
      ...{ ...subject, ...signature },
      body: (await requireDisclosure(tx, offerId)).text,
    });
  const agreement = await signDocument(tx, {
    ...{ kind: "loan-agreement", templateVersion: LOAN_AGREEMENT_VERSION },
    ...{ ...subject, ...signature },
    body: agreementText(offer, { borrowerName: legalName, signer, on, charges }),
  });
  await open(tx, { loanId, borrowerId, userId, offer, charges, agreementId: agreement.id, on });
  return { loanId };
}

function refuseUnlessOpen({ status, expiresOn }: Offer, on: IsoDate) {
  const lastDay = fromDbDate(expiresOn);
  if (status === "EXPIRED" || (status === "OPEN" && on > lastDay)) {
    throw new DomainError(
      "expired",
      `This offer was open until ${formatDate(lastDay)}. Apply again to get a new one.`,
    );
  }
  if (status !== "OPEN") throw new DomainError("wrong-state", "This offer is no longer open.");
}

type Opening = {
  loanId: string;
  borrowerId: string;
  userId: string;
  offer: Offer;
  charges: Charges;
  agreementId: string;
  on: IsoDate;
};

async function open(tx: Tx, { loanId, borrowerId, userId, offer, charges, agreementId, on }: Opening) {
  const { applicationId } = offer;
  await tx.offer.update({ where: { id: offer.id }, data: { status: "ACCEPTED" } });
  await tx.offer.updateMany({ where: { applicationId, status: "OPEN" }, data: { status: "CLOSED" } });
  await tx.loanApplication.update({ where: { id: applicationId }, data: { status: "ACCEPTED" } });
  await tx.loan.create({
    data: {
      id: loanId,
      borrowerId,
      applicationId,
      offerId: offer.id,
      agreementId,
      principal: offer.amount,
      originationFee: offer.originationFee,
      annualRate: offer.annualRate,
      termMonths: offer.termMonths,
      method: offer.method,
      dayCount: offer.dayCount,
      rounding: offer.rounding,
      ...charges,
      acceptedOn: toDbDate(on),
    },
  });
  await tx.applicationEvent.create({
    data: {
      applicationId,
      businessDate: toDbDate(on),
      step: "accepted",
      outcome: "by the borrower",
      detail: { offerId: offer.id, loanId },
    },
  });
  await notify(tx, {
    userId,
    kind: "loan-accepted",
    title: "Your loan agreement is signed",
    body: "Choose the bank account that should receive the money.",
    href: loanPath(loanId),
    datedOn: on,
  });
  await recordAudit(tx, {
    actorUserId: userId,
    action: "offer.accept",
    subjectType: "loan",
    subjectId: loanId,
    detail: { offerId: offer.id, amount: offer.amount.toFixed(2), agreementId },
    businessDate: on,
  });
}
