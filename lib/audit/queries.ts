// The audit trail, for administrators: newest first, a page at a time.
import { fromDbDate, toDbDate, type IsoDate } from "@/lib/calendar/dates";
import { db } from "@/lib/db";
import { actionOf, recordedNamesOf } from "./actions";

const PAGE = 50;
const LARGEST_PAGE = 500;

export type AuditFilters = {
  subjectType?: string | undefined;
  subjectId?: string | undefined;
  actorUserId?: string | undefined;
  action?: string | undefined;
  from?: IsoDate | undefined; // business dates, both included
  to?: IsoDate | undefined;
  before?: string | undefined; // id of the last event seen
  limit?: number | undefined;
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
};

export async function listAudit(
  filters: AuditFilters = {},
): Promise<{ rows: AuditRow[]; next: string | null }> {
  const limit = Math.min(filters.limit ?? PAGE, LARGEST_PAGE);
  const events = await db.auditEvent.findMany({
    where: {
      subjectType: filters.subjectType,
      subjectId: filters.subjectId,
      actorUserId: filters.actorUserId,
      action: filters.action === undefined ? undefined : { in: recordedNamesOf(filters.action) },
      businessDate: {
        gte: filters.from ? toDbDate(filters.from) : undefined,
        lte: filters.to ? toDbDate(filters.to) : undefined,
      },
      id: filters.before && /^\d{1,18}$/.test(filters.before) ? { lt: BigInt(filters.before) } : undefined,
    },
    orderBy: { id: "desc" },
    take: limit + 1,
  });
  const page = events.slice(0, limit);
  const names = await namesOf(page.flatMap((event) => event.actorUserId ?? []));
  return {
    rows: page.map((event) => ({
      id: event.id.toString(),
      at: event.at.toISOString(),
      businessDate: fromDbDate(event.businessDate),
      actorUserId: event.actorUserId,
      actorName:
        event.actorUserId === null ? "The system" : (names.get(event.actorUserId) ?? event.actorUserId),
      action: actionOf(event.action),
      subjectType: event.subjectType,
      subjectId: event.subjectId,
      detail: event.detail,
    })),
    next: events.length > limit ? (page.at(-1)?.id.toString() ?? null) : null,
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
