// Days past due while a payment is on its way, everywhere they are shown or used: each place must give the same count.
import { beforeAll, expect, test } from "vitest";
import { db } from "@/lib/db";
import { setBusinessDate } from "@/test/story";
import { getLoanAdmin, loanList, loanBook } from "./admin-loans";
import { dueFromBorrowers } from "./loan-standings";
import { chargeOffOutlook } from "@/lib/lending/charge-off/charge-off-queries";
import { collectDue } from "@/lib/lending/repayment/collect-due";
import { getLoan, listLoans } from "./loan-queries";
import { repay } from "@/lib/lending/repayment/repay";
import {
  activeLoan,
  bankSays,
  chargeInterest,
  newBorrower,
  useBureau,
  type TestBorrower,
} from "@/test/support/lending";

const START = "2026-01-01";
let key = 0;

beforeAll(useBureau);

async function toDate(on: string, loanId: string) {
  await setBusinessDate(on);
  await chargeInterest(on, loanId);
}

async function pay({ borrowerId }: TestBorrower, loanId: string) {
  const idempotencyKey = `days-past-due-${(key += 1)}`;
  return (await repay({ borrowerId, loanId, kind: "SCHEDULED", idempotencyKey })).paymentOrderId;
}

/** The count as every place has it; all of them must agree. */
async function daysPastDue({ borrowerId }: TestBorrower, loanId: string): Promise<number> {
  const loan = (await getLoan(borrowerId, loanId))!;
  const [listed] = (await listLoans(borrowerId)).filter(({ id }) => id === loanId);
  const admin = await getLoanAdmin(loanId);
  const [row] = (await loanList.page({ borrowerId })).rows;
  const days = loan.owed!.daysPastDue;
  expect([listed!.owed!.daysPastDue, admin.daysPastDue, row!.daysPastDue]).toEqual([days, days, days]);
  expect([admin.pastDueAmount, row!.pastDueAmount]).toEqual([
    loan.owed!.pastDueAmount,
    loan.owed!.pastDueAmount,
  ]);
  const buckets = await Promise.all(
    [0, 1].map(async (lateFrom) => (await loanList.page({ borrowerId, lateFrom })).rows.length),
  );
  expect(buckets).toEqual(days === 0 ? [1, 0] : [0, 1]);
  const late = admin.schedule.some(({ status }) => status === "late");
  expect([late, loan.rows.some(({ status }) => status === "late")]).toEqual([days > 0, days > 0]);
  expect((await loanBook()).buckets[1]!.loans).toBe(days > 0 ? 1 : 0);
  return days;
}

test("an autopay debit of the due date is on time until it is returned, and then late from the due date", async () => {
  const art = await newBorrower();
  const { loanId } = await activeLoan(art, START, { isAutopay: true });
  await toDate("2026-02-01", loanId);
  expect(await collectDue({ businessDate: "2026-02-01" })).toBe(1);
  await setBusinessDate("2026-02-03");
  expect(await daysPastDue(art, loanId)).toBe(0);
  expect(await dueFromBorrowers()).toBe("0.00");
  const { paymentOrderId } = await db.repayment.findFirstOrThrow({ where: { loanId } });
  await bankSays(paymentOrderId!, "RETURNED", "2026-02-03", "R01");
  expect(await daysPastDue(art, loanId)).toBe(2);
  expect(await dueFromBorrowers()).toBe("466.67");
  // A payment that is initiated late counts as made on that day.
  await setBusinessDate("2026-02-11");
  expect(await daysPastDue(art, loanId)).toBe(10);
  const late = await pay(art, loanId);
  expect(await daysPastDue(art, loanId)).toBe(0);
  await setBusinessDate("2026-02-13");
  await bankSays(late, "COMPLETED", "2026-02-13");
  expect(await daysPastDue(art, loanId)).toBe(0);
  // Its schedule says when it was made, which is when it was initiated.
  expect((await getLoan(art.borrowerId, loanId))!.rows[0]).toMatchObject({
    status: "paid",
    paidOn: "2026-02-11",
  });
  // Returned after it had posted, it restores the count from the due date.
  await setBusinessDate("2026-02-16");
  await bankSays(late, "RETURNED", "2026-02-16", "R01");
  expect(await daysPastDue(art, loanId)).toBe(15);
  await bankSays(await pay(art, loanId), "FAILED", "2026-02-16");
  expect(await daysPastDue(art, loanId)).toBe(15);
});

test("a loan cannot be charged off while a payment is pending, and can again when it is returned", async () => {
  const art = await newBorrower();
  const { loanId } = await activeLoan(art, START);
  for (const on of ["2026-02-01", "2026-03-01", "2026-04-01", "2026-05-01", "2026-06-01"])
    await toDate(on, loanId);
  expect(await chargeOffOutlook(loanId)).toMatchObject({ isPossible: true, daysPastDue: 120 });
  const paymentOrderId = await pay(art, loanId);
  expect(await chargeOffOutlook(loanId)).toMatchObject({ isPossible: false });
  expect((await getLoan(art.borrowerId, loanId))!.owed!.daysPastDue).toBe(0);
  await setBusinessDate("2026-06-03");
  await bankSays(paymentOrderId, "RETURNED", "2026-06-03", "R09");
  expect(await chargeOffOutlook(loanId)).toMatchObject({ isPossible: true, daysPastDue: 122 });
});

test("the next autopay date is the next day on which it debits, including retries", async () => {
  const art = await newBorrower();
  const { loanId } = await activeLoan(art, START, { isAutopay: true });
  const next = async () => (await getLoan(art.borrowerId, loanId))!.nextAutopayOn;
  expect(await next()).toBe("2026-02-01");
  await toDate("2026-02-01", loanId);
  await collectDue({ businessDate: "2026-02-01" });
  await setBusinessDate("2026-02-03");
  expect(await next()).toBe("2026-03-01");
  const { paymentOrderId } = await db.repayment.findFirstOrThrow({ where: { loanId } });
  await bankSays(paymentOrderId!, "RETURNED", "2026-02-03", "R01");
  const retry = (await next())!;
  expect(retry > "2026-02-03" && retry < "2026-03-01").toBe(true);
  await setBusinessDate(retry);
  await collectDue({ businessDate: retry });
  expect(await db.repayment.count({ where: { loanId } })).toBe(2);
  expect(await next()).toBe("2026-03-01");
});
