// Everyone with an account, for administrators.
import "server-only";
import { fromDbDate, type IsoDate } from "@/lib/calendar/dates";
import { db, type Tx } from "@/lib/db";
import { defineList } from "@/lib/list";
import type { RoleName } from "@/lib/session";
import type { BorrowerKind, Prisma } from "@/prisma/generated/client";

type PersonFilters = {
  /** An id, or part of a name, of a legal name or of an email address. */
  q?: string | undefined;
  role?: RoleName | undefined;
};

export type PersonRow = {
  id: string;
  name: string;
  email: string;
  roles: RoleName[];
  joinedOn: IsoDate; // business date
  borrower: { id: string; kind: BorrowerKind; legalName: string; applications: number; loans: number } | null;
  investor: { id: string; investments: number } | null;
};

const SHOWN = {
  id: true,
  name: true,
  email: true,
  joinedOn: true,
  roles: { select: { role: true }, orderBy: { role: "asc" } },
  borrower: {
    select: {
      id: true,
      kind: true,
      legalName: true,
      _count: { select: { applications: true, loans: true } },
    },
  },
  investor: { select: { id: true, _count: { select: { investments: true } } } },
} as const satisfies Prisma.UserSelect;

/** People, the latest to join first. */
export const personList = defineList<Prisma.UserOrderByWithRelationInput>()({
  orders: {
    joined: (to) => ({ createdAt: to }),
    name: (to) => ({ name: to }),
    email: (to) => ({ email: to }),
  },
  tie: (to) => [{ createdAt: to }, { id: to }],
  defaultSort: { by: "joined", direction: "desc" },
  where: peopleWhere,
  count: (where) => db.user.count({ where }),
  ids: (where, orderBy, slice) => db.user.findMany({ where, orderBy, select: { id: true }, ...slice }),
  load: async (ids) => (await db.user.findMany({ where: { id: { in: ids } }, select: SHOWN })).map(personRow),
  idOf: ({ id }) => id,
});

function peopleWhere({ q, role }: PersonFilters): Prisma.UserWhereInput {
  const contains = { contains: q ?? "", mode: "insensitive" } as const;
  return {
    ...(q
      ? { OR: [{ id: q }, { name: contains }, { email: contains }, { borrower: { legalName: contains } }] }
      : {}),
    ...(role ? { roles: { some: { role } } } : {}),
  };
}

/** All administrators, for notifications that concern the whole marketplace. */
export async function listAdministratorIds(tx: Tx): Promise<string[]> {
  const users = await tx.user.findMany({
    where: { suspendedAt: null, roles: { some: { role: "ADMIN" } } },
    select: { id: true },
    orderBy: { id: "asc" },
  });
  return users.map(({ id }) => id);
}

/** Names by user id, to put beside ids. */
export async function namesOfPeople(userIds: string[]): Promise<Map<string, string>> {
  const users = await db.user.findMany({
    where: { id: { in: [...new Set(userIds)] } },
    select: { id: true, name: true },
  });
  return new Map(users.map(({ id, name }) => [id, name]));
}

function personRow(user: Prisma.UserGetPayload<{ select: typeof SHOWN }>): PersonRow {
  const { id, name, email, joinedOn, roles, borrower, investor } = user;
  return {
    ...{ id, name, email },
    joinedOn: fromDbDate(joinedOn),
    roles: roles.map(({ role }) => role),
    borrower: borrower && {
      ...{ id: borrower.id, kind: borrower.kind, legalName: borrower.legalName },
      ...borrower._count,
    },
    investor: investor && { id: investor.id, investments: investor._count.investments },
  };
}

/** Who has an email address, in any case of its letters; null: nobody. */
export async function findPersonByEmail(email: string): Promise<{ id: string; name: string } | null> {
  return db.user.findUnique({
    where: { email: email.trim().toLowerCase() },
    select: { id: true, name: true },
  });
}
