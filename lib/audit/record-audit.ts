import { toDbDate, type IsoDate } from "@/lib/calendar/dates";
import type { Tx } from "@/lib/db";
import type { Prisma } from "@/prisma/generated/client";

export type AuditEntry = {
  actorUserId: string | null; // null: the system
  action: string; // what was done, in few words: "withdraw investment option"
  subjectType: string;
  subjectId: string;
  detail?: Prisma.InputJsonObject; // figures before and after; never a secret
  businessDate: IsoDate;
};

/** Writes down who did what, in the transaction that did it. The table refuses every later change. */
export async function recordAudit(
  tx: Tx,
  { businessDate, detail = {}, ...entry }: AuditEntry,
): Promise<void> {
  await tx.auditEvent.create({ data: { ...entry, detail, businessDate: toDbDate(businessDate) } });
}
