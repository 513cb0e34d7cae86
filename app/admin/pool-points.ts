import type { PoolPoint } from "@/components/ui/utilization-chart";
import { addDays, addMonths, type IsoDate } from "@/lib/calendar/dates";
import type { PoolMonth } from "@/lib/pool/queries";

/** The chart's points: each month at its last day, the running one at today. */
export function poolPoints(history: PoolMonth[], today: IsoDate): PoolPoint[] {
  return history.map(({ month, cash, lentOut, owedToInvestors }) => ({
    on: month === today.slice(0, 7) ? today : addDays(addMonths(`${month}-01`, 1), -1),
    cash,
    lentOut,
    owed: owedToInvestors,
  }));
}
