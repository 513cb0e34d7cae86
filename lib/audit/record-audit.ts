import { currentAct } from "@/lib/act-context";
import { toDbDate, type IsoDate } from "@/lib/calendar/dates";
import type { Tx } from "@/lib/db";
import type { Prisma } from "@/prisma/generated/client";
import type { AuditAction } from "./actions";

export type AuditEntry = {
  actorUserId: string | null; // null: the system
  action: AuditAction;
  subjectType: string;
  subjectId: string;
  detail?: Prisma.InputJsonObject; // figures before and after; never a secret
  businessDate: IsoDate;
};

/** Records who did what, in the same transaction. The table refuses every later change. */
export function recordAudit(tx: Tx, entry: AuditEntry): Promise<void> {
  return recordAudits(tx, [entry]);
}

/** The same for many actions of one transaction. */
export async function recordAudits(tx: Tx, entries: AuditEntry[]): Promise<void> {
  await tx.auditEvent.createMany({
    data: entries.map(({ businessDate, detail = {}, ...entry }) => ({
      ...currentAct(),
      ...entry,
      detail,
      businessDate: toDbDate(businessDate),
    })),
  });
}
