// The audit log, for administrators.
import { fromDbDate, toDbDate, type IsoDate } from "@/lib/calendar/dates";
import { db } from "@/lib/db";
import { defineList } from "@/lib/list";
import type { Permission } from "@/lib/permissions";
import type { AuditEvent, Prisma } from "@/prisma/generated/client";
import { actionOf, recordedNamesOf, type AuditAction } from "./actions";

type AuditFilters = {
  subjectType?: string | undefined;
  subjectId?: string | undefined;
  actorUserId?: string | undefined;
  action?: AuditAction | undefined;
  permission?: Permission | undefined;
  from?: IsoDate | undefined; // business dates, both included
  to?: IsoDate | undefined;
};

export type AuditRow = {
  id: string;
  at: string; // instant
  businessDate: IsoDate;
  actorUserId: string | null;
  actorName: string; // "The system" when nobody did it by hand
  action: string;
  subjectType: string;
  subjectId: string;
  detail: unknown;
  permission: string | null;
  approvalId: string | null;
  requestId: string | null;
  sessionId: string | null;
  ipAddress: string | null;
  isBreakGlass: boolean;
};

/** The audit log, newest first. */
export const auditList = defineList<Prisma.AuditEventOrderByWithRelationInput>()({
  orders: {
    at: (to) => ({ id: to }),
    date: (to) => ({ businessDate: to }),
    action: (to) => ({ action: to }),
    subject: (to) => ({ subjectType: to }),
  },
  tie: (to) => [{ id: to }],
  defaultSort: { by: "at", direction: "desc" },
  where: auditWhere,
  count: (where) => db.auditEvent.count({ where }),
  ids: (where, orderBy, slice) => db.auditEvent.findMany({ where, orderBy, select: { id: true }, ...slice }),
  async load(ids) {
    const events = await db.auditEvent.findMany({ where: { id: { in: ids } } });
    const names = await namesOf(events.flatMap(({ actorUserId }) => actorUserId ?? []));
    return events.map((event) => auditRow(event, names));
  },
  idOf: ({ id }) => id,
});

function auditWhere(filters: AuditFilters): Prisma.AuditEventWhereInput {
  const { subjectType, subjectId, actorUserId, action, permission, from, to } = filters;
  return {
    ...{ subjectType, subjectId, actorUserId, permission },
    action: action === undefined ? undefined : { in: recordedNamesOf(action) },
    businessDate: { gte: from && toDbDate(from), lte: to && toDbDate(to) },
  };
}

function auditRow(event: AuditEvent, names: ReadonlyMap<string, string>): AuditRow {
  const { actorUserId, action, subjectType, subjectId, detail } = event;
  const { permission, approvalId, requestId, sessionId, ipAddress, isBreakGlass } = event;
  return {
    id: event.id.toString(),
    at: event.at.toISOString(),
    businessDate: fromDbDate(event.businessDate),
    actorUserId,
    actorName: actorUserId === null ? "The system" : (names.get(actorUserId) ?? actorUserId),
    action: actionOf(action),
    ...{
      subjectType,
      subjectId,
      detail,
      permission,
      approvalId,
      requestId,
      sessionId,
      ipAddress,
      isBreakGlass,
    },
  };
}

/** The actions that occur, for the filter's list of choices. */
export async function listAuditActions(): Promise<string[]> {
  const rows = await db.auditEvent.findMany({
    distinct: ["action"],
    select: { action: true },
    orderBy: { action: "asc" },
  });
  return [...new Set(rows.map((row) => actionOf(row.action)))].sort();
}

async function namesOf(userIds: string[]) {
  const users = await db.user.findMany({
    where: { id: { in: [...new Set(userIds)] } },
    select: { id: true, name: true },
  });
  return new Map(users.map((user) => [user.id, user.name]));
}
