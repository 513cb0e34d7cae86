// The worker is a separate real process here, and dies by SIGKILL while the date moves. The queue would keep its job for hours.
import "@/test/sandbox-bank";
import { afterEach, describe, expect, it, test, vi } from "vitest";
import { addDays } from "@/lib/calendar/dates";
import { businessDate } from "@/lib/clock";
import { db, inTransaction } from "@/lib/db";
import * as polling from "@/lib/payments/poll-payments";
import { moveTo } from "@/test/payments";
import { killWorker, killWorkers, startWorker, until } from "@/test/support/worker";
import { moveBusinessDate } from "./move-business-date";
import { findLatestDateMove } from "./queries";
import { requestDateMove } from "./request-date-move";
import { resumeDateMoves } from "./resume-date-moves";

const START = "2027-01-08";
const SLOW = 180_000;

afterEach(async () => {
  vi.restoreAllMocks();
  await killWorkers();
});

async function newMove(days: number) {
  const toDate = addDays(await businessDate(), days);
  return { toDate, ...(await requestDateMove({ userId: null, toDate })) };
}

const jobs = () =>
  db.$queryRaw<{ attempts: number; is_available: boolean }[]>`
    SELECT j.attempts, j.is_available
      FROM graphile_worker._private_jobs j JOIN graphile_worker._private_tasks t ON t.id = j.task_id
     WHERE t.identifier = 'move-business-date'`;

test("another worker takes up the move at its start, and it arrives", { timeout: SLOW }, async () => {
  await moveTo(START);
  const first = await startWorker();
  const { toDate } = await newMove(15);
  await until(async () => (await findLatestDateMove())!.daysDone >= 2);
  await inTransaction(async (tx) => {
    await businessDate(tx); // the clock waits for us, and so the worker is between two days
    await killWorker(first);
  });
  expect(await findLatestDateMove()).toMatchObject({ status: "RUNNING" });
  expect(await jobs()).toMatchObject([{ is_available: false }]);

  await startWorker();
  await until(async () => (await findLatestDateMove())!.status === "DONE");
  expect(await businessDate()).toBe(toDate);
  await until(async () => (await jobs()).length === 0);
});

describe("each minute", () => {
  it("begins a move again whose worker died or stopped, and leaves no trace of the job that was", async () => {
    const { dateMoveId, toDate } = await newMove(1);
    await db.$executeRaw`UPDATE graphile_worker._private_jobs SET locked_by = 'dead', locked_at = now(), attempts = 1`;
    await resumeDateMoves();
    expect(await jobs()).toEqual([{ attempts: 0, is_available: true }]);
    await db.$executeRaw`UPDATE graphile_worker._private_jobs SET attempts = max_attempts, last_error = 'Too often.'`;
    await resumeDateMoves();
    expect(await jobs()).toEqual([{ attempts: 0, is_available: true }]);
    await moveBusinessDate({ dateMoveId });
    expect(await businessDate()).toBe(toDate);
  });

  it("leaves a job alone that waits for its next try, and has nothing to do when the move has arrived", async () => {
    await db.$executeRaw`DELETE FROM graphile_worker._private_jobs`;
    await resumeDateMoves();
    expect(await jobs()).toEqual([]);
    const { dateMoveId } = await newMove(1);
    await db.$executeRaw`UPDATE graphile_worker._private_jobs SET attempts = 7`;
    await resumeDateMoves();
    expect(await jobs()).toEqual([{ attempts: 7, is_available: true }]);
    await moveBusinessDate({ dateMoveId });
  });
});

it("is moved by one worker at a time: a second one leaves it to the first, and so does the minute", async () => {
  await db.$executeRaw`DELETE FROM graphile_worker._private_jobs`;
  const { dateMoveId } = await newMove(3);
  await db.$executeRaw`DELETE FROM graphile_worker._private_jobs`;
  const { pollPayments } = polling;
  const polls = vi.spyOn(polling, "pollPayments").mockImplementation(async (how) => {
    await resumeDateMoves();
    return pollPayments(how);
  });
  await Promise.all([1, 2, 3].map(() => moveBusinessDate({ dateMoveId })));
  expect(polls).toHaveBeenCalledTimes(3);
  expect(await findLatestDateMove()).toMatchObject({ status: "DONE", daysDone: 3 });
  expect(await jobs()).toEqual([]);
});

it("goes on after a failure, since the one who failed lets go", async () => {
  const { dateMoveId } = await newMove(1);
  vi.spyOn(polling, "pollPayments").mockRejectedValueOnce(new Error("The bank does not answer."));
  await expect(moveBusinessDate({ dateMoveId })).rejects.toThrow("does not answer");
  await moveBusinessDate({ dateMoveId });
  expect(await findLatestDateMove()).toMatchObject({ status: "DONE" });
});
