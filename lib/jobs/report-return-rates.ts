import type { IsoDate } from "@/lib/calendar/dates";
import { inTransaction } from "@/lib/db";
import { notifyAdministrators } from "@/lib/notifications/notify";
import type { ReturnRate } from "@/lib/payments/return-rates";
import { watchReturnRates } from "@/lib/payments/watch-return-rates";

/** Notifies administrators when a return rate of our debits comes near a limit of the network or passes it. @returns how many did */
export async function reportReturnRates({ businessDate }: { businessDate: IsoDate }): Promise<number> {
  return inTransaction(async (tx) => {
    const opened = await watchReturnRates(tx, businessDate);
    await notifyAdministrators(
      tx,
      ...opened.map((rate) => ({
        kind: "return-rate" as const,
        ...words(rate),
        href: "/admin/payments/returns",
        datedOn: businessDate,
      })),
    );
    return opened.length;
  });
}

const NAMES = {
  unauthorized: "unauthorized returns",
  administrative: "administrative returns",
  all: "returns",
};

function words({ category, level, returned, debits, rate, limit }: ReturnRate) {
  const figures = `${returned} of ${debits} debits of the last 60 days: ${rate}%. The limit is ${limit}%.`;
  if (level === "WARNING")
    return { title: `The rate of ${NAMES[category]} is near its limit`, body: figures };
  return {
    title: `The rate of ${NAMES[category]} is above its limit`,
    body: `${figures} Retries and new autopay are stopped until somebody acknowledges it.`,
  };
}
