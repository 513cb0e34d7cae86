import { fromDbDate, type IsoDate } from "@/lib/calendar/dates";
import type { Tx } from "@/lib/db";

/** The last day of the account that was closed; null while none was. */
export async function lastClosedDay(tx: Tx, bankAccountId: string): Promise<IsoDate | null> {
  const { _max } = await tx.bankDay.aggregate({ where: { bankAccountId }, _max: { day: true } });
  return _max.day && fromDbDate(_max.day);
}
