import "@/test/sandbox-bank";
import { afterEach, describe, expect, it, vi } from "vitest";
import { addDays } from "@/lib/calendar/dates";
import { businessDate } from "@/lib/clock";
import { db, inTransaction } from "@/lib/db";
import { getBalances } from "@/lib/ledger/queries";
import { createPaymentOrder } from "@/lib/payments/create-payment-order";
import * as polling from "@/lib/payments/poll-payments";
import { newInvestor, open } from "@/test/support/investing";
import { addAccount, moveTo } from "@/test/payments";
import { closeDay } from "./close-day";
import { moveBusinessDate } from "./move-business-date";
import { findLatestDateMove, jobRunList, listLastRuns } from "./queries";
import { queuedJobList } from "./queued-jobs";
import { moveJobKey, requestDateMove } from "./request-date-move";
import { resumeDateMoves } from "./resume-date-moves";
import { runBusinessDay } from "./run-business-day";

afterEach(() => vi.restoreAllMocks());

const FRIDAY = "2027-01-08";
const cash = async () => (await getBalances(["cash"])).get("cash")!.posted;

describe("moving the business date", () => {
  it("runs every day in between, so that deposits clear and interest is posted", async () => {
    await moveTo(FRIDAY);
    const brittany = await newInvestor("Brittany");
    const { id: externalAccountId } = await addAccount(brittany.userId, "987654321");
    const { investmentId } = await open(
      { ...brittany, externalAccountId },
      { amount: "10000.00", rail: "ACH" },
    );
    const { dateMoveId } = await requestDateMove({ userId: null, toDate: "2027-02-11" });
    await moveBusinessDate({ dateMoveId });

    expect(await businessDate()).toBe("2027-02-11");
    expect(await cash()).toBe("10000.00");
    const move = await findLatestDateMove();
    expect(move).toMatchObject({
      status: "DONE",
      daysDone: 34,
      daysTotal: 34,
      reachedDate: "2027-02-11",
      error: null,
    });
    expect(move!.days.map(({ date }) => date)).toEqual([
      "2027-02-11",
      "2027-02-01", // the statement of January
      "2027-01-11",
    ]);
    expect(move!.days[0]!.summary.interest).toMatchObject({ investments: 1, investorTotal: "40.00" });
    const investment = await db.investment.findUniqueOrThrow({ where: { id: investmentId } });
    expect(investment.status).toBe("ACTIVE");
  });

  it("does a day's work once, however often the day is run", async () => {
    const before = await cash();
    const runs = await db.jobRun.count();
    await runBusinessDay("2027-02-11");
    await runBusinessDay("2027-02-11");
    expect(await cash()).toBe(before);
    expect(await db.jobRun.count()).toBe(runs);
    expect(await db.interestAccrual.count()).toBe(1);
  });

  it("refuses a date that is not after today, one too far away, and a second move beside an unfinished one", async () => {
    await expect(requestDateMove({ userId: null, toDate: "2027-02-11" })).rejects.toThrow(
      "Choose a date after today",
    );
    await expect(requestDateMove({ userId: null, toDate: "2031-01-01" })).rejects.toThrow(
      "at most three years",
    );
    await requestDateMove({ userId: null, toDate: "2027-02-14" });
    await expect(requestDateMove({ userId: null, toDate: "2027-02-15" })).rejects.toThrow(
      "already being moved",
    );
  });

  it("stops at the day that failed, says why, and goes on from there when it is tried again", async () => {
    const move = await db.dateMove.findFirstOrThrow({ where: { status: "QUEUED" } });
    vi.spyOn(polling, "pollPayments").mockRejectedValueOnce(new Error("The bank does not answer."));
    await expect(moveBusinessDate({ dateMoveId: move.id })).rejects.toThrow("does not answer");
    expect(await findLatestDateMove()).toMatchObject({
      status: "FAILED",
      reachedDate: "2027-02-11",
      daysDone: 0,
    });
    expect((await findLatestDateMove())!.error).toContain("The bank does not answer.");
    expect((await jobRunList.page({ job: "bank-settlement" })).rows).toContainEqual(
      expect.objectContaining({ businessDate: "2027-02-12", status: "FAILED" }),
    );
    await expect(requestDateMove({ userId: null, toDate: "2027-02-20" })).rejects.toThrow(
      "already being moved",
    );

    await moveBusinessDate({ dateMoveId: move.id });
    expect(await findLatestDateMove()).toMatchObject({
      status: "DONE",
      reachedDate: "2027-02-14",
      error: null,
    });
    await moveBusinessDate({ dateMoveId: move.id }); // a job that comes twice
    expect(await businessDate()).toBe("2027-02-14");
  });

  it("goes on at once after outages, and waits for its next try where it failed", async () => {
    const toDate = addDays(await businessDate(), 1);
    const { dateMoveId } = await requestDateMove({ userId: null, toDate });
    const key = moveJobKey(dateMoveId);
    const postpone = () =>
      db.$executeRaw`UPDATE graphile_worker._private_jobs SET run_at = now() + interval '1 hour', attempts = 7 WHERE key = ${key}`;
    const isDue = async () => {
      const [row] = await db.$queryRaw<{ isDue: boolean }[]>`
        SELECT run_at <= now() AS "isDue" FROM graphile_worker._private_jobs WHERE key = ${key}`;
      return row!.isDue;
    };
    await postpone();
    await resumeDateMoves();
    expect(await isDue()).toBe(true);

    await postpone();
    await db.dateMove.update({ where: { id: dateMoveId }, data: { status: "FAILED", error: "Broken." } });
    await resumeDateMoves();
    expect(await isDue()).toBe(false);
    await moveBusinessDate({ dateMoveId });
  });

  it("is no failure while the database is away: the page says that it runs", async () => {
    const toDate = addDays(await businessDate(), 1);
    const { dateMoveId } = await requestDateMove({ userId: null, toDate });
    vi.spyOn(polling, "pollPayments").mockRejectedValueOnce(new Error("Connection terminated unexpectedly"));
    await expect(moveBusinessDate({ dateMoveId })).rejects.toThrow("Connection terminated");
    expect(await findLatestDateMove()).toMatchObject({ status: "RUNNING", error: null });
    await moveBusinessDate({ dateMoveId });
    expect(await findLatestDateMove()).toMatchObject({ status: "DONE" });
  });

  it("submits orders on the date they were made, so that they clear on the bank's timetable", async () => {
    await moveTo("2027-02-16");
    const investor = await newInvestor("Late in the queue");
    const { id: externalAccountId } = await addAccount(investor.userId, "987654322");
    const { investmentId } = await open({ ...investor, externalAccountId }, { rail: "ACH" });
    const { dateMoveId } = await requestDateMove({ userId: null, toDate: "2027-02-17" });
    await moveBusinessDate({ dateMoveId }); // no worker runs here: the order is still ours when the move begins
    const investment = await db.investment.findUniqueOrThrow({ where: { id: investmentId } });
    expect(investment).toMatchObject({ status: "ACTIVE", startedOn: new Date("2027-02-17") });
  });

  it("leaves the date alone when production's daily run comes by in the sandbox", async () => {
    await closeDay();
    expect(await businessDate()).toBe("2027-02-17");
  });

  it("waits for who is ordering on a date before it ends, and hands that over on it as well", async () => {
    const { userId } = await newInvestor("At the last moment");
    const { id: externalAccountId } = await addAccount(userId, "987654323");
    const { dateMoveId } = await requestDateMove({ userId: null, toDate: "2027-02-18" });
    let move: Promise<unknown> | undefined;
    const { id } = await inTransaction(async (tx) => {
      const createdOn = await businessDate(tx);
      move = moveBusinessDate({ dateMoveId });
      await new Promise((later) => setTimeout(later, 500));
      const order = { kind: "DEPOSIT", direction: "DEBIT", rail: "ACH", amount: "100.00" } as const;
      const subject = { subjectType: "investment", subjectId: "ivm_late" } as const;
      return createPaymentOrder(tx, { ...order, ...subject, userId, externalAccountId, createdOn });
    });
    await move;
    const order = await db.paymentOrder.findUniqueOrThrow({ where: { id } });
    expect(order).toMatchObject({ createdOn: new Date("2027-02-17"), settledOn: new Date("2027-02-18") });
  });

  it("reports what each job did last and what still waits in the queue", async () => {
    expect((await listLastRuns()).map(({ job }) => job)).toContain("business-day");
    expect((await queuedJobList.page()).rows.map(({ task }) => task)).toContain("move-business-date");
  });

  it("lists the queue: what failed first, one state alone, and by when it is tried next", async () => {
    await db.$executeRaw`SELECT graphile_worker.add_job(task, run_at := at::timestamptz, job_key := task)
      FROM (VALUES ('first', '2041-01-01'), ('second', '2040-01-01'), ('third', '2042-01-01')) x (task, at)`;
    await db.$executeRaw`UPDATE graphile_worker._private_jobs SET last_error = 'no' WHERE key = 'third'`;
    const tasks = async (request: Parameters<typeof queuedJobList.page>[0]) =>
      (await queuedJobList.page(request)).rows.map(({ task }) => task);
    expect((await tasks({}))[0]).toBe("third");
    expect(await tasks({ state: "failed" })).toEqual(["third"]);
    expect(await tasks({ state: "waiting" })).not.toContain("third");
    const byNext = await tasks({ sort: { by: "next", direction: "desc" } });
    expect(byNext.slice(0, 3)).toEqual(["third", "first", "second"]);
    const { rows, total } = await queuedJobList.page({ pageSize: 2, page: 2 });
    expect(total).toBeGreaterThan(3);
    expect(rows).toHaveLength(2);
  });
});
