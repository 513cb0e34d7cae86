// Applications that were begun and left: after ten days a notice says what is missing and until when, and after that day the application is
// closed without a decision.
import { recordAudits } from "@/lib/audit/record-audit";
import { addDays, fromDbDate, toDbDate, type IsoDate } from "@/lib/calendar/dates";
import { db, inTransaction, type Tx } from "@/lib/db";
import { issueDocuments } from "@/lib/documents/issued/issue";
import { d, toMoney } from "@/lib/money/money";
import { draftView } from "./draft-queries";
import { missingAnswers } from "./missing-answers";

/** Ours: long enough for a pause, and well within the 30 days of 12 CFR 1002.9(a)(1)(ii). */
const IDLE_DAYS = 10;
/** 12 CFR 1002.9(c)(2) asks for a reasonable time. */
const REASONABLE_DAYS = 30;
const AT_ONCE = 500;

/** Sends what is due on a date and closes what was not completed in time. Repeating it changes nothing. */
export async function reviewDrafts({
  businessDate: on,
}: {
  businessDate: IsoDate;
}): Promise<{ noticed: number; closed: number }> {
  const counts = { noticed: 0, closed: 0 };
  for (;;) {
    const noticed = await inTransaction((tx) => sendNotices(tx, on));
    counts.noticed += noticed;
    if (noticed < AT_ONCE) break;
  }
  const isOver = { status: "DRAFT" as const, completeBy: { lt: toDbDate(on) } };
  if ((await db.loanApplication.count({ where: isOver, take: 1 })) > 0)
    counts.closed = await inTransaction((tx) => close(tx, on));
  return counts;
}

/** A draft counts as an application once it names an amount and the applicant agreed to the credit check. */
async function sendNotices(tx: Tx, on: IsoDate): Promise<number> {
  const idle = await tx.$queryRaw<{ id: string }[]>`
    SELECT id FROM loan_applications
     WHERE status = 'DRAFT' AND amount IS NOT NULL AND consented_at IS NOT NULL AND complete_by IS NULL
       AND saved_on <= ${addDays(on, -IDLE_DAYS)}::date
     ORDER BY number LIMIT ${AT_ONCE} FOR UPDATE SKIP LOCKED`;
  if (idle.length === 0) return 0;
  const ids = idle.map(({ id }) => id);
  const completeBy = addDays(on, REASONABLE_DAYS);
  const rows = await tx.loanApplication.findMany({
    where: { id: { in: ids } },
    include: { borrower: { include: { user: { select: { email: true } } } } },
  });
  await issueDocuments(tx, {
    on,
    requests: rows.map((row) => ({
      kind: "incompleteness",
      key: `incompleteness:${row.id}:${on}`,
      userId: row.borrower.userId,
      subjectType: "application",
      subjectId: row.id,
      title: `Application ${row.number} is not complete`,
      facts: {
        applicant: { name: row.borrower.legalName, email: row.borrower.user.email },
        applicationNumber: row.number,
        savedOn: fromDbDate(row.savedOn!),
        amountAsked: toMoney(d(row.amount!)),
        missing: missingAnswers(draftView(row)),
        completeBy,
      },
      notice: {
        title: "Your application is not complete",
        body: "The notice under Documents says what we still need and by when.",
        href: "/borrower/apply",
      },
    })),
  });
  await tx.loanApplication.updateMany({
    where: { id: { in: ids } },
    data: { completeBy: toDbDate(completeBy) },
  });
  return ids.length;
}

async function close(tx: Tx, on: IsoDate): Promise<number> {
  const over = await tx.$queryRaw<{ id: string }[]>`
    SELECT id FROM loan_applications WHERE status = 'DRAFT' AND complete_by < ${on}::date ORDER BY number FOR UPDATE`;
  const ids = over.map(({ id }) => id);
  await tx.loanApplication.updateMany({ where: { id: { in: ids } }, data: { status: "EXPIRED" } });
  await tx.applicationEvent.createMany({
    data: ids.map((applicationId) => ({
      applicationId,
      businessDate: toDbDate(on),
      step: "closed",
      outcome: "not completed in time",
      detail: {},
    })),
  });
  await recordAudits(
    tx,
    ids.map((subjectId) => ({
      actorUserId: null,
      action: "application.close-incomplete",
      subjectType: "application",
      subjectId,
      businessDate: on,
    })),
  );
  return ids.length;
}
