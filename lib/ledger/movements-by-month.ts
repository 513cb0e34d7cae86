// What posted entries came to by month and event, for reports.
import type { IsoDate } from "@/lib/calendar/dates";
import type { Tx } from "@/lib/db";
import { fromMinor } from "@/lib/money/currency";
import { selecting } from "./balance-rows";

export type MonthMovement = {
  month: string; // of the effective date: "2026-06"
  /** The event type; of a reversal, that of what it takes back. */
  event: string;
  /** By the accounts' normal side: above zero the balance rises. */
  net: string;
};

/**
 * Posted movements of all accounts whose code matches, by month and event, through a date.
 *
 * @param pattern "%" represents any text, as in `sumByPattern`; the accounts must be of one currency with two decimals
 */
export async function movementsByMonth(
  tx: Tx,
  pattern: string,
  { through }: { through: IsoDate },
): Promise<MonthMovement[]> {
  const rows = await tx.$queryRaw<{ month: string; event: string; net: bigint }[]>`
    SELECT to_char(e.effective_on, 'YYYY-MM') AS month, coalesce(p.event_type, t.event_type) AS event,
           sum(a.normal_side * e.side * e.amount)::bigint AS net
      FROM ledger.accounts a
      JOIN ledger.entries e ON e.account_id = a.id AND e.layer = 0 AND e.effective_on <= ${through}::date
      JOIN ledger.transactions t ON t.id = e.transaction_id
      LEFT JOIN ledger.transactions p ON p.id = t.parent_id AND t.event_type = 'reversal'
     WHERE ${selecting({ pattern })} GROUP BY 1, 2 ORDER BY 1, 2`;
  return rows.map(({ net, ...row }) => ({ ...row, net: fromMinor(net, 2) }));
}

export type DayMovement = Omit<MonthMovement, "month"> & { on: IsoDate };

/** The same by day, between two dates with both included. */
export async function movementsByDay(
  tx: Tx,
  pattern: string,
  { from, to }: { from: IsoDate; to: IsoDate },
): Promise<DayMovement[]> {
  const rows = await tx.$queryRaw<{ on: string; event: string; net: bigint }[]>`
    SELECT e.effective_on::text AS on, coalesce(p.event_type, t.event_type) AS event,
           sum(a.normal_side * e.side * e.amount)::bigint AS net
      FROM ledger.accounts a
      JOIN ledger.entries e ON e.account_id = a.id AND e.layer = 0 AND e.effective_on BETWEEN ${from}::date AND ${to}::date
      JOIN ledger.transactions t ON t.id = e.transaction_id
      LEFT JOIN ledger.transactions p ON p.id = t.parent_id AND t.event_type = 'reversal'
     WHERE ${selecting({ pattern })} GROUP BY 1, 2 ORDER BY 1, 2`;
  return rows.map(({ net, ...row }) => ({ ...row, net: fromMinor(net, 2) }));
}
