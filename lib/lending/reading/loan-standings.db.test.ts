// How loans stand, kept for pages about the whole book: marked by whatever changes a loan, by nothing else, and true for as long as it
// says.
import { beforeAll, beforeEach, expect, test } from "vitest";
import { db, inTransaction } from "@/lib/db";
import { collectDue } from "@/lib/lending/repayment/collect-due";
import { repay } from "@/lib/lending/repayment/repay";
import { lockLoan } from "@/lib/lending/terms/find-loan";
import { d, sum, toMoney } from "@/lib/money/money";
import { setBusinessDate } from "@/test/story";
import { activeLoan, bankSays, chargeInterest, newBorrower, useBureau } from "@/test/support/lending";
import { loanBook, loanList } from "./admin-loans";
import { falseStandings, installmentsBetween, refreshStandings } from "./loan-standings";

const START = "2026-01-01";

beforeAll(async () => {
  expect(await refreshStandings(), "a new installation has neither loans nor a date").toBe(0);
  await useBureau();
});
beforeEach(() => setBusinessDate(START));

const kept = (loanId: string) => db.loanStanding.findUniqueOrThrow({ where: { loanId } });
const isMarked = async (loanId: string) => (await kept(loanId)).asOf === null;

test("a payment marks its loan when it starts, settles and comes back; charging interest does not", async () => {
  const art = await newBorrower();
  const { loanId } = await activeLoan(art, START);
  await refreshStandings();
  await setBusinessDate("2026-02-01");
  await refreshStandings();
  const [before] = [await kept(loanId)];
  await chargeInterest("2026-02-01", loanId);
  expect(await kept(loanId)).toEqual(before);
  expect(await falseStandings()).toEqual([]);

  const idempotencyKey = crypto.randomUUID();
  const { paymentOrderId } = await repay({ ...art, loanId, kind: "SCHEDULED", idempotencyKey });
  expect(await isMarked(loanId)).toBe(true);
  await refreshStandings();
  expect(await kept(loanId)).toMatchObject({ lateSince: null, isActive: true });
  for (const status of ["COMPLETED", "RETURNED"] as const) {
    await bankSays(paymentOrderId, status, "2026-02-01", status === "RETURNED" ? "R01" : undefined);
    expect(await isMarked(loanId)).toBe(true);
    await refreshStandings();
    expect(await falseStandings()).toEqual([]);
  }
  expect(Number((await kept(loanId)).due)).toBe(466.67);
});

test("only loans whose time has run out are computed again: on a due date and on the day after it", async () => {
  const { loanId } = await activeLoan(await newBorrower("Eve"), START);
  await refreshStandings();
  const computedOn = async (date: string) => {
    await setBusinessDate(date);
    await refreshStandings();
    return (await kept(loanId)).asOf!.toISOString().slice(0, 10);
  };
  expect(await computedOn("2026-01-20")).toBe(START);
  expect(await computedOn("2026-02-01")).toBe("2026-02-01");
  expect(await computedOn("2026-02-02")).toBe("2026-02-02");
  expect(await computedOn("2026-02-28")).toBe("2026-02-02");
  const late = (await loanBook()).buckets.find(({ fromDays }) => fromDays === 1)!;
  expect(late.loans).toBeGreaterThan(0);
  // The count of days goes on without being computed again.
  expect((await loanList.page({ lateFrom: 1 })).rows.find(({ id }) => id === loanId)?.daysPastDue).toBe(27);
  await setBusinessDate("2026-03-10");
  expect((await loanList.page({ lateFrom: 1 })).rows.map(({ id }) => id)).not.toContain(loanId);
  expect((await loanList.page({ lateFrom: 31 })).rows.map(({ id }) => id)).toContain(loanId);
});

test("what changes while a standing is computed leaves it marked, and nobody waits", async () => {
  const { loanId } = await activeLoan(await newBorrower("Uma"), START);
  await refreshStandings();
  await inTransaction(async (tx) => {
    await lockLoan(tx, loanId);
    await tx.loan.update({ where: { id: loanId }, data: { status: "ACTIVE" } }); // marks it, not committed yet
    await db.$executeRaw`SELECT 1`;
    await refreshStandings();
  });
  expect(await isMarked(loanId)).toBe(true);
  expect(await refreshStandings()).toBe(1);
  expect(await isMarked(loanId)).toBe(false);
});

test("a row that is not what would be computed is named by the check", async () => {
  const { loanId } = await activeLoan(await newBorrower("Ida"), START);
  await refreshStandings();
  await db.$executeRaw`UPDATE loan_standings SET past_due = 1 WHERE loan_id = ${loanId}`;
  expect(await falseStandings()).toEqual([
    `${loanId}: kept active, not late, 5000.00, 0.00, 1.00, 466.67 on 2026-02-01,` +
      " computed active, not late, 5000.00, 0.00, 0.00, 466.67 on 2026-02-01",
  ]);
  await db.$executeRaw`UPDATE loan_standings SET as_of = NULL WHERE loan_id = ${loanId}`;
  await refreshStandings();
  expect(await falseStandings()).toEqual([]);
});

test("what installments ask for by day is that of the schedules in force, and a day that differs is named", async () => {
  const ida = await newBorrower("Ida");
  const { loanId, disbursementOrderId } = await activeLoan(ida, START);
  const until = "2027-01-31";
  const all = async () => {
    await refreshStandings();
    expect(await falseStandings()).toEqual([]);
    const rows = await db.$queryRaw<{ amount: string }[]>`
      SELECT sum(n.payment)::text AS amount FROM loans l
        JOIN installments n ON n.loan_id = l.id AND n.version = l.schedule_version
       WHERE l.status = 'ACTIVE' AND n.due_on > ${START}::date AND n.due_on <= ${until}::date`;
    const kept = await installmentsBetween(START, until);
    expect(toMoney(sum(kept.map(({ amount }) => d(amount))))).toBe(rows[0]!.amount);
    return rows[0]!.amount;
  };
  const before = await all();
  const ahead = { kind: "OTHER" as const, amount: "1500.00", idempotencyKey: crypto.randomUUID() };
  const { paymentOrderId } = await repay({ ...ida, loanId, ...ahead });
  await bankSays(paymentOrderId, "COMPLETED", START); // a shorter schedule
  expect(await all()).not.toBe(before);
  await bankSays(paymentOrderId, "RETURNED", START, "R01"); // the schedule before
  expect(await all()).toBe(before);
  await bankSays(disbursementOrderId, "RETURNED", START, "R03"); // none
  expect(toMoney(d(before).minus(d(await all())))).toBe("5600.00");

  await db.$executeRaw`UPDATE installment_days SET amount = amount + 1 WHERE due_on = '2026-02-01'`;
  expect(await falseStandings()).toEqual([
    expect.stringMatching(/^installments due 2026-02-01: kept \d+\.\d\d, schedules \d+\.\d\d$/),
  ]);
  await db.$executeRaw`UPDATE installment_days SET amount = amount - 1 WHERE due_on = '2026-02-01'`;
});

test("autopay marks the loans that it collects", async () => {
  const { loanId } = await activeLoan(await newBorrower("Kai"), START, { isAutopay: true });
  await setBusinessDate("2026-02-01");
  await chargeInterest("2026-02-01", loanId);
  await refreshStandings();
  expect(await collectDue({ businessDate: "2026-02-01" })).toBe(1);
  expect(await isMarked(loanId)).toBe(true);
});
