// What payees have certified and what the IRS reported about it: read for many at once.
import { fromDbDate, type IsoDate } from "@/lib/calendar/dates";
import { db, type Tx } from "@/lib/db";
import { groupBy } from "@/lib/group-by";
import { unseal } from "@/lib/payments/sealing";
import type { TaxCertification } from "@/prisma/generated/client";
import { tinStatus, type TinStatus } from "./withholding";

export type Payee = {
  status: TinStatus;
  /** Tax is kept back from interest: without a certified number, or because the IRS said so. */
  isWithheld: boolean;
  /** The IRS has reported twice that the number is wrong. */
  hasSecondNotice: boolean;
  /** Tax forms may come without paper. */
  isDeliveredElectronically: boolean;
  facts: {
    firstName: string | null; // null for a business
    name: string; // last name, or that of a business
    payeeKind: "INDIVIDUAL" | "BUSINESS";
    tinKind: "SSN" | "EIN";
    tinLast4: string;
    street: string;
    city: string;
    state: string;
    zip: string;
    givenOn: IsoDate;
    isSubjectToWithholding: boolean;
  } | null;
};

const NOBODY: Payee = {
  status: "missing",
  isWithheld: true,
  hasSecondNotice: false,
  isDeliveredElectronically: false,
  facts: null,
};

/** A function from a user to what is known of them; who gave nothing is "missing". */
export async function payeesOf(tx: Tx, userIds: readonly string[]): Promise<(userId: string) => Payee> {
  const [latest, notices] = [await latestOf(tx, userIds), await openNotices(tx, userIds)];
  const payees = new Map(
    latest.map((row) => {
      const open = notices.get(row.userId) ?? [];
      const status = tinStatus(row, open);
      const payee: Payee = {
        status,
        isWithheld: status !== "certified" || row.isSubjectToWithholding,
        hasSecondNotice: open.some(({ isSecond }) => isSecond),
        isDeliveredElectronically: row.isDeliveredElectronically,
        facts: factsOf(row),
      };
      return [row.userId, payee] as const;
    }),
  );
  return (userId) => payees.get(userId) ?? NOBODY;
}

/** One payee, for their own page. */
export async function payeeOf(userId: string): Promise<Payee> {
  return (await payeesOf(db, [userId]))(userId);
}

/** The whole numbers by user, for the file to the IRS alone. Whoever calls it records that. */
export async function openTins(tx: Tx, userIds: readonly string[]): Promise<ReadonlyMap<string, string>> {
  const latest = await latestOf(tx, userIds);
  return new Map(latest.map(({ userId, tinSealed, id }) => [userId, unseal(tinSealed, id)]));
}

export type TinNoticeRow = { id: string; userId: string; isSecond: boolean; receivedOn: IsoDate };

/** Notices of the IRS that staff have not resolved, the oldest first. */
export async function listTinNotices(userIds: readonly string[]): Promise<TinNoticeRow[]> {
  const rows = await db.tinNotice.findMany({
    where: { userId: { in: [...userIds] }, resolvedOn: null },
    orderBy: [{ receivedOn: "asc" }, { id: "asc" }],
  });
  return rows.map(({ id, userId, isSecond, receivedOn }) => ({
    ...{ id, userId, isSecond },
    receivedOn: fromDbDate(receivedOn),
  }));
}

function latestOf(tx: Tx, userIds: readonly string[]): Promise<TaxCertification[]> {
  return tx.taxCertification.findMany({
    where: { userId: { in: [...userIds] } },
    distinct: ["userId"],
    orderBy: [{ userId: "asc" }, { number: "desc" }],
  });
}

async function openNotices(tx: Tx, userIds: readonly string[]) {
  const rows = await tx.tinNotice.findMany({ where: { userId: { in: [...userIds] }, resolvedOn: null } });
  return groupBy(rows, ({ userId }) => userId);
}

function factsOf(row: TaxCertification): NonNullable<Payee["facts"]> {
  const { firstName, name, tinLast4, street, city, state, zip, givenOn, isSubjectToWithholding } = row;
  return {
    ...{ firstName, name, tinLast4, street, city, state, zip, isSubjectToWithholding },
    payeeKind: row.payeeKind as "INDIVIDUAL" | "BUSINESS",
    tinKind: row.tinKind as "SSN" | "EIN",
    givenOn: fromDbDate(givenOn),
  };
}
