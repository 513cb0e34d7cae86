import type { IsoDate } from "@/lib/calendar/dates";
import { inTransaction } from "@/lib/db";
import { dollars } from "@/lib/money/money";
import { notifyAdministrators } from "@/lib/notifications/notify";
import { takeOldExceptions } from "@/lib/payments/bank/old-exceptions";

const HREF = "/admin/bank/exceptions";

/**
 * Notifies administrators of bank exceptions that passed their deadline, and again of those that are open for ten banking days.
 * Each exception once for each. @returns how many they are
 */
export async function reportOldExceptions({ businessDate }: { businessDate: IsoDate }): Promise<number> {
  return inTransaction(async (tx) => {
    const { overdue, alarming } = await takeOldExceptions(tx, businessDate);
    const common = { href: HREF, datedOn: businessDate };
    if (overdue.count > 0)
      await notifyAdministrators(tx, {
        ...common,
        kind: "bank-exceptions-overdue",
        title: `${exceptions(overdue.count)} overdue`,
        body: `They come to ${dollars(overdue.amount)}. Resolve them, or take them so that others know who works on them.`,
      });
    if (alarming.count > 0)
      await notifyAdministrators(tx, {
        ...common,
        kind: "bank-exceptions-old",
        title: `${exceptions(alarming.count)} open for more than 10 banking days`,
        body: `They come to ${dollars(alarming.amount)}. Unidentified money must leave the suspense accounts before the month is closed.`,
      });
    return overdue.count + alarming.count;
  });
}

const exceptions = (count: number) => (count === 1 ? "A bank exception is" : `${count} bank exceptions are`);
