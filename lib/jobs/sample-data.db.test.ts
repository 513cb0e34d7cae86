import { expect, test } from "vitest";
import { inTransaction } from "@/lib/db";
import { setBusinessDate } from "@/test/story";
import { requestDateMove } from "./request-date-move";
import { announceSampleData, noteSampleData, sampleDataProgress } from "./sample-data";

test("without sample data to load there is no progress, and the date moves", async () => {
  await setBusinessDate("2025-01-02");
  expect(await sampleDataProgress()).toBeNull();
});

test("progress counts months by the last day that is over, and names the day to continue on", async () => {
  await inTransaction((tx) => announceSampleData(tx, { first: "2025-01-02", last: "2026-07-01" }));
  expect(await sampleDataProgress()).toEqual({
    status: "loading",
    months: 0,
    of: 18,
    nextDate: "2025-01-02",
  });
  await noteSampleData({ status: "RUNNING" });
  await noteSampleData({ reached: "2025-08-31" });
  expect(await sampleDataProgress()).toMatchObject({ months: 7, of: 18, nextDate: "2025-09-01" });
});

test("an administrator cannot move the date while the sample data moves it", async () => {
  const move = requestDateMove({ userId: null, toDate: "2025-02-01" });
  await expect(move).rejects.toThrow(/Sample data is loading and moves the business date itself/);
});

test("loading that failed is reported as stopped, and the date still waits for the next start", async () => {
  await noteSampleData({ status: "FAILED" });
  expect(await sampleDataProgress()).toMatchObject({ status: "stopped", months: 7 });
  await expect(requestDateMove({ userId: null, toDate: "2025-02-01" })).rejects.toThrow(/Sample data/);
});

test("once all of it has loaded nothing is left to report, and the date moves", async () => {
  await noteSampleData({ status: "DONE" });
  expect(await sampleDataProgress()).toBeNull();
  await expect(requestDateMove({ userId: null, toDate: "2025-02-01" })).resolves.toMatchObject({
    dateMoveId: expect.stringMatching(/^mov_/),
  });
});
