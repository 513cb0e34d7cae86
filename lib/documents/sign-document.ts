import type { IsoDate } from "@/lib/calendar/dates";
import type { Tx } from "@/lib/db";
import { DomainError } from "@/lib/errors";
import { findSigner, requireTitle } from "@/lib/identity/signer";
import { requireESignConsent } from "./e-sign-consent";
import { isSameName } from "./same-name";
import { storeDocument } from "./store-document";

type DocumentKind =
  | "loan-agreement"
  | "commercial-disclosure"
  | "investment-agreement"
  | "maturity-instruction"
  | "early-withdrawal"
  | "credit-check-consent"
  | "business-certification"
  | "autopay-authorization";

/** What a person signs as an investor is theirs, also when their business borrows. */
const SIGNED_AS_SELF: readonly DocumentKind[] = [
  "investment-agreement",
  "maturity-instruction",
  "early-withdrawal",
];

export type DocumentToSign = {
  kind: DocumentKind;
  templateVersion: string;
  subjectType: string; // loan | investment | application
  subjectId: string;
  userId: string;
  body: string; // exactly what was on the screen
  signedName: string; // as the person typed it
  signedOn: IsoDate;
  ipAddress?: string | null | undefined;
  userAgent?: string | null | undefined;
};

/**
 * Keeps a text as it was shown and signed, with the hash that proves it unchanged. The table is append-only. The typed name
 * is the signer's legal name; for a business its person signs, and their title and the company are kept with the signature.
 *
 * @throws DomainError field `signedName` when no name or another name was typed; "not-allowed" without the consent to
 *   electronic documents; "wrong-state" for a business whose signer has no title yet
 */
export async function signDocument(
  tx: Tx,
  document: DocumentToSign,
): Promise<{ id: string; sha256: string }> {
  const signedName = document.signedName.trim();
  if (signedName === "") throw new DomainError("invalid", "Type your full name to sign.", "signedName");
  await requireESignConsent(tx, document.userId);
  const as = SIGNED_AS_SELF.includes(document.kind) ? "self" : "borrower";
  const signer = await findSigner(tx, document.userId, as);
  requireTitle(signer);
  if (!isSameName(signedName, signer.name)) {
    throw new DomainError(
      "invalid",
      `Type your legal name as it appears in the document: ${signer.name}.`,
      "signedName",
    );
  }
  return storeDocument(tx, {
    ...document,
    signedName,
    signerTitle: signer.title,
    signedFor: signer.company,
  });
}
