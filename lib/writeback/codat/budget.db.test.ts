// The one row that deals out calls to everybody.
import { beforeEach, expect, test } from "vitest";
import { db } from "@/lib/db";
import { env } from "@/lib/env";
import { endPause, pauseAll, takeTurn, turnsAhead } from "./budget";

const MINUTE_MS = 60_000;

beforeEach(async () => {
  Object.assign(env, { CODAT_CALLS_PER_MINUTE: 0, CODAT_CALLS_PER_DAY: 0 });
  await db.writebackBudget.update({
    where: { id: 1 },
    data: { usedToday: 0, day: new Date(), pausedUntil: null, freeAt: new Date() },
  });
});

const background = () => takeTurn({ isBackground: true });
const person = () => takeTurn({ isBackground: false });
const granted = (turns: { isGranted: boolean }[]) => turns.filter(({ isGranted }) => isGranted).length;
const row = () => db.writebackBudget.findUniqueOrThrow({ where: { id: 1 } });

test("of the day's calls work in the background leaves a twentieth to people, however many ask at once", async () => {
  env.CODAT_CALLS_PER_DAY = 40; // nobody is connected: 40 for all of us
  expect(granted(await Promise.all(Array.from({ length: 60 }, background)))).toBe(38);
  expect(await turnsAhead(10)).toBe(0);
  expect(granted(await Promise.all(Array.from({ length: 5 }, person)))).toBe(2);
  expect((await row()).usedToday).toBe(40);
  expect(await person()).toMatchObject({ isGranted: false });
});

test("turns are dealt no faster than the minute allows, in this process or in several", async () => {
  env.CODAT_CALLS_PER_MINUTE = 6000;
  const startedAt = Date.now();
  await Promise.all(Array.from({ length: 100 }, background));
  const { freeAt } = await row();
  // A burst of ten, and then one after the other: at most 6,000 in any minute.
  expect(freeAt.getTime() - startedAt).toBeGreaterThanOrEqual(90 * (MINUTE_MS / 6000));
  expect(Date.now() - startedAt).toBeGreaterThanOrEqual(89 * (MINUTE_MS / 6000));
});

test("no more is taken up than there are turns in the next two seconds", async () => {
  env.CODAT_CALLS_PER_MINUTE = 600; // 560 by our own counting: one in 107 ms
  const most = await turnsAhead(1000);
  expect(most).toBeGreaterThan(10);
  expect(most).toBeLessThanOrEqual(Math.ceil(2000 / 100) + 10);
  await db.writebackBudget.update({ where: { id: 1 }, data: { freeAt: new Date(Date.now() + 2500) } });
  expect(await turnsAhead(1000)).toBe(0);
  env.CODAT_CALLS_PER_MINUTE = 0;
  await db.writebackBudget.update({ where: { id: 1 }, data: { freeAt: new Date() } });
  expect(await turnsAhead(1000), "without a limit there are as many as one likes").toBe(1000);
});

test("while all of us have to wait there is no turn for anybody", async () => {
  await pauseAll(60);
  expect(await turnsAhead(10)).toBe(0);
  const refused = await background();
  expect(refused).toMatchObject({ isGranted: false, retryAfterSeconds: expect.any(Number) });
  const { retryAfterSeconds } = refused as { retryAfterSeconds: number };
  expect(retryAfterSeconds, "the rest of the minute").toBeLessThanOrEqual(60);
  expect(retryAfterSeconds).toBeGreaterThanOrEqual(55);
  expect(await person()).toMatchObject({ isGranted: false });
  await endPause();
  expect(await turnsAhead(10)).toBe(10);
  expect(await background()).toEqual({ isGranted: true });
});
