import { toDbDate, type IsoDate } from "@/lib/calendar/dates";
import type { Tx } from "@/lib/db";
import { listAdministratorIds } from "@/lib/identity/people";
import { newId } from "@/lib/ids";

export type Note = {
  userId: string;
  kind: string; // what it is about: "deposit-settled", "repayment-returned"
  title: string;
  body: string;
  href?: string; // the page that shows more
  datedOn: IsoDate; // business date
};

/** Notifies one person, in the transaction that made it true: no notification about what was rolled back. */
export async function notify(tx: Tx, { datedOn, ...note }: Note): Promise<{ id: string }> {
  return tx.notification.create({
    data: { id: newId("ntf"), ...note, datedOn: toDbDate(datedOn) },
    select: { id: true },
  });
}

/** Notifies many people in one statement. */
export async function notifyEach(tx: Tx, notes: Note[]): Promise<void> {
  await tx.notification.createMany({
    data: notes.map(({ datedOn, ...note }) => ({ id: newId("ntf"), ...note, datedOn: toDbDate(datedOn) })),
  });
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
