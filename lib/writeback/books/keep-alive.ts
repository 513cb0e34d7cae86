import { toDbDate } from "@/lib/calendar/dates";
import { businessDate } from "@/lib/clock";
import { db } from "@/lib/db";
import { ask, type Caller } from "@/lib/writeback/codat/ask";
import { refresh } from "@/lib/writeback/codat/codat";
import { refreshConnection } from "./refresh-connection";
import { placeOf } from "./target";

/**
 * Once a day, a light look at every linked connection: the smallest kind of data is read, so that access does not expire unused
 * and a withdrawn one is noticed. Others are left alone. Safe to run again the same day.
 *
 * @returns how many were looked at
 */
export async function keepAlive(): Promise<number> {
  const today = toDbDate(await businessDate());
  const linked = await db.writebackConnection.findMany({
    where: { status: "Linked", OR: [{ refreshedOn: null }, { refreshedOn: { lt: today } }] },
    orderBy: { borrowerId: "asc" },
  });
  let looked = 0;
  for (const row of linked) {
    const place = placeOf(row);
    if (!place) continue;
    const caller: Caller = { borrowerId: row.borrowerId, isBackground: true };
    const outcome = await ask(caller, refresh(place, "company"));
    if (outcome.kind === "rate-limited") break; // the rest comes with the next run
    await db.writebackConnection.update({
      where: { borrowerId: row.borrowerId },
      data: { refreshedOn: today },
    });
    if (outcome.kind !== "ok") await refreshConnection({ borrowerId: row.borrowerId, caller });
    looked += 1;
  }
  return looked;
}
