// Threads for their own person, and for staff. Plain objects only.
import "server-only";
import { fromDbDate, type IsoDate } from "@/lib/calendar/dates";
import { db } from "@/lib/db";
import { namesOfPeople } from "@/lib/identity/people";
import { defineList } from "@/lib/list";
import type { Message, MessageThread, Prisma } from "@/prisma/generated/client";
import { TOPICS, type ThreadState, type Topic } from "./topics";

export type ThreadRow = {
  id: string;
  userId: string | null; // null: a visitor
  name: string;
  email: string;
  topicWords: string;
  subject: string;
  loanId: string | null;
  state: ThreadState;
  openedOn: IsoDate; // business dates
  lastMessageOn: IsoDate;
};

export type MessageRow = { id: string; isStaff: boolean; author: string; body: string; writtenOn: IsoDate };
export type ThreadView = ThreadRow & { messages: MessageRow[] };

export type ThreadFilters = { state?: ThreadState | undefined; userId?: string | undefined };
/** Everything that people have written to us, the latest thread first. */
export const threadList = defineList<Prisma.MessageThreadOrderByWithRelationInput>()({
  orders: {
    received: (to) => ({ createdAt: to }),
    last: (to) => ({ lastMessageOn: to }),
    subject: (to) => ({ subject: to }),
    from: (to) => ({ name: to }),
    topic: (to) => ({ topic: to }),
    state: (to) => ({ state: to }),
  },
  tie: (to) => [{ createdAt: to }, { id: to }],
  defaultSort: { by: "received", direction: "desc" },
  where: ({ state, userId }: ThreadFilters) => ({ state, userId }),
  count: (where) => db.messageThread.count({ where }),
  ids: (where, orderBy, slice) =>
    db.messageThread.findMany({ where, orderBy, select: { id: true }, ...slice }),
  load: async (ids) => (await db.messageThread.findMany({ where: { id: { in: ids } } })).map(threadRow),
  idOf: ({ id }) => id,
});

/** How many there are of each state. */
export async function countThreads(): Promise<Partial<Record<ThreadState, number>>> {
  const rows = await db.messageThread.groupBy({ by: ["state"], _count: true });
  return Object.fromEntries(rows.map(({ state, _count }) => [state, _count]));
}

export async function getThreadAdmin(id: string): Promise<ThreadView | null> {
  return view(await db.messageThread.findUnique({ where: { id }, include: WITH_MESSAGES }), true);
}

const MOST_OWN = 50;

/** A person's own threads, the latest first. */
export async function listThreads(userId: string): Promise<ThreadRow[]> {
  return (await threadList.page({ userId, pageSize: MOST_OWN })).rows;
}

/** Null when it is another person's. */
export async function getThread(userId: string, id: string): Promise<ThreadView | null> {
  return view(await db.messageThread.findFirst({ where: { id, userId }, include: WITH_MESSAGES }), false);
}

const WITH_MESSAGES = { messages: { orderBy: { id: "asc" } } } as const;

/** Staff see who of them wrote; the person sees that it was us. */
async function view(
  thread: (MessageThread & { messages: Message[] }) | null,
  isForStaff: boolean,
): Promise<ThreadView | null> {
  if (!thread) return null;
  const names = isForStaff
    ? await namesOfPeople(thread.messages.flatMap((each) => each.authorUserId ?? []))
    : null;
  return {
    ...threadRow(thread),
    messages: thread.messages.map(({ id, isStaff, authorUserId, body, writtenOn }) => ({
      id: id.toString(),
      isStaff,
      author: isStaff ? (names?.get(authorUserId ?? "") ?? "Modern Lending") : thread.name,
      body,
      writtenOn: fromDbDate(writtenOn),
    })),
  };
}

function threadRow(thread: MessageThread): ThreadRow {
  const { id, userId, name, email, topic, subject, loanId, state } = thread;
  return {
    ...{ id, userId, name, email, subject, loanId },
    topicWords: TOPICS[topic as Topic] ?? topic,
    state: state as ThreadState,
    openedOn: fromDbDate(thread.openedOn),
    lastMessageOn: fromDbDate(thread.lastMessageOn),
  };
}
