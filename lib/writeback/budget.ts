// What all processes together may ask of Codat: so many calls a minute from our address, so many a day. One row in the
// database deals out the turns, so any number of workers and web servers keep to one limit.
import { setTimeout as sleep } from "node:timers/promises";
import { db } from "@/lib/db";
import { env } from "@/lib/env";

/** A turn, or how long there is none. */
export type Turn = { isGranted: true } | { isGranted: false; retryAfterSeconds: number };

const MINUTE_MS = 60_000;
const BURST = 10;
// A call leaves a little after its turn, so turns are dealt a little slower than the limit: 96 % of it at most.
const MARGIN = 30;
const PEOPLE_SHARE = 20; // a twentieth of the day's calls is kept for people who wait at a screen
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
 * @param isBackground false for a call that a person waits for: it may use the last calls of the day
 * @returns no turn while Codat asked all of us to wait, or when the day's calls are used up
 */
export async function takeTurn({ isBackground }: { isBackground: boolean }): Promise<Turn> {
  const perDay = await dailyLimit();
  const mayUse = isBackground ? perDay - Math.floor(perDay / PEOPLE_SHARE) : perDay;
  const perMinute = env.CODAT_CALLS_PER_MINUTE;
  const stepMs =
    perMinute === 0 ? 0 : MINUTE_MS / Math.max(1, perMinute - Math.min(MARGIN, perMinute / 20) - BURST);
  const burstMs = stepMs * BURST;
  const [turn] = await db.$queryRaw<{ wait_ms: number }[]>`
    UPDATE writeback_budget SET
      used_today = CASE WHEN day = (clock_timestamp() AT TIME ZONE 'UTC')::date THEN used_today + 1 ELSE 1 END,
      day = (clock_timestamp() AT TIME ZONE 'UTC')::date,
      free_at = GREATEST(free_at, clock_timestamp() - ${burstMs} * interval '1 millisecond')
                + ${stepMs} * interval '1 millisecond'
    WHERE id = 1
      AND (paused_until IS NULL OR paused_until <= clock_timestamp())
      AND (${perDay}::int = 0 OR day <> (clock_timestamp() AT TIME ZONE 'UTC')::date OR used_today < ${mayUse}::int)
    RETURNING EXTRACT(EPOCH FROM free_at - clock_timestamp())::float8 * 1000 - ${stepMs}::float8 AS wait_ms`;
  if (!turn) return { isGranted: false, retryAfterSeconds: await secondsUntilNext() };
  if (turn.wait_ms > 0) await sleep(turn.wait_ms);
  return { isGranted: true };
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
