import { toDbDate, type IsoDate } from "@/lib/calendar/dates";
import type { Tx } from "@/lib/db";
import { listAdministratorIds } from "@/lib/identity/people";
import { listWhoMay } from "@/lib/identity/staff-queries";
import { newId } from "@/lib/ids";
import type { Permission } from "@/lib/permissions";
import type { NotificationKind } from "./kinds";
import { queueEmails } from "./queue-emails";

export type Note = {
  userId: string;
  kind: NotificationKind;
  title: string;
  body: string;
  href?: string; // the page that shows more
  datedOn: IsoDate; // business date
  /** Where the email goes, when that is not the person's own address. */
  address?: string;
  /** The secret end of the link in the email. It is nowhere else: not at the bell, and not in the clear in the database. */
  token?: string;
  /** Of a legal notice: why it has to go on paper all the same. */
  onPaper?: string | undefined;
};

/** Notifies one person, in the transaction that made it true: no notification about what was rolled back. */
export async function notify(tx: Tx, note: Note): Promise<{ id: string }> {
  const [kept] = await keep(tx, [note]);
  return { id: kept!.id };
}

/** Notifies many people in a constant number of statements: at the bell, and by email or on paper where the kind asks for it. */
export async function notifyEach(tx: Tx, notes: Note[]): Promise<void> {
  await keep(tx, notes);
}

async function keep(tx: Tx, notes: readonly Note[]) {
  if (notes.length === 0) return [];
  const kept = notes.map((note) => ({ id: newId("ntf"), ...note }));
  await tx.notification.createMany({
    // Whoever reads the bell cannot open a link that was meant for the mailbox.
    data: kept.map(({ datedOn, address: _, onPaper: __, token, href, ...note }) => ({
      ...note,
      href: token === undefined ? href : undefined,
      datedOn: toDbDate(datedOn),
    })),
  });
  await queueEmails(tx, kept);
  return kept;
}

/** Notifies the staff whose work each note is; administrators, where nobody has the permission for it. */
export async function notifyAdministrators(tx: Tx, ...notes: Omit<Note, "userId">[]): Promise<void> {
  if (notes.length === 0) return;
  const kinds = [...new Set(notes.map(({ kind }) => kind))];
  const people = new Map(
    await Promise.all(kinds.map(async (kind) => [kind, await staffFor(tx, kind)] as const)),
  );
  await notifyEach(
    tx,
    notes.flatMap((note) => (people.get(note.kind) ?? []).map((userId) => ({ ...note, userId }))),
  );
}

/** Whose work something of a kind is. */
export async function staffFor(tx: Tx, kind: NotificationKind): Promise<string[]> {
  const permission = WORK_OF[kind];
  const staff = permission ? await listWhoMay(tx, permission) : [];
  return staff.length > 0 ? staff : listAdministratorIds(tx);
}

const WORK_OF: Partial<Record<NotificationKind, Permission>> = {
  "payment-returned": "payment.correct.propose",
  "account-change": "payment.correct.propose",
  "disbursement-returned": "payment.correct.propose",
  "shared-account": "bank-account.review",
  "message-received": "message.answer",
  "books-broken": "ledger-account.monitor",
  "floor-alert": "ledger-account.monitor",
  "balance-monitor": "ledger-account.monitor",
  "notices-overdue": "letter.mail",
  "documents-differ": "audit.export",
  "writeback-held": "writeback.manage",
  "writeback-key-reused": "writeback.manage",
  "writeback-mapping-broken": "writeback.manage",
  "writeback-feed-paused": "writeback.manage",
  "writeback-disconnected": "writeback.manage",
};
