// Applications whose job died with its worker, or stopped: somebody waits for an answer.
import { beforeAll, expect, test } from "vitest";
import { db } from "@/lib/db";
import { decideApplication } from "@/lib/lending/application/decide-application";
import { apply, newBorrower, useBureau } from "@/test/support/lending";
import { setBusinessDate } from "@/test/story";
import { resumeDecisions } from "./resume-decisions";

beforeAll(useBureau);
beforeAll(() => setBusinessDate("2026-01-01"));

const jobs = (applicationId: string) =>
  db.$queryRaw<{ is_available: boolean; attempts: number }[]>`
    SELECT j.is_available, j.attempts FROM graphile_worker._private_jobs j
     WHERE j.key = 'decide-application:' || ${applicationId}`;

test.each([
  ["whose worker was killed", "locked_by = 'dead', locked_at = now() - interval '6 minutes', attempts = 1"],
  ["that was tried too often", "attempts = max_attempts, last_error = 'The bureau does not answer.'"],
  [
    "whose worker was killed at its last try",
    "locked_by = 'dead', locked_at = now() - interval '6 minutes', attempts = 25",
  ],
])("an application %s is put back into the queue once, and decided", async (_, state) => {
  const applicationId = await apply(await newBorrower());
  await db.$executeRawUnsafe(`UPDATE graphile_worker._private_jobs SET ${state}`);
  expect(await resumeDecisions()).toBe(1);
  expect(await jobs(applicationId)).toEqual([{ is_available: true, attempts: 0 }]);
  expect(await resumeDecisions()).toBe(0);
  await decideApplication({ applicationId });
  await db.$executeRaw`DELETE FROM graphile_worker._private_jobs`;
  expect(await resumeDecisions(), "decided").toBe(0);
});

test("one that is being decided, or waits for its next try, is left alone", async () => {
  const applicationId = await apply(await newBorrower());
  await db.$executeRaw`UPDATE graphile_worker._private_jobs SET locked_by = 'alive', locked_at = now(), attempts = 1`;
  expect(await resumeDecisions()).toBe(0);
  await db.$executeRaw`
    UPDATE graphile_worker._private_jobs SET locked_by = NULL, locked_at = NULL, attempts = 7, run_at = now() + interval '1 hour'`;
  expect(await resumeDecisions()).toBe(0);
  expect(await jobs(applicationId)).toEqual([{ is_available: true, attempts: 7 }]);
});
