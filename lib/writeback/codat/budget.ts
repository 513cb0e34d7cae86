// What all processes together may ask of Codat: so many calls a minute from our address, so many a day. One row in the
// database deals out the turns, so any number of workers and web servers keep to one limit.
import { setTimeout as sleep } from "node:timers/promises";
import { coalesce } from "@/lib/coalesce";
import { db } from "@/lib/db";
import { env } from "@/lib/env";

/** A turn, or how long there is none. */
export type Turn = { isGranted: true } | { isGranted: false; retryAfterSeconds: number };

const MINUTE_MS = 60_000;
const BURST = 10;
// A call leaves a little after its turn, so turns are dealt a little slower than the limit: 96% of it at most.
const MARGIN = 30;
const PEOPLE_AHEAD = 20; // turns; together with the burst still below the limit of any minute
const PEOPLE_SHARE = 20; // a twentieth of the day's calls is kept for people who wait at a screen
const HORIZON_MS = 2000;
const LONGEST_NAP_SECONDS = 900;

/** Calls per day for all of us: so many for each connected company and once more. 0: no limit. */
export async function dailyLimit(): Promise<number> {
  if (env.CODAT_CALLS_PER_DAY === 0) return 0;
  const linked = await db.writebackConnection.count({ where: { status: "Linked" } });
  return env.CODAT_CALLS_PER_DAY * (1 + linked);
}

/**
 * Waits for the next turn.
 *
 * @param isBackground false for a call that a person waits for: it may use the last calls of the day, and goes ahead of turns
 *   that are dealt out already
 * @returns no turn while Codat asked all of us to wait, or when the day's calls are used up
 */
export async function takeTurn({ isBackground }: { isBackground: boolean }): Promise<Turn> {
  const turn = await (isBackground ? backgroundTurn() : personsTurn());
  if (turn.waitMs === null) return { isGranted: false, retryAfterSeconds: await secondsUntilNext() };
  if (turn.waitMs > 0) await sleep(turn.waitMs);
  return { isGranted: true };
}

/**
 * How many turns work that nobody waits for may still take now: those of the next two seconds that are not dealt out. More taken
 * up would only stand in line, before the people.
 *
 * @returns at most `most`; 0 while Codat asked all of us to wait, or when the day's calls are used up
 */
export async function turnsAhead(most: number): Promise<number> {
  const mayUse = await backgroundShare();
  const step = stepMs();
  const [row] = await db.$queryRaw<{ left_ms: number; left_today: number }[]>`
    SELECT EXTRACT(EPOCH FROM clock_timestamp() - free_at)::float8 * 1000 + ${HORIZON_MS}::float8 AS left_ms,
           CASE WHEN ${mayUse}::int = 0 THEN ${most}::int
                WHEN day <> (clock_timestamp() AT TIME ZONE 'UTC')::date THEN ${mayUse}::int
                ELSE GREATEST(0, ${mayUse}::int - used_today) END AS left_today
    FROM writeback_budget WHERE id = 1 AND (paused_until IS NULL OR paused_until <= clock_timestamp())`;
  if (!row) return 0;
  const inTime = step === 0 ? most : Math.max(0, Math.floor(row.left_ms / step));
  return Math.min(most, inTime, row.left_today);
}

type Dealt = { waitMs: number | null }; // null: there is none
const toBackground = coalesce(async (asked: readonly null[]) => deal(asked.length, await backgroundShare()));
const toPeople = coalesce(async (asked: readonly null[]) => deal(asked.length, await dailyLimit()));
const backgroundTurn = () => toBackground(null);
const personsTurn = async (): Promise<Dealt> => {
  const { waitMs } = await toPeople(null);
  return { waitMs: waitMs === null ? null : Math.max(0, waitMs - stepMs() * PEOPLE_AHEAD) };
};

async function backgroundShare(): Promise<number> {
  const perDay = await dailyLimit();
  return perDay - Math.floor(perDay / PEOPLE_SHARE);
}

/** Milliseconds from one turn to the next. */
function stepMs(): number {
  const perMinute = env.CODAT_CALLS_PER_MINUTE;
  return perMinute === 0 ? 0 : MINUTE_MS / Math.max(1, perMinute - Math.min(MARGIN, perMinute / 20) - BURST);
}

/** Deals out so many turns, or as many as the day has left. @param mayUse of the day; 0: no limit */
async function deal(count: number, mayUse: number): Promise<Dealt[]> {
  const step = stepMs();
  const [dealt] = await db.$queryRaw<{ granted: number; wait_ms: number }[]>`
    WITH b AS MATERIALIZED (
      SELECT id, CASE WHEN day = (clock_timestamp() AT TIME ZONE 'UTC')::date THEN used_today ELSE 0 END AS used,
             GREATEST(free_at, clock_timestamp() - ${step * BURST}::float8 * interval '1 millisecond') AS from_at
      FROM writeback_budget
      WHERE id = 1 AND (paused_until IS NULL OR paused_until <= clock_timestamp()) FOR UPDATE
    ), g AS (
      SELECT *, CASE WHEN ${mayUse}::int = 0 THEN ${count}::int
                     ELSE LEAST(${count}::int, GREATEST(0, ${mayUse}::int - used)) END AS granted
      FROM b)
    UPDATE writeback_budget w SET
      used_today = used + granted,
      day = (clock_timestamp() AT TIME ZONE 'UTC')::date,
      free_at = from_at + granted * ${step}::float8 * interval '1 millisecond'
    FROM g WHERE w.id = g.id
    RETURNING granted, EXTRACT(EPOCH FROM from_at - clock_timestamp())::float8 * 1000 AS wait_ms`;
  return Array.from({ length: count }, (_, turn) => ({
    waitMs: dealt && turn < dealt.granted ? dealt.wait_ms + turn * step : null,
  }));
}

/** Codat asked all of us to wait. A shorter wait never takes back a longer one. */
export async function pauseAll(seconds: number): Promise<void> {
  await db.$executeRaw`
    UPDATE writeback_budget
    SET paused_until = GREATEST(paused_until, clock_timestamp() + ${seconds} * interval '1 second') WHERE id = 1`;
}

export async function endPause(): Promise<void> {
  await db.writebackBudget.update({ where: { id: 1 }, data: { pausedUntil: null } });
}

/** Until the pause or the day is over; the day at most a quarter of an hour at a time, since limits are also raised. */
async function secondsUntilNext(): Promise<number> {
  const [row] = await db.$queryRaw<{ seconds: number }[]>`
    SELECT EXTRACT(EPOCH FROM COALESCE(
      CASE WHEN paused_until > clock_timestamp() THEN paused_until END,
      ((clock_timestamp() AT TIME ZONE 'UTC')::date + 1)::timestamp AT TIME ZONE 'UTC') - clock_timestamp())::float8 AS seconds
    FROM writeback_budget WHERE id = 1`;
  return Math.min(LONGEST_NAP_SECONDS, Math.max(1, Math.ceil(row?.seconds ?? 1)));
}
