import { fromDbDate } from "@/lib/calendar/dates";
import { businessDate } from "@/lib/clock";
import { db } from "@/lib/db";
import { recordAudit } from "./record-audit";
import type { AuditHead } from "./seal-audit";

const AT_ONCE = 1000;

/**
 * Every row of the log as a line of JSON, oldest first, and then the head of the chain. That somebody exports it is recorded
 * first, and is one of the lines.
 */
export async function exportAudit({
  actorUserId,
  head,
}: {
  actorUserId: string;
  head: AuditHead | null;
}): Promise<AsyncGenerator<string, void>> {
  await recordAudit(db, {
    actorUserId,
    action: "audit.export",
    subjectType: "audit",
    subjectId: "all",
    detail: { block: head?.block ?? null },
    businessDate: await businessDate(),
  });
  return lines(head);
}

async function* lines(head: AuditHead | null): AsyncGenerator<string, void> {
  for (let after = 0n; ;) {
    const rows = await db.auditEvent.findMany({
      where: { id: { gt: after } },
      orderBy: { id: "asc" },
      take: AT_ONCE,
    });
    if (rows.length === 0) break;
    yield rows
      .map(
        ({ id, businessDate: on, ...row }) =>
          `${JSON.stringify({ id: id.toString(), ...row, businessDate: fromDbDate(on) })}\n`,
      )
      .join("");
    after = rows.at(-1)!.id;
  }
  yield `${JSON.stringify({ head })}\n`;
}
