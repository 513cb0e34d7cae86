// Bank accounts that more than one person has given, for our staff.
import type { IsoDate } from "@/lib/calendar/dates";
import { calendarDate } from "@/lib/clock";
import { db } from "@/lib/db";
import { env } from "@/lib/env";
import { defineList } from "@/lib/list";
import type { BankAccountStatus, Prisma } from "@/prisma/generated/client";

export type Holder = { userId: string; name: string; email: string };

export type SharedAccount = {
  id: string;
  bankName: string;
  last4: string;
  holderName: string;
  status: BankAccountStatus;
  person: Holder;
  others: Holder[]; // everybody else who gave this account
  sharedAt: string; // instant
  sharedOn: IsoDate;
  reviewedAt: string | null;
};

type SharedAccountFilters = { review?: "waiting" | "done" | undefined };
/** The flagged ones: those that wait for a decision first, each of both the newest first. */
export const sharedAccountList = defineList<Prisma.ExternalAccountOrderByWithRelationInput>()({
  orders: {
    review: (to) => ({ reviewedAt: { sort: to, nulls: to === "desc" ? "first" : "last" } }),
    shared: (to) => ({ sharedAt: to }),
    bank: (to) => ({ bankName: to }),
    holder: (to) => ({ holderName: to }),
  },
  tie: (to) => [{ sharedAt: to }, { id: to }],
  defaultSort: { by: "review", direction: "desc" },
  where: sharedWhere,
  count: (where) => db.externalAccount.count({ where }),
  ids: (where, orderBy, slice) =>
    db.externalAccount.findMany({ where, orderBy, select: { id: true }, ...slice }),
  load: loadSharedAccounts,
  idOf: ({ id }) => id,
});

function sharedWhere({ review }: SharedAccountFilters): Prisma.ExternalAccountWhereInput {
  const reviewed = { waiting: { reviewedAt: null }, done: { reviewedAt: { not: null } } };
  return { sharedAt: { not: null }, ...(review && reviewed[review]) };
}

async function loadSharedAccounts(ids: string[]): Promise<SharedAccount[]> {
  const rows = await db.externalAccount.findMany({ where: { id: { in: ids } } });
  const hashes = rows.flatMap(({ numberHash }) => numberHash ?? []);
  const alike = await db.externalAccount.findMany({
    where: { numberHash: { in: hashes } },
    orderBy: { createdAt: "asc" },
    select: { userId: true, numberHash: true },
  });
  const users = await db.user.findMany({
    where: { id: { in: [...rows, ...alike].map(({ userId }) => userId) } },
    select: { id: true, name: true, email: true },
  });
  const holders = new Map(users.map(({ id, ...person }) => [id, { userId: id, ...person }]));
  const holder = (userId: string) => holders.get(userId)!;
  return rows.map((row) => ({
    id: row.id,
    bankName: row.bankName,
    last4: row.accountNumberLast4,
    holderName: row.holderName,
    status: row.status,
    person: holder(row.userId),
    others: alike
      .filter(({ userId, numberHash }) => numberHash === row.numberHash && userId !== row.userId)
      .map(({ userId }) => holder(userId)),
    sharedAt: row.sharedAt!.toISOString(),
    sharedOn: calendarDate(row.sharedAt!, env.BUSINESS_TIME_ZONE),
    reviewedAt: row.reviewedAt?.toISOString() ?? null,
  }));
}

/** How many wait for a decision. */
export async function countAccountsToReview(): Promise<number> {
  return db.externalAccount.count({ where: { sharedAt: { not: null }, reviewedAt: null } });
}
