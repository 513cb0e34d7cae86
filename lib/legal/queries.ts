import { fromDbDate, type IsoDate } from "@/lib/calendar/dates";
import { db } from "@/lib/db";

export type ConsentRow = {
  kind: string;
  version: string;
  sha256: string;
  agreedOn: IsoDate; // business date
  recordedAt: string; // instant of the server: evidence
};

/** What a person has agreed to, oldest first. */
export async function listConsents(userId: string): Promise<ConsentRow[]> {
  const rows = await db.consent.findMany({ where: { userId }, orderBy: { id: "asc" } });
  return rows.map(({ kind, version, sha256, agreedOn, recordedAt }) => ({
    ...{ kind, version, sha256 },
    agreedOn: fromDbDate(agreedOn),
    recordedAt: recordedAt.toISOString(),
  }));
}
