// Everything that happened to or by one person, newest first, from the audit log, the notifications and the payments.
import "server-only";
import { actionOf } from "@/lib/audit/actions";
import type { IsoDate } from "@/lib/calendar/dates";
import { db } from "@/lib/db";

const PAGE = 30;

export type TimelineRow = {
  key: string;
  on: IsoDate; // business date
  source: "audit" | "notification" | "payment";
  /** The action of an audit entry, the title of a notification, the state that a payment reached. */
  what: string;
  /** Of an audit entry: who, null for the system. */
  byUserId: string | null;
  byName: string | null;
  subjectType: string | null;
  subjectId: string | null;
  detail: Record<string, unknown>;
  /** The text of a notification; the kind and number of a payment. */
  text: string | null;
};

export type TimelinePage = { rows: TimelineRow[]; page: number; hasMore: boolean };

/** What concerns one person: what they did, what was done to what is theirs, what they were notified of. */
export async function getTimeline({
  userId,
  page = 1,
}: {
  userId: string;
  page?: number;
}): Promise<TimelinePage> {
  const at = Math.min(Math.max(1, Math.trunc(page)), 100_000);
  const rows = await db.$queryRaw<TimelineRow[]>`
    WITH own AS (
      SELECT ${userId}::text AS id
      UNION SELECT id FROM borrowers WHERE user_id = ${userId}
      UNION SELECT id FROM investors WHERE user_id = ${userId}
      UNION SELECT a.id FROM loan_applications a JOIN borrowers b ON b.id = a.borrower_id WHERE b.user_id = ${userId}
      UNION SELECT l.id FROM loans l JOIN borrowers b ON b.id = l.borrower_id WHERE b.user_id = ${userId}
      UNION SELECT r.id FROM repayments r JOIN loans l ON l.id = r.loan_id JOIN borrowers b ON b.id = l.borrower_id WHERE b.user_id = ${userId}
      UNION SELECT i.id FROM investments i JOIN investors v ON v.id = i.investor_id WHERE v.user_id = ${userId}
      UNION SELECT id FROM payment_orders WHERE user_id = ${userId}
      UNION SELECT id FROM message_threads WHERE user_id = ${userId}
      UNION SELECT e.id::text FROM writeback_events e JOIN borrowers b ON b.id = e.borrower_id WHERE b.user_id = ${userId}
    ), happened AS (
      SELECT 'audit-' || a.id AS key, a.business_date AS day, a.at, 'audit' AS source, a.action AS what, a.actor_user_id AS by_user,
             u.name AS by_name, a.subject_type, a.subject_id, a.detail, NULL::text AS text
        FROM audit_events a LEFT JOIN users u ON u.id = a.actor_user_id
       WHERE a.actor_user_id = ${userId} OR a.subject_id IN (SELECT id FROM own)
      UNION ALL
      SELECT 'note-' || n.id, n.dated_on, n.created_at, 'notification', n.title, NULL, NULL, NULL, NULL, '{}'::jsonb, n.body
        FROM notifications n WHERE n.user_id = ${userId}
      UNION ALL
      SELECT 'payment-' || t.id, t.business_date, t.at, 'payment', t.to_status::text, NULL, NULL, 'payment-order', p.id, '{}'::jsonb,
             p.kind::text || ' ' || p.number
        FROM payment_transitions t JOIN payment_orders p ON p.id = t.payment_order_id WHERE p.user_id = ${userId}
    )
    SELECT key, day::text AS "on", source, what, by_user AS "byUserId", by_name AS "byName", subject_type AS "subjectType",
           subject_id AS "subjectId", detail, text
      FROM happened ORDER BY day DESC, at DESC, key DESC LIMIT ${PAGE + 1} OFFSET ${(at - 1) * PAGE}`;
  const shown = rows
    .slice(0, PAGE)
    .map((row) => (row.source === "audit" ? { ...row, what: actionOf(row.what) } : row));
  return { rows: shown, page: at, hasMore: rows.length > PAGE };
}
