import { toDbDate, type IsoDate } from "@/lib/calendar/dates";
import type { Tx } from "@/lib/db";
import { listAdministratorIds } from "@/lib/identity/people";
import { newId } from "@/lib/ids";
import type { NotificationKind } from "./kinds";
import { queueEmails } from "./queue-emails";

export type Note = {
  userId: string;
  kind: NotificationKind;
  title: string;
  body: string;
  href?: string; // the page that shows more
  datedOn: IsoDate; // business date
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
    data: kept.map(({ datedOn, onPaper: _, ...note }) => ({ ...note, datedOn: toDbDate(datedOn) })),
  });
  await queueEmails(tx, kept);
  return kept;
}

/** Notifies all administrators. */
export async function notifyAdministrators(tx: Tx, ...notes: Omit<Note, "userId">[]): Promise<void> {
  if (notes.length === 0) return;
  const administrators = await listAdministratorIds(tx);
  await notifyEach(
    tx,
    notes.flatMap((note) => administrators.map((userId) => ({ ...note, userId }))),
  );
}
