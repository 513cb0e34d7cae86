import "server-only";
import { fromDbDate, type IsoDate } from "@/lib/calendar/dates";
import { db } from "@/lib/db";
import type { RoleName } from "@/lib/session";
import type { BorrowerKind } from "@/prisma/generated/enums";

export type Person = {
  userId: string;
  name: string;
  email: string;
  joinedOn: IsoDate; // business date
  roles: RoleName[];
  borrower: {
    id: string;
    kind: BorrowerKind;
    legalName: string;
    /** Never more of a tax id than this. */
    taxIdLast4: string | null;
  } | null;
  investorId: string | null;
};

/** One person as staff see them, by their own id or by that of the borrower or investor they are. Null: nobody. */
export async function findPerson(id: string): Promise<Person | null> {
  const user = await db.user.findFirst({
    where: { OR: [{ id }, { borrower: { id } }, { investor: { id } }] },
    include: {
      roles: { orderBy: { role: "asc" } },
      borrower: {
        include: {
          applications: {
            where: { taxIdLast4: { not: null } },
            orderBy: { number: "desc" },
            take: 1,
            select: { taxIdLast4: true },
          },
        },
      },
      investor: { select: { id: true } },
    },
  });
  if (!user) return null;
  const { borrower } = user;
  return {
    userId: user.id,
    name: user.name,
    email: user.email,
    joinedOn: fromDbDate(user.joinedOn),
    roles: user.roles.map(({ role }) => role),
    borrower: borrower && {
      id: borrower.id,
      kind: borrower.kind,
      legalName: borrower.legalName,
      taxIdLast4: lastFour(borrower.registrationNumber) ?? borrower.applications[0]?.taxIdLast4 ?? null,
    },
    investorId: user.investor?.id ?? null,
  };
}

function lastFour(taxId: string | null): string | null {
  const digits = taxId?.replaceAll(/\D/g, "") ?? "";
  return digits.length >= 4 ? digits.slice(-4) : null;
}
