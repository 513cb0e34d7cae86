import { fromDbDate, type IsoDate } from "@/lib/calendar/dates";
import { db } from "@/lib/db";
import { DomainError } from "@/lib/errors";
import { documentNumber } from "@/lib/documents/engine/blocks";
import type { IssuedDocument } from "@/prisma/generated/client";

export type IssuedRow = {
  id: string;
  number: string; // as printed: "D-000042"
  kind: string;
  title: string;
  subjectType: string;
  subjectId: string;
  userId: string;
  issuedOn: IsoDate;
};

/** What was issued to a person, newest first; of some kinds, or of all. */
export async function listIssued(userId: string, kinds?: readonly string[]): Promise<IssuedRow[]> {
  const rows = await db.issuedDocument.findMany({
    where: { userId, ...(kinds && { kind: { in: [...kinds] } }) },
    orderBy: { number: "desc" },
    omit: { data: true },
  });
  return rows.map(issuedRow);
}

/** A document of this person; somebody else's does not exist for them. `userId` null: any, for administrators. */
export async function getIssued(id: string, userId: string | null): Promise<IssuedRow> {
  const row = await db.issuedDocument.findFirst({
    where: { id, ...(userId !== null && { userId }) },
    omit: { data: true },
  });
  if (!row) throw new DomainError("not-found", "Document not found.");
  return issuedRow(row);
}

function issuedRow(row: Omit<IssuedDocument, "data">): IssuedRow {
  const { id, kind, title, subjectType, subjectId, userId } = row;
  return {
    ...{ id, kind, title, subjectType, subjectId, userId },
    number: documentNumber(row.number),
    issuedOn: fromDbDate(row.issuedOn),
  };
}
