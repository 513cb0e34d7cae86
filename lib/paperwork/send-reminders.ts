// Reminders of a business date: what is due soon or late, and offers that end soon. Each is sent once per date, however often this
// runs.
import { addDays, formatDate, type IsoDate } from "@/lib/calendar/dates";
import { businessDate } from "@/lib/clock";
import { db, inTransaction, type Tx } from "@/lib/db";
import { dollars } from "@/lib/money/money";
import type { NotificationKind } from "@/lib/notifications/kinds";
import { notifyEach, type Note } from "@/lib/notifications/notify";

const DUE_SOON_DAYS = 7;
const AUTOPAY_DAYS = 3;
/** Days past due on which a borrower is reminded; the last is before a charge-off is possible. */
const LATE_DAYS = [1, 8, 16, 31, 61, 91];
const OFFER_DAYS = [7, 1];

/** Sends the reminders of today that were not sent yet. @returns how many */
export async function sendReminders(): Promise<{ reminders: number }> {
  if (!(await db.loan.findFirst({ select: { id: true } }))) return { reminders: 0 }; // a new installation has no date yet
  return inTransaction(async (tx) => {
    const on = await businessDate(tx);
    const notes = [...(await dueSoon(tx, on)), ...(await late(tx, on)), ...(await offersEnding(tx, on))];
    const unsent = await withoutSent(tx, notes, on);
    await notifyEach(tx, unsent);
    return { reminders: unsent.length };
  });
}

/** One worker at a time finds what is unsent: the lock is held until the notes of the other are committed. */
async function withoutSent(tx: Tx, notes: readonly Note[], on: IsoDate): Promise<Note[]> {
  await tx.$queryRaw`SELECT pg_advisory_xact_lock(hashtextextended('send-reminders', 0))::text`;
  const sent = await tx.$queryRaw<{ key: string }[]>`
    SELECT kind || ' ' || user_id || ' ' || href AS key FROM notifications
     WHERE dated_on = ${on}::date AND kind = ANY(${KINDS as string[]}::text[])`;
  const isSent = new Set(sent.map(({ key }) => key));
  return notes.filter(({ kind, userId, href }) => !isSent.has(`${kind} ${userId} ${href}`));
}

const KINDS: NotificationKind[] = ["payment-due-soon", "autopay-soon", "payment-late", "offer-expiring"];

type DueRow = {
  loanId: string;
  number: number;
  userId: string;
  dueOn: IsoDate;
  amount: string;
  isAutopay: boolean;
};

/** By the standings that are true today; one that is being computed is reminded of a few minutes later. */
async function dueSoon(tx: Tx, on: IsoDate): Promise<Note[]> {
  const rows = await tx.$queryRaw<DueRow[]>`
    SELECT l.id AS "loanId", l.number, b.user_id AS "userId", s.next_due_on::text AS "dueOn", s.next_due::text AS amount,
           l.is_autopay AS "isAutopay"
      FROM loan_standings s JOIN loans l ON l.id = s.loan_id JOIN borrowers b ON b.id = l.borrower_id
     WHERE s.is_active AND s.as_of <= ${on}::date AND s.good_through >= ${on}::date AND s.next_due > 0
       AND s.next_due_on = CASE WHEN l.is_autopay THEN ${addDays(on, AUTOPAY_DAYS)}::date ELSE ${addDays(on, DUE_SOON_DAYS)}::date END`;
  return rows.map(({ loanId, number, userId, dueOn, amount, isAutopay }) => ({
    userId,
    kind: isAutopay ? "autopay-soon" : "payment-due-soon",
    title: isAutopay
      ? `Autopay collects ${dollars(amount)} on ${formatDate(dueOn)}`
      : `${dollars(amount)} is due on ${formatDate(dueOn)}`,
    body: isAutopay
      ? `This is the payment of loan ${number}. Make sure that the money is in your bank account.`
      : `This is the next payment of loan ${number}. You can pay it now on the loan's page.`,
    href: `/borrower/loans/${loanId}`,
    datedOn: on,
  }));
}

type LateRow = { loanId: string; number: number; userId: string; pastDue: string; days: number };

async function late(tx: Tx, on: IsoDate): Promise<Note[]> {
  const rows = await tx.$queryRaw<LateRow[]>`
    SELECT l.id AS "loanId", l.number, b.user_id AS "userId", s.past_due::text AS "pastDue", ${on}::date - s.late_since AS days
      FROM loan_standings s JOIN loans l ON l.id = s.loan_id JOIN borrowers b ON b.id = l.borrower_id
     WHERE s.is_active AND s.as_of <= ${on}::date AND s.good_through >= ${on}::date
       AND ${on}::date - s.late_since = ANY(${LATE_DAYS}::int[])`;
  return rows.map(({ loanId, number, userId, pastDue, days }) => ({
    userId,
    kind: "payment-late",
    title: `Loan ${number} is ${days === 1 ? "1 day" : `${days} days`} past due`,
    body: `${dollars(pastDue)} is past due. Pay it on the loan's page, or write to us if you cannot.`,
    href: `/borrower/loans/${loanId}`,
    datedOn: on,
  }));
}

async function offersEnding(tx: Tx, on: IsoDate): Promise<Note[]> {
  const rows = await tx.$queryRaw<{ id: string; userId: string; expiresOn: IsoDate }[]>`
    SELECT a.id, b.user_id AS "userId", max(o.expires_on)::text AS "expiresOn"
      FROM loan_applications a JOIN offers o ON o.application_id = a.id JOIN borrowers b ON b.id = a.borrower_id
     WHERE a.status = 'OFFERED' AND o.status = 'OPEN' GROUP BY a.id, b.user_id
    HAVING max(o.expires_on) - ${on}::date = ANY(${OFFER_DAYS}::int[])`;
  return rows.map(({ id, userId, expiresOn }) => ({
    userId,
    kind: "offer-expiring",
    title: `Your loan offers end on ${formatDate(expiresOn)}`,
    body: "After that day they can no longer be accepted. You are not obliged to accept any.",
    href: `/borrower/applications/${id}`,
    datedOn: on,
  }));
}
