// Notices that have to be printed and mailed.
import { recordAudit } from "@/lib/audit/record-audit";
import { fromDbDate, toDbDate, type IsoDate } from "@/lib/calendar/dates";
import { businessDate } from "@/lib/clock";
import { db, inTransaction } from "@/lib/db";
import { DomainError } from "@/lib/errors";
import { defineList } from "@/lib/list";
import type { Prisma } from "@/prisma/generated/client";
import { kindOf } from "./kinds";

type PaperLetterRow = {
  id: string;
  userId: string;
  subject: string;
  title: string;
  reason: string;
  queuedOn: IsoDate;
  dueOn: IsoDate;
  mailedOn: IsoDate | null;
};

type Filters = { state?: "waiting" | "mailed" | undefined };

/** Letters to print, the one that is due first on top. */
export const paperLetterList = defineList<Prisma.PaperLetterOrderByWithRelationInput>()({
  orders: {
    due: (to) => ({ dueOn: to }),
    queued: (to) => ({ queuedOn: to }),
  },
  tie: (to) => [{ createdAt: to }, { id: to }],
  defaultSort: { by: "due", direction: "asc" },
  where: ({ state }: Filters): Prisma.PaperLetterWhereInput =>
    state === "waiting" ? { mailedOn: null } : state === "mailed" ? { mailedOn: { not: null } } : {},
  count: (where) => db.paperLetter.count({ where }),
  ids: (where, orderBy, slice) => db.paperLetter.findMany({ where, orderBy, select: { id: true }, ...slice }),
  load: loadLetters,
  idOf: ({ id }) => id,
});

async function loadLetters(ids: string[]): Promise<PaperLetterRow[]> {
  const letters = await db.paperLetter.findMany({ where: { id: { in: ids } } });
  const notes = await db.notification.findMany({
    where: { id: { in: letters.map(({ notificationId }) => notificationId) } },
    select: { id: true, title: true },
  });
  const titleOf = new Map(notes.map(({ id, title }) => [id, title]));
  return letters.map(({ id, userId, kind, notificationId, reason, queuedOn, dueOn, mailedOn }) => ({
    ...{ id, userId, reason },
    subject: kindOf(kind).subject,
    title: titleOf.get(notificationId) ?? "",
    queuedOn: fromDbDate(queuedOn),
    dueOn: fromDbDate(dueOn),
    mailedOn: mailedOn && fromDbDate(mailedOn),
  }));
}

/**
 * Notes that a letter was put in the mail today.
 *
 * @throws DomainError "not-found"; "wrong-state" when that was noted before
 */
export async function markLetterMailed({ id, userId }: { id: string; userId: string }): Promise<void> {
  await inTransaction(async (tx) => {
    const on = await businessDate(tx);
    const { count } = await tx.paperLetter.updateMany({
      where: { id, mailedOn: null },
      data: { mailedOn: toDbDate(on), mailedById: userId },
    });
    const letter = await tx.paperLetter.findUnique({ where: { id } });
    if (!letter) throw new DomainError("not-found", "Letter not found.");
    if (count === 0) throw new DomainError("wrong-state", "This letter was mailed already.");
    await recordAudit(tx, {
      actorUserId: userId,
      action: "letter.mail",
      subjectType: "user",
      subjectId: letter.userId,
      detail: { kind: kindOf(letter.kind).subject },
      businessDate: on,
    });
  });
}
