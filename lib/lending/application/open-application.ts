// One open application per borrower: sent and not decided, or with offers that can still be taken.
import { toDbDate, type IsoDate } from "@/lib/calendar/dates";
import { businessDate } from "@/lib/clock";
import { db, type Tx } from "@/lib/db";
import { DomainError } from "@/lib/errors";
import type { Prisma } from "@/prisma/generated/client";

/** The borrower's own open application, or null. */
export async function findOpenApplication(
  borrowerId: string,
): Promise<{ id: string; number: number; hasOffers: boolean } | null> {
  const on = await businessDate();
  const row = await db.loanApplication.findFirst({
    where: { borrowerId, ...open(on) },
    orderBy: { number: "desc" },
    select: { id: true, number: true, status: true },
  });
  return row && { id: row.id, number: row.number, hasOffers: row.status === "OFFERED" };
}

/**
 * Refuses a second application while one is open, in this account or in another of the same borrower. Offers whose last day
 * is over hold nobody up, whether or not the day's run has closed them: they are closed here.
 *
 * @throws DomainError "wrong-state", with a link to the first where it is in the same account
 */
export async function refuseSecondApplication(
  tx: Tx,
  { borrowerId, accounts, on }: { borrowerId: string; accounts: string[]; on: IsoDate },
): Promise<void> {
  const first = await tx.loanApplication.findFirst({
    where: { borrowerId: { in: accounts }, ...open(on) },
    orderBy: { number: "asc" },
    select: { id: true, number: true, borrowerId: true },
  });
  if (first?.borrowerId === borrowerId) {
    throw new DomainError(
      "wrong-state",
      `Your application ${first.number} is still open. Accept one of its offers or withdraw it before you apply again.`,
      undefined,
      { href: `/borrower/applications/${first.id}`, label: `Open application ${first.number}` },
    );
  }
  if (first) {
    throw new DomainError(
      "wrong-state",
      "An application with the same tax ID is open in another account. Accept one of its offers or withdraw it there before you apply again.",
    );
  }
  await closeStale(tx, accounts, on);
}

async function closeStale(tx: Tx, accounts: string[], on: IsoDate) {
  const stale = { borrowerId: { in: accounts }, status: "OFFERED" as const };
  await tx.offer.updateMany({
    where: { application: stale, status: "OPEN", expiresOn: { lt: toDbDate(on) } },
    data: { status: "EXPIRED" },
  });
  await tx.loanApplication.updateMany({
    where: { ...stale, offers: { none: { status: "OPEN" } } },
    data: { status: "EXPIRED" },
  });
}

function open(on: IsoDate): Prisma.LoanApplicationWhereInput {
  return {
    OR: [
      { status: "SUBMITTED" },
      { status: "OFFERED", offers: { some: { status: "OPEN", expiresOn: { gte: toDbDate(on) } } } },
    ],
  };
}
