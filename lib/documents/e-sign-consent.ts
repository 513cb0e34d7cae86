// The consent to electronic documents: given before anything is signed, kept as a document, withdrawn in the settings.
import { recordAudit } from "@/lib/audit/record-audit";
import type { IsoDate } from "@/lib/calendar/dates";
import { businessDate, now } from "@/lib/clock";
import { db, inTransaction, type Tx } from "@/lib/db";
import { DomainError } from "@/lib/errors";
import { findSigner } from "@/lib/identity/signer";
import { newId } from "@/lib/ids";
import { requireAccess } from "./e-sign-access";
import { E_SIGN_VERSION, eSignConsentText } from "./e-sign-text";
import { storeDocument } from "./store-document";

export type ESignStatus = { documentId: string; givenAt: string } | null; // instant

/** The consent in force, or null. */
export async function eSignStatus(userId: string): Promise<ESignStatus> {
  const row = await db.eSignConsent.findFirst({ where: { userId, withdrawnAt: null } });
  return row && { documentId: row.documentId, givenAt: row.givenAt.toISOString() };
}

/** The text that the person agrees to, as it would be kept today. */
export async function eSignText(userId: string): Promise<string> {
  const { name } = await findSigner(db, userId, "self");
  return eSignConsentText({ name, on: await businessDate() });
}

type Origin = { ipAddress?: string | null | undefined; userAgent?: string | null | undefined };

type Consent = Origin & {
  userId: string;
  /** From the PDF of the text: see e-sign-access.ts. */
  code: string;
};

/**
 * Keeps the consent with its text, hash and time. Agreeing twice, also at once, gives one consent.
 *
 * @throws DomainError "invalid" (field code) for another code than the one in the PDF
 */
export async function giveESignConsent(consent: Consent): Promise<void> {
  await inTransaction(async (tx) => keepESignConsent(tx, { ...consent, on: await businessDate(tx) }));
}

export async function keepESignConsent(tx: Tx, consent: Consent & { on: IsoDate }) {
  const { userId, code, on, ipAddress, userAgent } = consent;
  await lockPerson(tx, userId);
  if (await tx.eSignConsent.findFirst({ where: { userId, withdrawnAt: null } })) return;
  const access = await requireAccess(tx, { userId, code });
  const id = newId("esc");
  const { name } = await findSigner(tx, userId, "self");
  const document = await storeDocument(tx, {
    kind: "e-sign-consent",
    templateVersion: E_SIGN_VERSION,
    subjectType: "user",
    subjectId: userId,
    userId,
    body: access.body,
    signedName: name,
    signedOn: on,
    ipAddress,
    userAgent,
  });
  await tx.eSignConsent.create({
    data: { id, userId, documentId: document.id, accessDocumentId: access.documentId },
  });
  await recordAudit(tx, {
    actorUserId: userId,
    action: "user.give-e-sign-consent",
    subjectType: "user",
    subjectId: userId,
    detail: { documentId: document.id, version: E_SIGN_VERSION, accessDocumentId: access.documentId },
    businessDate: on,
  });
}

/** Ends the consent in force. What was signed before stays signed. Withdrawing what is not there changes nothing. */
export async function withdrawESignConsent({ userId }: { userId: string }): Promise<void> {
  await inTransaction(async (tx) => {
    await lockPerson(tx, userId);
    const current = await tx.eSignConsent.findFirst({ where: { userId, withdrawnAt: null } });
    if (!current) return;
    await tx.eSignConsent.update({ where: { id: current.id }, data: { withdrawnAt: now() } });
    await recordAudit(tx, {
      actorUserId: userId,
      action: "user.withdraw-e-sign-consent",
      subjectType: "user",
      subjectId: userId,
      detail: { documentId: current.documentId },
      businessDate: await businessDate(tx),
    });
  });
}

/** @throws DomainError "not-allowed" while the person has not agreed to sign electronically */
export async function requireESignConsent(tx: Tx, userId: string): Promise<void> {
  // Locked, so that a withdrawal waits for what is being signed, or the signature finds it withdrawn.
  const held = await tx.$queryRaw<unknown[]>`
    SELECT 1 FROM e_sign_consents WHERE user_id = ${userId} AND withdrawn_at IS NULL FOR SHARE`;
  if (held.length > 0) return;
  throw new DomainError(
    "not-allowed",
    "Before you sign anything here, agree to electronic documents under Settings, Electronic documents.",
  );
}

async function lockPerson(tx: Tx, userId: string) {
  await tx.$queryRaw`SELECT id FROM users WHERE id = ${userId} FOR UPDATE`;
}
