// How loans stand, kept: what the pages about the whole book read. The numbers come from the same arithmetic as those of one
// loan; the triggers of the table's migration mark a row when anything of its loan changes, and time passes by `good_through`.
import { cache } from "react";
import { addDays, compare, daysBetween, toDbDate, type IsoDate } from "@/lib/calendar/dates";
import { chunksOf } from "@/lib/chunks";
import { businessDate } from "@/lib/clock";
import { db, inTransaction, type Tx } from "@/lib/db";
import { loadPositions, type LoanPosition } from "@/lib/lending/terms/loan-position";
import { standingOn, type Standing } from "@/lib/lending/terms/standing";
import { toMoney } from "@/lib/money/money";
import { onPrimaryFirst } from "@/lib/read-replica";
import { sqlRows } from "@/lib/sql-rows";
import { Prisma } from "@/prisma/generated/client";

const AT_ONCE = 500;
const FOREVER = "9999-12-31";

type Kept = {
  goodThrough: IsoDate;
  isActive: boolean;
  lateSince: IsoDate | null;
  outstanding: string;
  due: string;
  pastDue: string;
  nextDueOn: IsoDate | null;
  nextDue: string | null;
};

/** What is kept of a loan that is not active, or was never paid out. */
const NOTHING: Kept = {
  ...{ goodThrough: FOREVER, isActive: false, lateSince: null },
  ...{ outstanding: "0.00", due: "0.00", pastDue: "0.00", nextDueOn: null, nextDue: null },
};

/**
 * What is kept of a loan.
 *
 * @returns dollars, and the last date for which they are true if nothing changes: the day before the next uncovered installment
 *   falls due, or today while one falls due today, which is past due tomorrow
 */
function keptOf(position: LoanPosition | undefined, asOf: IsoDate): Kept {
  if (position?.loan.status !== "ACTIVE") return NOTHING;
  const state = standingOn(position, asOf);
  const ahead = position.expected.rows.map(({ dueOn }) => dueOn).filter((dueOn) => compare(dueOn, asOf) >= 0);
  const next = ahead.reduce<IsoDate>((first, dueOn) => (compare(dueOn, first) < 0 ? dueOn : first), FOREVER);
  return {
    goodThrough: next === asOf ? asOf : addDays(next, -1),
    isActive: true,
    lateSince: state.daysPastDue > 0 ? addDays(asOf, -state.daysPastDue) : null,
    outstanding: toMoney(position.booked.owed.principal),
    due: toMoney(state.dueAmount),
    pastDue: toMoney(state.pastDueAmount),
    nextDueOn: state.nextDue?.dueOn ?? null,
    nextDue: state.nextDue && toMoney(state.nextDue.amount),
  };
}

const isStale = (asOf: IsoDate) =>
  Prisma.sql`(as_of IS NULL OR as_of > ${asOf}::date OR good_through < ${asOf}::date)`;

/**
 * Computes the rows that changed since, or whose time has run out. A row that changes while it is computed stays marked, and one that
 * somebody is changing is left to the next time: nobody waits for this.
 *
 * @returns how many were computed
 */
export function refreshStandings(): Promise<number> {
  return onPrimaryFirst(refreshStale);
}

async function refreshStale(): Promise<number> {
  if (!(await db.loanStanding.findFirst({ select: { loanId: true } }))) return 0; // a new installation has no date yet
  const asOf = await businessDate();
  const stale = await db.$queryRaw<{ id: string }[]>`
    SELECT loan_id AS id FROM loan_standings WHERE ${isStale(asOf)} ORDER BY loan_id`;
  let computed = 0;
  for (const some of chunksOf(stale, AT_ONCE))
    computed += await inTransaction((tx) =>
      refreshSome(
        tx,
        some.map(({ id }) => id),
        asOf,
      ),
    );
  return computed;
}

/** A page asks in several parts; outside of a page every question refreshes. */
export const refreshForPage = cache(refreshStandings);

async function refreshSome(tx: Tx, ids: string[], asOf: IsoDate): Promise<number> {
  // Before the loans are read: a change that is not in what is read is then counted in `changes`.
  const changesOf = await countChanges(tx, ids);
  const positions = await loadPositions(tx, ids);
  const rows = [...changesOf].map(([id, changes]) => {
    const position = positions.get(id);
    const kept = keptOf(position, asOf);
    return {
      ...{
        id,
        changes,
        is_active: kept.isActive,
        late_since: kept.lateSince,
        good_through: kept.goodThrough,
      },
      ...{ outstanding: kept.outstanding, due: kept.due, past_due: kept.pastDue },
      ...{ next_due_on: kept.nextDueOn, next_due: kept.nextDue },
      counted_version: countedVersion(position),
    };
  });
  const computed = await tx.$queryRaw<Counted[]>`
    UPDATE loan_standings s
       SET as_of = ${asOf}::date, good_through = now.good_through, is_active = now.is_active, late_since = now.late_since,
           outstanding = now.outstanding, due = now.due, past_due = now.past_due, next_due_on = now.next_due_on,
           next_due = now.next_due, counted_version = now.counted_version
      FROM ${sqlRows("now", ROW, rows)},
           (SELECT loan_id, counted_version FROM loan_standings WHERE loan_id = ANY (${ids}::text[])
             ORDER BY loan_id FOR UPDATE SKIP LOCKED) free
     WHERE s.loan_id = now.id AND s.loan_id = free.loan_id AND s.changes = now.changes
    RETURNING s.loan_id AS id, free.counted_version AS before, s.counted_version AS after`;
  await countInstallments(
    tx,
    computed.filter(({ before, after }) => before !== after),
  );
  return computed.length;
}

/** The version of the schedule whose installments count; null when none does. */
function countedVersion(position: LoanPosition | undefined): number | null {
  return position?.loan.status === "ACTIVE" ? position.loan.scheduleVersion : null;
}

type Counted = { id: string; before: number | null; after: number | null };

/** Counts one version of a loan's schedule in place of another. Days in order, so that two who count wait instead of deadlocking. */
async function countInstallments(tx: Tx, changed: Counted[]): Promise<void> {
  if (changed.length === 0) return;
  await tx.$executeRaw`
    INSERT INTO installment_days AS kept (due_on, amount)
    SELECT n.due_on, sum(CASE n.version WHEN c.after THEN n.payment ELSE -n.payment END) AS amount
      FROM ${sqlRows("c", { id: "text", before: "int", after: "int" }, changed)}
      JOIN installments n ON n.loan_id = c.id AND n.version IN (c.before, c.after)
     GROUP BY n.due_on ORDER BY n.due_on
    ON CONFLICT (due_on) DO UPDATE SET amount = kept.amount + excluded.amount`;
}

async function countChanges(tx: Tx, ids: string[]): Promise<Map<string, bigint>> {
  const rows = await tx.$queryRaw<{ id: string; changes: bigint }[]>`
    SELECT loan_id AS id, changes FROM loan_standings WHERE loan_id = ANY (${ids}::text[])`;
  return new Map(rows.map(({ id, changes }) => [id, changes]));
}

const ROW = {
  id: "text",
  changes: "bigint",
  is_active: "boolean",
  late_since: "date",
  good_through: "date",
  outstanding: "numeric",
  due: "numeric",
  past_due: "numeric",
  next_due_on: "date",
  next_due: "numeric",
  counted_version: "int",
} as const;

export type StandingSum = { daysPastDue: number; loans: number; outstanding: string; pastDue: string };

/** Active loans by days past due, today. */
export async function sumStandings(): Promise<StandingSum[]> {
  await refreshForPage();
  const asOf = await businessDate();
  const rows = await db.$queryRaw<
    { lateSince: IsoDate | null; loans: number; outstanding: string; pastDue: string }[]
  >`SELECT late_since::text AS "lateSince", count(*)::int AS loans, sum(outstanding)::text AS outstanding, sum(past_due)::text AS "pastDue"
      FROM loan_standings WHERE is_active GROUP BY late_since`;
  return rows.map(({ lateSince, ...sums }) => ({
    ...sums,
    daysPastDue: daysLate(lateSince, asOf),
  }));
}

function daysLate(lateSince: IsoDate | null, asOf: IsoDate): number {
  return lateSince === null ? 0 : daysBetween(lateSince, asOf);
}

/** What all active loans owe today of installments due today or before, less what is on its way; dollars. */
export async function dueFromBorrowers(): Promise<string> {
  await refreshForPage();
  const [row] = await db.$queryRaw<{ due: string }[]>`
    SELECT coalesce(sum(due), 0)::numeric(20, 2)::text AS due FROM loan_standings WHERE is_active`;
  return row!.due;
}

/** What active loans' schedules ask for after a date, up to and with another, by day; dollars. */
export async function installmentsBetween(
  after: IsoDate,
  until: IsoDate,
): Promise<{ dueOn: IsoDate; amount: string }[]> {
  await refreshForPage();
  return db.$queryRaw<{ dueOn: IsoDate; amount: string }[]>`
    SELECT due_on::text AS "dueOn", amount::text FROM installment_days
     WHERE due_on > ${after}::date AND due_on <= ${until}::date AND amount <> 0 ORDER BY due_on`;
}

/** Active loans with so many days past due today, as a condition on loans. */
export async function lateBy(fromDays: number, toDays: number): Promise<Prisma.LoanWhereInput> {
  await refreshForPage();
  const asOf = await businessDate();
  const since = (days: number) => toDbDate(addDays(asOf, -days));
  const lateSince =
    fromDays === 0
      ? null
      : { lte: since(fromDays), ...(Number.isFinite(toDays) ? { gte: since(toDays) } : {}) };
  return { standing: { is: { isActive: true, lateSince } } };
}

type KeptRow = Omit<Kept, "goodThrough"> & { id: string; changes: bigint };

function keptWhere(tx: Tx, condition: Prisma.Sql): Promise<KeptRow[]> {
  return tx.$queryRaw<KeptRow[]>`
    SELECT loan_id AS id, changes, is_active AS "isActive", late_since::text AS "lateSince", outstanding::text, due::text,
           past_due::text AS "pastDue", next_due_on::text AS "nextDueOn", next_due::text AS "nextDue"
      FROM loan_standings WHERE ${condition} ORDER BY loan_id`;
}

/** What a row of a list of loans shows; dollars. */
export type Due = {
  daysPastDue: number;
  pastDueAmount: string;
  nextDue: { dueOn: IsoDate; amount: string } | null;
};

export const NOTHING_DUE: Due = { daysPastDue: 0, pastDueAmount: "0.00", nextDue: null };

/** What a loan asks for, computed now. */
export function dueOf({ daysPastDue, pastDueAmount, nextDue }: Standing): Due {
  return {
    daysPastDue,
    pastDueAmount: toMoney(pastDueAmount),
    nextDue: nextDue && { dueOn: nextDue.dueOn, amount: toMoney(nextDue.amount) },
  };
}

/** What loans ask for today, by id, as it was last computed: whoever shows them has refreshed before. */
export async function duesOf(loanIds: string[]): Promise<Map<string, Due>> {
  const asOf = await businessDate();
  const rows = await keptWhere(db, Prisma.sql`loan_id = ANY (${loanIds}::text[])`);
  return new Map(
    rows.map(({ id, lateSince, pastDue, nextDueOn, nextDue }) => [
      id,
      {
        daysPastDue: daysLate(lateSince, asOf),
        pastDueAmount: pastDue,
        nextDue: nextDueOn !== null && nextDue !== null ? { dueOn: nextDueOn, amount: nextDue } : null,
      },
    ]),
  );
}

/**
 * Rows that are believed and are not what would be computed now; a line for each. In no transaction: it takes long on a large book, and
 * a loan that changes while it runs is no fault.
 */
export async function falseStandings(): Promise<string[]> {
  if (!(await db.loanStanding.findFirst({ where: { asOf: { not: null } } }))) return [];
  const asOf = await businessDate();
  const kept = await keptWhere(db, Prisma.sql`NOT ${isStale(asOf)}`);
  const offenders = await falseDays();
  for (const some of chunksOf(kept, AT_ONCE)) {
    const positions = await loadPositions(
      db,
      some.map(({ id }) => id),
    );
    const differing = some.flatMap(({ id, changes, ...was }) => {
      const is = keptOf(positions.get(id), asOf);
      if (JSON.stringify(asList(was)) === JSON.stringify(asList(is))) return [];
      return [{ id, changes, says: `kept ${asList(was).join(", ")}, computed ${asList(is).join(", ")}` }];
    });
    const changesOf = await countChanges(
      db,
      differing.map(({ id }) => id),
    );
    for (const { id, changes, says } of differing)
      if (changesOf.get(id) === changes) offenders.push(`${id}: ${says}`);
  }
  return offenders;
}

/** Days whose sum is not that of the counted versions, and loans that are believed and count another version than they should. */
async function falseDays(): Promise<string[]> {
  const rows = await db.$queryRaw<{ says: string }[]>`
    SELECT format('installments due %s: kept %s, schedules %s', due_on, kept.amount, counted.amount) AS says
      FROM (SELECT due_on, amount FROM installment_days WHERE amount <> 0) kept
      FULL JOIN (SELECT n.due_on, sum(n.payment) AS amount
                   FROM loan_standings s JOIN installments n ON n.loan_id = s.loan_id AND n.version = s.counted_version
                  GROUP BY n.due_on HAVING sum(n.payment) <> 0) counted USING (due_on)
     WHERE kept.amount IS DISTINCT FROM counted.amount
    UNION ALL
    SELECT format('%s: counts schedule %s of %s', l.id, s.counted_version, l.schedule_version)
      FROM loan_standings s JOIN loans l ON l.id = s.loan_id
     WHERE s.as_of IS NOT NULL AND s.counted_version IS DISTINCT FROM CASE l.status WHEN 'ACTIVE' THEN l.schedule_version END
     ORDER BY 1`;
  return rows.map(({ says }) => says);
}

function asList(kept: Omit<Kept, "goodThrough">) {
  const { isActive, lateSince, outstanding, due, pastDue, nextDueOn, nextDue } = kept;
  const next = nextDueOn === null ? "nothing next" : `${nextDue} on ${nextDueOn}`;
  return [isActive ? "active" : "not active", lateSince ?? "not late", outstanding, due, pastDue, next];
}
