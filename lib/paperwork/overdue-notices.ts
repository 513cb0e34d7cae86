// Notices whose day has passed: the deadlines of law as a property of the live book, checked every night.
import type { IsoDate } from "@/lib/calendar/dates";
import type { Tx } from "@/lib/db";

/** 12 CFR 1002.9(a)(1)(i): within 30 days after a completed application. */
const DECISION_DAYS = 30;
/** 12 CFR 1002.9(a)(1)(iv): within 90 days after a counteroffer that was not accepted. */
const COUNTEROFFER_DAYS = 90;

/**
 * What is overdue on a date, a sentence each: applications whose notice of adverse action was not issued in time, and notices on paper
 * that were not mailed by their day.
 *
 * @example ["Application 12: the notice of adverse action was due on 2026-04-01."]
 */
export async function overdueNotices(tx: Tx, on: IsoDate): Promise<string[]> {
  const applications = await tx.$queryRaw<{ number: number; dueOn: IsoDate }[]>`
    SELECT number, due_on::text AS "dueOn" FROM (
      SELECT a.id, a.number, CASE a.status WHEN 'DECLINED' THEN coalesce(a.submitted_on, a.decided_on) + ${DECISION_DAYS}::int
                                           ELSE a.decided_on + ${COUNTEROFFER_DAYS}::int END AS due_on
        FROM loan_applications a
       WHERE a.decided_on IS NOT NULL AND (a.status = 'DECLINED'
          OR a.status = 'EXPIRED' AND a.amount > (SELECT max(o.amount) FROM offers o WHERE o.application_id = a.id))) due
     WHERE due_on < ${on}::date
       AND NOT EXISTS (SELECT 1 FROM issued_documents i WHERE i.kind IN ('adverse-action', 'counteroffer') AND i.subject_type = 'application' AND i.subject_id = due.id)
     ORDER BY number`;
  const letters = await tx.$queryRaw<{ id: string; dueOn: IsoDate }[]>`
    SELECT id, due_on::text AS "dueOn" FROM paper_letters WHERE mailed_on IS NULL AND due_on < ${on}::date ORDER BY due_on, id`;
  return [
    ...applications.map(
      ({ number, dueOn }) => `Application ${number}: the notice of adverse action was due on ${dueOn}.`,
    ),
    ...letters.map(({ id, dueOn }) => `Letter ${id} had to be mailed by ${dueOn}.`),
  ];
}
