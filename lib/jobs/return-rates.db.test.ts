// Return rates over the book: the figures, the lists behind them, the alerts, and what a breach stops.
import { beforeAll, expect, it } from "vitest";
import { addDays, toDbDate } from "@/lib/calendar/dates";
import { db } from "@/lib/db";
import { newId } from "@/lib/ids";
import { setAutopay } from "@/lib/lending/autopay/set-autopay";
import { returnRatesOn } from "@/lib/payments/debits-counted";
import { paymentOrderList } from "@/lib/payments/queries";
import { acknowledgeBreach, hasBreach, listReturnRateAlerts } from "@/lib/payments/watch-return-rates";
import { returnsByBank, returnsByCohort, returnsByDelay } from "@/lib/reporting/return-cohorts";
import { setBusinessDate } from "@/test/story";
import { activeLoan, nameOf, newBorrower, useBureau, type TestBorrower } from "@/test/support/lending";
import { reportReturnRates } from "./report-return-rates";

const ON = "2026-06-30";
let art: TestBorrower;
let loanId: string;
let admin: string;

/** Debits that settled on a day; with a code they came back three days later. */
async function debits(count: number, code: string | null = null, settledOn = "2026-06-10", secCode = "WEB") {
  const rows = Array.from({ length: count }, () => ({
    ...({ kind: "REPAYMENT", direction: "DEBIT", rail: "ACH", amount: "10.00", secCode } as const),
    ...{ id: newId("po"), userId: art.userId, externalAccountId: art.externalAccountId, returnCode: code },
    ...{ subjectType: "repayment", subjectId: newId("rpy"), reference: newId("ref") },
    createdOn: toDbDate(addDays(settledOn, -1)),
    settledOn: toDbDate(settledOn),
    status: code ? ("RETURNED" as const) : ("COMPLETED" as const),
  }));
  await db.paymentOrder.createMany({ data: rows });
  if (code)
    await db.paymentTransition.createMany({
      data: rows.map(({ id }) => ({
        ...{ paymentOrderId: id, toStatus: "RETURNED" as const, source: "poll" },
        businessDate: toDbDate(addDays(settledOn, 3)),
        handledAt: new Date(),
      })),
    });
}

beforeAll(async () => {
  await useBureau();
  art = await newBorrower();
  loanId = (await activeLoan(art, "2026-06-01")).loanId;
  admin = (await newBorrower("Ada")).userId;
  await db.userRole.create({ data: { userId: admin, role: "ADMIN" } });
  await setBusinessDate(ON);
  await debits(5, "R10", "2026-05-01"); // sixty days ago: out of the window
  await debits(299);
  await debits(97, null, "2026-05-02", "CCD");
  await debits(1, "R10");
  await debits(3, "R01");
});

it("counts the debits of sixty days by category and class, and its lists have as many rows", async () => {
  const { all, byClass } = await returnRatesOn(ON);
  expect(all.map(({ returned, debits: of, rate, level }) => [returned, of, rate, level])).toEqual([
    [1, 400, "0.25", "OK"],
    [0, 400, "0.00", "OK"],
    [4, 400, "1.00", "OK"],
  ]);
  expect(byClass.map(({ secCode, rates }) => [secCode, rates[2]!.debits])).toEqual([
    ["CCD", 97],
    ["WEB", 303],
  ]);
  const listed = async (counted: "debits" | "unauthorized" | "all") =>
    (await paymentOrderList.page({ counted, countedOn: ON })).total;
  expect([await listed("debits"), await listed("unauthorized"), await listed("all")]).toEqual([400, 1, 4]);
});

it("divides them by kind, bank and days, and leaves none out", async () => {
  const cohorts = await returnsByCohort(ON);
  expect(cohorts.reduce((sum, { debits: of }) => sum + of, 0)).toBe(400);
  expect(cohorts.map(({ cohort, returned }) => [cohort, returned])).toContainEqual(["other", 4]);
  expect((await returnsByBank(ON)).map(({ debits: of, returned }) => [of, returned])).toEqual([[400, 4]]);
  const delays = await returnsByDelay(ON);
  expect(delays.find(({ from }) => from === 2)?.returned).toBe(4);
});

it("warns once near a limit and once above it; a breach stops new autopay until it is acknowledged", async () => {
  expect(await reportReturnRates({ businessDate: ON })).toBe(0);
  await debits(1, "R07"); // 2 of 401
  expect(await reportReturnRates({ businessDate: ON })).toBe(1);
  expect(await reportReturnRates({ businessDate: ON })).toBe(0);
  expect(await hasBreach(db)).toBe(false);
  await debits(1, "R29"); // 3 of 402
  expect(await reportReturnRates({ businessDate: ON })).toBe(1);
  const notes = await db.notification.findMany({ where: { userId: admin }, orderBy: { createdAt: "asc" } });
  expect(notes.map(({ title }) => title)).toEqual([
    "The rate of unauthorized returns is near its limit",
    "The rate of unauthorized returns is above its limit",
  ]);
  expect(notes[1]!.body).toContain("3 of 402 debits of the last 60 days: 0.75%. The limit is 0.50%.");

  const turnOn = async () => setAutopay({ ...art, loanId, isAutopay: true, signedName: await nameOf(art) });
  await expect(turnOn()).rejects.toThrow("Autopay can't be turned on right now.");
  const [breach, warning] = await listReturnRateAlerts();
  expect(breach).toMatchObject({ level: "BREACH", endedOn: null, returned: 3, debits: 402 });
  expect(warning).toMatchObject({ level: "WARNING", endedOn: ON });
  const acknowledge = (alertId: string) =>
    acknowledgeBreach({ userId: admin, alertId, note: "Accounts are verified first now." });
  await expect(acknowledge(warning!.id)).rejects.toThrow("is over or was acknowledged");
  await acknowledge(breach!.id);
  await expect(acknowledge(breach!.id)).rejects.toThrow("is over or was acknowledged");
  await turnOn();
  expect(await reportReturnRates({ businessDate: ON })).toBe(0); // it stays the same alert

  await debits(200);
  expect(await reportReturnRates({ businessDate: ON })).toBe(1); // 3 of 602: near the limit again
  expect((await listReturnRateAlerts()).map(({ level, endedOn }) => [level, endedOn])).toContainEqual([
    "WARNING",
    null,
  ]);
});
