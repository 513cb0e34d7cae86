import { fromDbDate, type IsoDate } from "@/lib/calendar/dates";
import { db } from "@/lib/db";
import { DomainError } from "@/lib/errors";
import type { SignedDocument } from "@/prisma/generated/client";
import { hashOf } from "./store-document";

const SUMMARY = {
  id: true,
  kind: true,
  templateVersion: true,
  subjectType: true,
  subjectId: true,
  sha256: true,
  signedName: true,
  signedAt: true,
  signedOn: true,
  signerTitle: true,
  signedFor: true,
} as const;

export type DocumentSummary = {
  id: string;
  kind: string;
  templateVersion: string;
  subjectType: string;
  subjectId: string;
  sha256: string;
  signedName: string;
  signedAt: string; // instant
  signedOn: IsoDate;
  /** Of whoever signed for a business, and that business. */
  signerTitle: string | null;
  signedFor: string | null;
};

export type DocumentPage = DocumentSummary & {
  body: string;
  isIntact: boolean; // the text still has the hash that was stored when it was signed
  ipAddress: string | null;
  userAgent: string | null;
};

/** A document of this person; somebody else's does not exist for them. */
export async function getDocument(userId: string, id: string): Promise<DocumentPage> {
  return page(found(await db.signedDocument.findFirst({ where: { id, userId } })));
}

/** Any document, for administrators. */
export async function getDocumentAdmin(id: string): Promise<DocumentPage & { userId: string }> {
  const document = found(await db.signedDocument.findUnique({ where: { id } }));
  return { ...page(document), userId: document.userId };
}

/** What this person has signed, newest first, without the texts. */
export async function listDocuments(userId: string): Promise<DocumentSummary[]> {
  const rows = await db.signedDocument.findMany({
    where: { userId },
    orderBy: [{ signedAt: "desc" }, { id: "desc" }],
    select: SUMMARY,
  });
  return rows.map(summary);
}

/** Computes the hash of the stored text again and compares it with the one stored at signing. */
export async function verifyDocument(
  id: string,
): Promise<{ isIntact: boolean; stored: string; computed: string }> {
  const document = found(
    await db.signedDocument.findUnique({ where: { id }, select: { body: true, sha256: true } }),
  );
  const computed = hashOf(document.body);
  return { isIntact: computed === document.sha256, stored: document.sha256, computed };
}

function found<Row>(row: Row | null): Row {
  if (row === null) throw new DomainError("not-found", "Document not found.");
  return row;
}

function page(document: SignedDocument): DocumentPage {
  const { body, ipAddress, userAgent } = document;
  return { ...summary(document), body, isIntact: hashOf(body) === document.sha256, ipAddress, userAgent };
}

function summary(row: Pick<SignedDocument, keyof typeof SUMMARY>): DocumentSummary {
  return {
    id: row.id,
    kind: row.kind,
    templateVersion: row.templateVersion,
    subjectType: row.subjectType,
    subjectId: row.subjectId,
    sha256: row.sha256,
    signedName: row.signedName,
    signedAt: row.signedAt.toISOString(),
    signedOn: fromDbDate(row.signedOn),
    signerTitle: row.signerTitle,
    signedFor: row.signedFor,
  };
}
