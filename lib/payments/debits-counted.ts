// Which debits a return rate counts: one definition for the figures and for the lists behind them.
import { addDays, toDbDate, type IsoDate } from "@/lib/calendar/dates";
import { db, type Tx } from "@/lib/db";
import type { Prisma } from "@/prisma/generated/client";
import { RETURNABLE_RAILS } from "./rails";
import { RETURN_CODE_CATEGORIES } from "./return-codes";
import { RATE_DAYS, ratesOf, type DebitCount, type RateCategory, type ReturnRate } from "./return-rates";

/**
 * Debits that were settled in the sixty days up to a day, and those that came back in them before they were settled.
 *
 * @param counted only those that came back with a code of this category; all debits when absent
 */
export function debitsCounted(on: IsoDate, counted?: RateCategory): Prisma.PaymentOrderWhereInput {
  const days = { gt: toDbDate(addDays(on, -RATE_DAYS)), lte: toDbDate(on) };
  return {
    direction: "DEBIT",
    rail: { in: RETURNABLE_RAILS.map(({ rail }) => rail) },
    OR: [
      { settledOn: days },
      { settledOn: null, transitions: { some: { toStatus: "RETURNED", businessDate: days } } },
    ],
    ...(counted && {
      status: "RETURNED",
      returnCode: counted === "all" ? { not: null } : { in: [...RETURN_CODE_CATEGORIES[counted]] },
    }),
  };
}

/** The same debits by class and return code. */
export async function countDebits(tx: Tx, on: IsoDate): Promise<DebitCount[]> {
  const groups = await tx.paymentOrder.groupBy({
    by: ["secCode", "returnCode", "status"],
    where: debitsCounted(on),
    _count: true,
  });
  return groups.map(({ secCode, returnCode, status, _count }) => ({
    secCode,
    code: status === "RETURNED" ? returnCode : null,
    count: _count,
  }));
}

/** The return rates of a day: of all debits, and of each class. */
export async function returnRatesOn(
  on: IsoDate,
): Promise<{ all: ReturnRate[]; byClass: { secCode: string; rates: ReturnRate[] }[] }> {
  const counts = await countDebits(db, on);
  const classes = [...new Set(counts.flatMap(({ secCode }) => secCode ?? []))].sort();
  return {
    all: ratesOf(counts),
    byClass: classes.map((secCode) => ({
      secCode,
      rates: ratesOf(counts.filter((each) => each.secCode === secCode)),
    })),
  };
}
