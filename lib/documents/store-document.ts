// Writes a document to the append-only table. Nothing is decided here: signing is in sign-document.ts.
import { createHash } from "node:crypto";
import { toDbDate, type IsoDate } from "@/lib/calendar/dates";
import type { Tx } from "@/lib/db";
import { invariant } from "@/lib/errors";
import { newId } from "@/lib/ids";

export type StoredDocument = {
  kind: string;
  templateVersion: string;
  subjectType: string; // loan | investment | application | user
  subjectId: string;
  userId: string;
  body: string; // exactly what was on the screen
  signedName: string; // as the person typed it
  signedOn: IsoDate;
  signerTitle?: string | null;
  signedFor?: string | null;
  ipAddress?: string | null | undefined;
  userAgent?: string | null | undefined;
};

export async function storeDocument(
  tx: Tx,
  document: StoredDocument,
): Promise<{ id: string; sha256: string }> {
  const { signedOn, ipAddress = null, userAgent = null, ...rest } = document;
  invariant(document.body.trim() !== "", "a document to sign has a text");
  return tx.signedDocument.create({
    data: {
      ...rest,
      id: newId("doc"),
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
