import { createHash } from "node:crypto";
import { toDbDate, type IsoDate } from "@/lib/calendar/dates";
import type { Tx } from "@/lib/db";
import { DomainError, invariant } from "@/lib/errors";
import { newId } from "@/lib/ids";

export const DOCUMENT_KINDS = [
  "loan-agreement",
  "investment-agreement",
  "credit-check-consent",
  "autopay-authorization",
] as const;
export type DocumentKind = (typeof DOCUMENT_KINDS)[number];

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
 * Keeps a text as it was shown and signed, with the hash that proves it unchanged. The table is append-only.
 *
 * @throws DomainError field `signedName` when no name was typed
 */
export async function signDocument(
  tx: Tx,
  document: DocumentToSign,
): Promise<{ id: string; sha256: string }> {
  const { signedOn, ipAddress = null, userAgent = null, ...rest } = document;
  invariant(document.body.trim() !== "", "a document to sign has a text");
  const signedName = document.signedName.trim();
  if (signedName === "") throw new DomainError("invalid", "Type your full name to sign.", "signedName");
  return tx.signedDocument.create({
    data: {
      ...rest,
      id: newId("doc"),
      signedName,
      sha256: hashOf(document.body),
      signedOn: toDbDate(signedOn),
      ipAddress,
      userAgent,
    },
    select: { id: true, sha256: true },
  });
}

/** SHA-256 of the text's UTF-8 bytes, in hexadecimal; `sha256sum` over the downloaded text gives the same. */
export function hashOf(body: string): string {
  return createHash("sha256").update(body, "utf8").digest("hex");
}
