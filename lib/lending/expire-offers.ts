import { toDbDate, type IsoDate } from "@/lib/calendar/dates";
import { inTransaction } from "@/lib/db";

/** Closes offers whose last day has passed, and their applications. @returns how many offers */
export async function expireOffers({ businessDate }: { businessDate: IsoDate }): Promise<number> {
  return inTransaction(async (tx) => {
    const stale = await tx.offer.findMany({
      where: { status: "OPEN", expiresOn: { lt: toDbDate(businessDate) } },
      select: { id: true, applicationId: true },
    });
    if (stale.length === 0) return 0;
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
