import { toDbDate, type IsoDate } from "@/lib/calendar/dates";
import { db, inTransaction } from "@/lib/db";

/** Closes offers whose last day has passed, and their applications. One query when there are none. @returns how many offers */
export async function expireOffers({ businessDate }: { businessDate: IsoDate }): Promise<number> {
  const stale = await db.offer.findMany({
    where: { status: "OPEN", expiresOn: { lt: toDbDate(businessDate) } },
    select: { id: true, applicationId: true },
  });
  if (stale.length === 0) return 0;
  return inTransaction(async (tx) => {
    const { count } = await tx.offer.updateMany({
      where: { id: { in: stale.map(({ id }) => id) }, status: "OPEN" },
      data: { status: "EXPIRED" },
    });
    const applications = [...new Set(stale.map(({ applicationId }) => applicationId))];
    await tx.loanApplication.updateMany({
      where: { id: { in: applications }, status: "OFFERED", offers: { none: { status: "OPEN" } } },
      data: { status: "EXPIRED" },
    });
    return count;
  });
}
