// Which notifications go out as email, and which on paper, decided in the transaction of the notification.
import { onOrNextBankingDay } from "@/lib/calendar/banking-days";
import { addDays, toDbDate, type IsoDate } from "@/lib/calendar/dates";
import type { Tx } from "@/lib/db";
import { newId } from "@/lib/ids";
import { seal } from "@/lib/payments/sealing";
import { addJob } from "@/lib/queue";
import { kindOf } from "./kinds";

export type Queued = {
  id: string;
  userId: string;
  kind: string;
  title: string;
  body: string;
  href?: string | undefined;
  datedOn: IsoDate;
  address?: string | undefined;
  token?: string | undefined;
  onPaper?: string | undefined;
};

/** Within how many days a notice on paper has to be in the mail; where the last is no banking day, on the next one. */
const PAPER_DAYS = 5;

type Recipient = { id: string; email: string; isReached: boolean; hasConsent: boolean; topicsOff: string[] };

/**
 * Queues the emails of notifications. A legal notice of a person who has not agreed to electronic documents, or whose address does not
 * work, is put on the list of letters to print instead.
 */
export async function queueEmails(tx: Tx, notes: readonly Queued[]): Promise<void> {
  const wanted = notes.filter(({ kind }) => kindOf(kind).by !== "inbox");
  if (wanted.length === 0) return;
  const recipients = await recipientsOf(tx, [...new Set(wanted.map(({ userId }) => userId))]);
  const emails = wanted.flatMap((note) => {
    const to = recipients.get(note.userId);
    if (!to || !(note.address !== undefined || goesByEmail(note, to))) return [];
    return [emailRow(note, note.address ?? to.email)];
  });
  if (emails.length > 0) await tx.emailMessage.createMany({ data: emails });
  // The person waits for it in front of the screen.
  if (notes.some(({ token }) => token !== undefined)) await addJob(tx, "send-emails", {});
  await queueLetters(
    tx,
    wanted.flatMap((note) => {
      const to = recipients.get(note.userId);
      if (!to || kindOf(note.kind).by !== "legal" || goesByEmail(note, to)) return [];
      const reason = !to.hasConsent
        ? "No consent to electronic documents."
        : (note.onPaper ?? "The email address does not work.");
      return [{ notificationId: note.id, userId: note.userId, kind: note.kind, reason, on: note.datedOn }];
    }),
  );
}

function goesByEmail({ kind, onPaper }: Queued, to: Recipient): boolean {
  const { by, topic } = kindOf(kind);
  if (!to.isReached || onPaper) return false;
  return by === "legal" ? to.hasConsent : !to.topicsOff.includes(topic);
}

async function recipientsOf(tx: Tx, userIds: string[]): Promise<Map<string, Recipient>> {
  const rows = await tx.$queryRaw<Recipient[]>`
    SELECT u.id, u.email,
           NOT EXISTS (SELECT 1 FROM email_suppressions s WHERE s.address = u.email) AS "isReached",
           EXISTS (SELECT 1 FROM e_sign_consents c WHERE c.user_id = u.id AND c.withdrawn_at IS NULL) AS "hasConsent",
           ARRAY(SELECT p.topic FROM email_topics_off p WHERE p.user_id = u.id) AS "topicsOff"
      FROM users u WHERE u.id = ANY(${userIds}::text[])`;
  return new Map(rows.map((row) => [row.id, row]));
}

function emailRow({ id, userId, kind, title, body, href, datedOn, token }: Queued, address: string) {
  const emailId = newId("eml");
  return {
    id: emailId,
    linkSealed: token === undefined ? null : seal(token, emailId),
    notificationId: id,
    ...{ userId, kind, title, body, address },
    subject: kindOf(kind).subject,
    href: href ?? null,
    datedOn: toDbDate(datedOn),
  };
}

/**
 * Queues an email to an address that has no account yet, once for each key. An address that refuses our mail gets none.
 *
 * @param key what the email is about, instead of a notification
 */
export async function queueEmailTo(
  tx: Tx,
  { key, address, ...email }: Omit<Queued, "id" | "userId"> & { key: string; address: string },
): Promise<void> {
  if (await tx.emailSuppression.findUnique({ where: { address } })) return;
  await tx.emailMessage.createMany({
    data: [emailRow({ ...email, id: key, userId: "" }, address)],
    skipDuplicates: true,
  });
}

export type Letter = { notificationId: string; userId: string; kind: string; reason: string; on: IsoDate };

/** Puts notices on the list of letters to print and mail, each once. */
export async function queueLetters(tx: Tx, letters: readonly Letter[]): Promise<void> {
  if (letters.length === 0) return;
  await tx.paperLetter.createMany({
    data: letters.map(({ on, ...letter }) => ({
      id: newId("ltr"),
      ...letter,
      queuedOn: toDbDate(on),
      dueOn: toDbDate(onOrNextBankingDay(addDays(on, PAPER_DAYS))),
    })),
    skipDuplicates: true,
  });
}
