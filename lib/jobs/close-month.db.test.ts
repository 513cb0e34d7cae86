import { beforeEach, expect, it, vi } from "vitest";
import { auditList } from "@/lib/audit/queries";
import * as clock from "@/lib/clock";
import { db, inTransaction } from "@/lib/db";
import { listClosedPeriods } from "@/lib/ledger/close-period";
import { move, open, posted, postOne, request } from "@/test/ledger-books";
import { closeMonth } from "./close-month";

vi.mock("@/lib/clock", { spy: true });

const by = { by: "usr_ada", userId: null };
const close = (through: string) => closeMonth({ through, ...by });
const today = (on: string) =>
  db.businessClock.upsert({
    where: { id: 1 },
    create: { businessDate: new Date(on) },
    update: { businessDate: new Date(on) },
  });

beforeEach(async () => {
  await today("2026-03-10");
});

it("refuses while nothing was posted", async () => {
  await expect(close("2026-01-31")).rejects.toThrow(
    "Nothing has been posted yet, so there is no month to close.",
  );
});

it("closes the months in order, with a trace, and nothing of ours goes into them afterward", async () => {
  await open("owed:months");
  const own = (effectiveOn: string) =>
    request(effectiveOn, move("1.00", "owed:months", "cash"), { effectiveOn });
  await posted(own("2026-01-20"));
  await expect(close("2025-12-31")).rejects.toThrow("The books begin in January 2026.");
  await expect(close("2026-02-28")).rejects.toThrow(
    "Months are closed in order. The next one is January 2026.",
  );
  await close("2026-01-31");
  expect(await listClosedPeriods()).toMatchObject([{ closedThrough: "2026-01-31", closedBy: "usr_ada" }]);
  expect((await auditList.page({ action: "ledger-period.close" })).rows).toMatchObject([
    {
      subjectType: "ledger-period",
      subjectId: "2026-01-31",
      businessDate: "2026-03-10",
      detail: { by: "usr_ada" },
    },
  ]);
  expect(await postOne(own("2026-01-31"))).toMatchObject({ reason: "period-closed" });
  expect(await postOne(own("2026-02-01"))).toMatchObject({ status: "posted" });
  await expect(close("2026-01-31")).rejects.toThrow("January 2026 is already closed.");
});

it("refuses a day that ends no month", async () => {
  await expect(close("2026-02-27")).rejects.toMatchObject({ code: "invalid", field: "through" });
});

it("refuses a month that is not over: its last day is today, or to come", async () => {
  await today("2026-02-28");
  await expect(close("2026-02-28")).rejects.toThrow("February 2026 has not ended yet.");
  expect(await listClosedPeriods()).toHaveLength(1);
});

it("refuses in production while the daily run is behind", async () => {
  await today("2026-02-27"); // how far the run has come
  vi.mocked(clock.businessDate).mockResolvedValueOnce("2026-03-02");
  await expect(close("2026-02-28")).rejects.toThrow("The daily run has not processed all of that month yet.");
});

it("by two at once closes once", async () => {
  await today("2026-03-01");
  const results = await Promise.allSettled([close("2026-02-28"), close("2026-02-28")]);
  expect(results.map(({ status }) => status).sort()).toEqual(["fulfilled", "rejected"]);
  expect(results.find(({ status }) => status === "rejected")).toMatchObject({
    reason: { message: "February 2026 is already closed." },
  });
  expect(await inTransaction((tx) => listClosedPeriods(tx))).toHaveLength(2);
});
