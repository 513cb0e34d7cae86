// Every email, for staff.
import { fromDbDate, type IsoDate } from "@/lib/calendar/dates";
import { db } from "@/lib/db";
import { defineList } from "@/lib/list";
import type { Prisma } from "@/prisma/generated/client";

export type EmailState = "QUEUED" | "SENDING" | "SENT" | "UNKNOWN" | "FAILED";

export type EmailRow = {
  id: string;
  userId: string;
  address: string;
  subject: string;
  state: EmailState;
  attempts: number;
  lastAnswer: string | null;
  datedOn: IsoDate;
  sentAt: string | null; // instant
};

type Filters = { state?: EmailState | undefined };

/** Emails, newest first. */
export const emailList = defineList<Prisma.EmailMessageOrderByWithRelationInput>()({
  orders: {
    created: (to) => ({ createdAt: to }),
    address: (to) => ({ address: to }),
    state: (to) => ({ state: to }),
  },
  tie: (to) => [{ createdAt: to }, { id: to }],
  defaultSort: { by: "created", direction: "desc" },
  where: ({ state }: Filters): Prisma.EmailMessageWhereInput => (state ? { state } : {}),
  count: (where) => db.emailMessage.count({ where }),
  ids: (where, orderBy, slice) =>
    db.emailMessage.findMany({ where, orderBy, select: { id: true }, ...slice }),
  load: async (ids) =>
    (await db.emailMessage.findMany({ where: { id: { in: ids } } })).map((row): EmailRow => {
      const { id, userId, address, subject, attempts, lastAnswer } = row;
      return {
        ...{ id, userId, address, subject, attempts, lastAnswer },
        state: row.state as EmailState,
        datedOn: fromDbDate(row.datedOn),
        sentAt: row.sentAt?.toISOString() ?? null,
      };
    }),
  idOf: ({ id }) => id,
});
