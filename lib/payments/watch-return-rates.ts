// Alerts about return rates: opened once when a rate comes near its limit, ended when it is back, acknowledged by a person.
import { fromDbDate, toDbDate, type IsoDate } from "@/lib/calendar/dates";
import { recordAudit } from "@/lib/audit/record-audit";
import { businessDate } from "@/lib/clock";
import { db, inTransaction, type Tx } from "@/lib/db";
import { DomainError } from "@/lib/errors";
import { newId } from "@/lib/ids";
import { countDebits } from "./debits-counted";
import { ratesOf, type RateCategory, type RateLevel, type ReturnRate } from "./return-rates";

/**
 * Compares the rates of a day with the alerts that are open: a rate on another level ends its alert, and a warning or a breach
 * opens one.
 *
 * @returns the rates for which an alert was opened
 */
export async function watchReturnRates(tx: Tx, on: IsoDate): Promise<ReturnRate[]> {
  await tx.$queryRaw`SELECT pg_advisory_xact_lock(hashtextextended('return-rates', 0))::text`;
  const open = await tx.returnRateAlert.findMany({ where: { endedOn: null } });
  const levelOf = new Map(open.map(({ category, level }) => [category, level]));
  const changed = ratesOf(await countDebits(tx, on)).filter(
    ({ category, level }) => (levelOf.get(category) ?? null) !== alertLevel(level),
  );
  await tx.returnRateAlert.updateMany({
    where: { endedOn: null, category: { in: changed.map(({ category }) => category) } },
    data: { endedOn: toDbDate(on) },
  });
  const opened = changed.filter(({ level }) => alertLevel(level) !== null);
  await tx.returnRateAlert.createMany({
    data: opened.map(({ category, level, returned, debits }) => ({
      ...{ id: newId("rra"), category, level, returned, debits },
      openedOn: toDbDate(on),
    })),
  });
  return opened;
}

const alertLevel = (level: RateLevel) => (level === "WARNING" || level === "BREACH" ? level : null);

/** Whether a limit is breached and nobody has acknowledged it: then nobody is newly enrolled in autopay, and nothing is retried. */
export async function hasBreach(tx: Tx): Promise<boolean> {
  return (
    (await tx.returnRateAlert.count({ where: { level: "BREACH", endedOn: null, acknowledgedOn: null } })) > 0
  );
}

/**
 * Records that a person has looked at a breach and what they did: retries and new autopay go on.
 *
 * @throws DomainError "not-found"; "wrong-state" when it ended or was acknowledged
 */
export async function acknowledgeBreach({
  userId,
  alertId,
  note,
}: {
  userId: string;
  alertId: string;
  note: string;
}): Promise<void> {
  await inTransaction(async (tx) => {
    const on = await businessDate(tx);
    const data = { acknowledgedOn: toDbDate(on), acknowledgedById: userId, note };
    const { count } = await tx.returnRateAlert.updateMany({
      where: { id: alertId, level: "BREACH", endedOn: null, acknowledgedOn: null },
      data,
    });
    if (count === 0)
      throw new DomainError("wrong-state", "This breach is over or was acknowledged. Reload the page.");
    await recordAudit(tx, {
      actorUserId: userId,
      action: "return-rate.acknowledge",
      subjectType: "return-rate-alert",
      subjectId: alertId,
      detail: { note },
      businessDate: on,
    });
  });
}

export type ReturnRateAlertView = {
  id: string;
  category: RateCategory;
  level: "WARNING" | "BREACH";
  returned: number;
  debits: number;
  openedOn: IsoDate;
  endedOn: IsoDate | null;
  acknowledgedOn: IsoDate | null;
  acknowledgedById: string | null;
  note: string | null;
};

const ALERTS_SHOWN = 30;

/** The latest alerts, open ones first. */
export async function listReturnRateAlerts(): Promise<ReturnRateAlertView[]> {
  const rows = await db.returnRateAlert.findMany({
    orderBy: [{ endedOn: { sort: "desc", nulls: "first" } }, { openedOn: "desc" }, { id: "asc" }],
    take: ALERTS_SHOWN,
  });
  return rows.map(({ createdAt: _, openedOn, endedOn, acknowledgedOn, category, level, ...row }) => ({
    ...row,
    category: category as RateCategory,
    level: level as "WARNING" | "BREACH",
    openedOn: fromDbDate(openedOn),
    endedOn: endedOn && fromDbDate(endedOn),
    acknowledgedOn: acknowledgedOn && fromDbDate(acknowledgedOn),
  }));
}
