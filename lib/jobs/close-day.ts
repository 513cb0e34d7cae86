import { addDays, compare, fromDbDate, toDbDate } from "@/lib/calendar/dates";
import { businessDate } from "@/lib/clock";
import { db } from "@/lib/db";
import { isSandbox } from "@/lib/env";
import { runBusinessDay } from "./run-business-day";

/**
 * Production's daily run: works through every business date since the last one that was run, up to today. The row in
 * `business_clock` is then not the clock but the mark of how far it came.
 */
export async function closeDay() {
  if (isSandbox) return; // there an administrator moves the date
  const today = await businessDate();
  const mark = await db.businessClock.upsert({
    where: { id: 1 },
    create: { id: 1, businessDate: toDbDate(addDays(today, -1)) },
    update: {},
  });
  for (let day = addDays(fromDbDate(mark.businessDate), 1); compare(day, today) <= 0; day = addDays(day, 1)) {
    await runBusinessDay(day);
    await db.businessClock.update({ where: { id: 1 }, data: { businessDate: toDbDate(day) } });
  }
}
