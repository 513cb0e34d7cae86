import { beforeAll, expect, test } from "vitest";
import { addDays, addMonths } from "@/lib/calendar/dates";
import { db } from "@/lib/db";
import { CASH, REVENUE, borrowerInterest, borrowerPrincipal } from "@/lib/transaction-types/account-codes";
import { setBusinessDate } from "@/test/story";
import { collectDue } from "./collect-due";
import { getLoan, listLoans } from "@/lib/lending/reading/loan-queries";
import { quoteRepayment } from "./quote-repayment";
import { repay } from "./repay";
import {
  activeLoan,
  bankSays,
  chargeInterest,
  newBorrower,
  posted,
  stateOf,
  useBureau,
  type TestBorrower,
} from "@/test/support/lending";

const START = "2026-01-01";
let key = 0;
const freshKey = () => `form-key-${(key += 1)}`;

beforeAll(useBureau);

async function payScheduled({ borrowerId }: TestBorrower, loanId: string, on: string) {
  const { paymentOrderId } = await repay({
    borrowerId,
    loanId,
    kind: "SCHEDULED",
    idempotencyKey: freshKey(),
  });
  await bankSays(paymentOrderId, "COMPLETED", on);
  return paymentOrderId;
}

async function toDate(on: string, loanId: string) {
  await setBusinessDate(on);
  await chargeInterest(on, loanId);
}

test("Art's year: twelve payments, the last of 466.63, to zero, with 600.00 of interest earned", async () => {
  const art = await newBorrower();
  const { loanId } = await activeLoan(art, START);
  const owed = [borrowerPrincipal(art.borrowerId, loanId), borrowerInterest(art.borrowerId, loanId)];
  const [cashBefore, revenueBefore] = await posted(CASH, REVENUE);
  expect(await posted(...owed)).toEqual(["5000.00", "0.00"]);
  for (let month = 1; month <= 12; month++) {
    const on = addMonths(START, month);
    await toDate(on, loanId);
    expect((await posted(...owed))[1]).toBe("50.00");
    const quote = await quoteRepayment({ borrowerId: art.borrowerId, loanId, kind: "SCHEDULED" });
    expect(quote).toMatchObject({
      kind: "SCHEDULED",
      amount: month < 12 ? "466.67" : "466.63",
      parts: { interest: "50.00" },
    });
    await payScheduled(art, loanId, on);
    if (month === 1) expect(await posted(...owed)).toEqual(["4583.33", "0.00"]);
  }
  expect(await posted(...owed)).toEqual(["0.00", "0.00"]);
  const [cash, revenue] = await posted(CASH, REVENUE);
  expect((Number(cash) - Number(cashBefore)).toFixed(2)).toBe("5600.00");
  expect((Number(revenue) - Number(revenueBefore)).toFixed(2)).toBe("600.00");
  const loan = await db.loan.findUniqueOrThrow({ where: { id: loanId } });
  expect(loan.status).toBe("CLOSED");
  expect(loan.scheduleVersion).toBe(1);
});

test("a payment that comes back as R01 leaves the loan exactly as it was, and the bank account usable", async () => {
  const art = await newBorrower();
  const { loanId } = await activeLoan(art, START);
  await toDate("2026-02-01", loanId);
  await payScheduled(art, loanId, "2026-02-02");
  await toDate("2026-03-01", loanId);
  const before = await stateOf(loanId, "2026-03-05");
  const paymentOrderId = await payScheduled(art, loanId, "2026-03-02");
  expect(await stateOf(loanId, "2026-03-05")).not.toEqual(before);
  await bankSays(paymentOrderId, "RETURNED", "2026-03-04", "R01");
  expect(await stateOf(loanId, "2026-03-05")).toEqual(before);
  expect(before.daysPastDue).toBe(4);
  expect(before.pastDueAmount).toBe("466.67");
  const account = await db.externalAccount.findUniqueOrThrow({ where: { id: art.externalAccountId } });
  expect(account.status).toBe("ACTIVE");
  const note = await db.notification.findFirstOrThrow({
    where: { userId: art.userId, kind: "repayment-returned" },
  });
  expect(note.body).toContain("The account had insufficient funds.");
});

test("a payment that comes back before it cleared frees its reservation and changes nothing", async () => {
  const art = await newBorrower();
  const { loanId } = await activeLoan(art, START);
  await toDate("2026-02-01", loanId);
  const before = await stateOf(loanId, "2026-02-02");
  const { paymentOrderId } = await repay({ ...art, loanId, kind: "SCHEDULED", idempotencyKey: freshKey() });
  await bankSays(paymentOrderId, "RETURNED", "2026-02-02", "R03");
  expect(await stateOf(loanId, "2026-02-02")).toEqual(before);
  const account = await db.externalAccount.findUniqueOrThrow({ where: { id: art.externalAccountId } });
  expect(account.status).toBe("DISABLED");
  await expect(
    repay({ ...art, loanId, kind: "SCHEDULED", idempotencyKey: freshKey() }),
  ).rejects.toMatchObject({
    code: "wrong-state",
    field: "externalAccountId",
  });
});

test("an unauthorized debit stops autopay and disables the account", async () => {
  const art = await newBorrower();
  const { loanId } = await activeLoan(art, START, { isAutopay: true });
  await toDate("2026-02-01", loanId);
  const paymentOrderId = await payScheduled(art, loanId, "2026-02-02");
  await bankSays(paymentOrderId, "RETURNED", "2026-03-15", "R10");
  expect((await db.loan.findUniqueOrThrow({ where: { id: loanId } })).isAutopay).toBe(false);
});

test("paying off early charges the days elapsed and no more, and its return opens the loan again as it was", async () => {
  const art = await newBorrower();
  const { loanId } = await activeLoan(art, START);
  await toDate("2026-02-01", loanId);
  await payScheduled(art, loanId, "2026-02-01");
  await setBusinessDate("2026-02-15");
  const before = await stateOf(loanId, "2026-02-15");
  const owed = [borrowerPrincipal(art.borrowerId, loanId), borrowerInterest(art.borrowerId, loanId)];
  const [revenueBefore] = await posted(REVENUE);
  const quote = await quoteRepayment({ borrowerId: art.borrowerId, loanId, kind: "PAYOFF" });
  // 14 of February's 28 days: half of 50.00
  expect(quote).toMatchObject({
    amount: "4608.33",
    parts: { interest: "25.00", principal: "4583.33" },
    remainingPrincipal: "0.00",
    perDiem: "1.7857",
    goodThrough: "2026-02-15",
    scheduleAfter: { savesInterest: "525.00", endsMonthsEarlier: 11 },
  });
  const { paymentOrderId } = await repay({ ...art, loanId, kind: "PAYOFF", idempotencyKey: freshKey() });
  await bankSays(paymentOrderId, "COMPLETED", "2026-02-17");
  expect(await posted(...owed)).toEqual(["0.00", "0.00"]);
  const closed = await stateOf(loanId, "2026-02-17");
  expect(closed).toMatchObject({ status: "CLOSED", nextDue: null });
  expect(closed.rows).toHaveLength(2);
  const [revenueAfter] = await posted(REVENUE);
  expect((Number(revenueAfter) - Number(revenueBefore)).toFixed(2)).toBe("25.00");
  expect(await chargeInterest("2026-03-01", loanId)).toBe(0);

  await bankSays(paymentOrderId, "RETURNED", "2026-02-19", "R01");
  expect(await stateOf(loanId, "2026-02-15")).toEqual(before);
  expect(await posted(REVENUE)).toEqual([revenueBefore]);
  expect(await chargeInterest("2026-03-01", loanId)).toBe(1);
  const again = await repay({ ...art, loanId, kind: "PAYOFF", idempotencyKey: freshKey() });
  await bankSays(again.paymentOrderId, "COMPLETED", "2026-03-02");
  expect(await posted(...owed)).toEqual(["0.00", "0.00"]);
});

test("while a payoff is on its way no interest is charged; when it fails, the next run catches up", async () => {
  const art = await newBorrower();
  const { loanId } = await activeLoan(art, START);
  await setBusinessDate("2026-01-31");
  const { paymentOrderId } = await repay({ ...art, loanId, kind: "PAYOFF", idempotencyKey: freshKey() });
  expect(await chargeInterest("2026-02-01", loanId)).toBe(0);
  await expect(
    repay({ ...art, loanId, kind: "SCHEDULED", idempotencyKey: freshKey() }),
  ).rejects.toMatchObject({
    code: "wrong-state",
  });
  await bankSays(paymentOrderId, "FAILED", "2026-02-02");
  expect(await chargeInterest("2026-02-02", loanId)).toBe(1);
  expect((await stateOf(loanId, "2026-02-02")).pastDueAmount).toBe("466.67");
});

test("interest paid ahead for days that do not run is given back at the payoff", async () => {
  const art = await newBorrower();
  const { loanId } = await activeLoan(art, START);
  await setBusinessDate("2026-01-02");
  await payScheduled(art, loanId, "2026-01-05");
  const owed = [borrowerPrincipal(art.borrowerId, loanId), borrowerInterest(art.borrowerId, loanId)];
  expect(await posted(...owed)).toEqual(["4583.33", "-50.00"]);
  await setBusinessDate("2026-01-11");
  const quote = await quoteRepayment({ borrowerId: art.borrowerId, loanId, kind: "PAYOFF" });
  // ten of January's 31 days: 16.13 of the 50.00 paid ahead was earned, 33.87 comes back
  expect(quote).toMatchObject({ amount: "4549.46", parts: { interest: "0.00", principal: "4549.46" } });
  const { paymentOrderId } = await repay({ ...art, loanId, kind: "PAYOFF", idempotencyKey: freshKey() });
  await bankSays(paymentOrderId, "COMPLETED", "2026-01-12");
  expect(await posted(...owed)).toEqual(["0.00", "0.00"]);
  expect(await stateOf(loanId, "2026-01-12")).toMatchObject({ status: "CLOSED", nextDue: null });
  await bankSays(paymentOrderId, "RETURNED", "2026-01-14", "R01");
  expect(await posted(...owed)).toEqual(["4583.33", "-50.00"]);
});

test("extra principal shortens the schedule, saves interest, and its return brings the old schedule back", async () => {
  const art = await newBorrower();
  const { loanId } = await activeLoan(art, START, { method: "EQUAL_INSTALLMENT" });
  await toDate("2026-02-01", loanId);
  const before = await stateOf(loanId, "2026-02-01");
  const quote = await quoteRepayment({
    borrowerId: art.borrowerId,
    loanId,
    kind: "OTHER",
    amount: "2000.00",
  });
  expect(quote).toMatchObject({
    parts: { interest: "50.00", principal: "1950.00" },
    extraPrincipal: "1555.76",
  });
  expect(quote.scheduleAfter!.endsMonthsEarlier).toBe(3);
  const request = { ...art, loanId, kind: "OTHER" as const, amount: "2000.00", idempotencyKey: freshKey() };
  const { paymentOrderId } = await repay(request);
  await bankSays(paymentOrderId, "COMPLETED", "2026-02-02");
  const after = await stateOf(loanId, "2026-02-02");
  expect(after.rows).toHaveLength(12 - quote.scheduleAfter!.endsMonthsEarlier);
  expect(after.outstandingPrincipal).toBe(quote.remainingPrincipal);
  // the installment due is paid, and the rest has lowered the principal
  expect(after.rows.slice(0, 3).map((row) => row.at(-1))).toEqual(["paid", "future", "future"]);
  await bankSays(paymentOrderId, "RETURNED", "2026-02-04", "R01");
  expect(await stateOf(loanId, "2026-02-01")).toEqual(before);
});

test("the loan that was shortened is paid to zero by its shorter schedule", async () => {
  const art = await newBorrower();
  const { loanId } = await activeLoan(art, START, { method: "EQUAL_INSTALLMENT" });
  await toDate("2026-02-01", loanId);
  const extra = await repay({ ...art, loanId, kind: "OTHER", amount: "2000.00", idempotencyKey: freshKey() });
  await bankSays(extra.paymentOrderId, "COMPLETED", "2026-02-02");
  for (let month = 2; month <= 12; month++) {
    const on = addMonths(START, month);
    await toDate(on, loanId);
    if ((await stateOf(loanId, on)).status === "CLOSED") break;
    if ((await stateOf(loanId, on)).dueAmount !== "0.00") await payScheduled(art, loanId, on);
  }
  expect(await stateOf(loanId, "2026-12-01")).toMatchObject({
    status: "CLOSED",
    outstandingPrincipal: "0.00",
    interestBalance: "0.00",
  });
});

test("the last installment paid early closes the loan at once for less", async () => {
  const art = await newBorrower();
  const { loanId } = await activeLoan(art, START);
  for (let month = 1; month <= 11; month++) {
    await toDate(addMonths(START, month), loanId);
    await payScheduled(art, loanId, addMonths(START, month));
  }
  await setBusinessDate("2026-12-16");
  const quote = await quoteRepayment({ borrowerId: art.borrowerId, loanId, kind: "SCHEDULED" });
  expect(quote).toMatchObject({ kind: "PAYOFF", amount: "440.82" }); // 416.63 + 50.00 × 15/31
  await payScheduled(art, loanId, "2026-12-17");
  expect(await stateOf(loanId, "2026-12-17")).toMatchObject({ status: "CLOSED", interestBalance: "0.00" });
});

test("two clicks at once, and a third later, give one payment; the same key for another amount is refused", async () => {
  const art = await newBorrower();
  const { loanId } = await activeLoan(art, START);
  await toDate("2026-02-01", loanId);
  const request = { ...art, loanId, kind: "OTHER" as const, amount: "100.00", idempotencyKey: freshKey() };
  const [first, second] = await Promise.all([repay(request), repay(request)]);
  expect(second).toEqual(first);
  expect(await repay(request)).toEqual(first);
  expect(await db.repayment.count({ where: { loanId } })).toBe(1);
  await expect(repay({ ...request, amount: "200.00" })).rejects.toMatchObject({ code: "conflict" });
});

test("a payment on its way counts as made: the next one takes the next installment", async () => {
  const art = await newBorrower();
  const { loanId } = await activeLoan(art, START);
  await toDate("2026-02-01", loanId);
  await repay({ ...art, loanId, kind: "SCHEDULED", idempotencyKey: freshKey() });
  const quote = await quoteRepayment({ borrowerId: art.borrowerId, loanId, kind: "PAYOFF" });
  expect(quote.amount).toBe("4583.33");
});

test("refuses more than the payoff amount, in words, beside the amount", async () => {
  const art = await newBorrower();
  const { loanId } = await activeLoan(art, START);
  const request = { ...art, loanId, kind: "OTHER" as const, amount: "5000.01", idempotencyKey: freshKey() };
  await expect(repay(request)).rejects.toMatchObject({
    code: "invalid",
    field: "amount",
    message: "You owe $5,000.00 today. You cannot pay more than that.",
  });
});

test("refuses an amount that has changed since it was shown", async () => {
  const art = await newBorrower();
  const { loanId } = await activeLoan(art, START);
  await setBusinessDate("2026-01-10");
  const request = {
    ...art,
    loanId,
    kind: "PAYOFF" as const,
    shownAmount: "5000.00",
    idempotencyKey: freshKey(),
  };
  await expect(repay(request)).rejects.toMatchObject({ code: "conflict" });
});

test("refuses the next installment where another tab or autopay has paid the one that was shown", async () => {
  const art = await newBorrower();
  const { loanId } = await activeLoan(art, START);
  await setBusinessDate("2026-01-10");
  const shown = await quoteRepayment({ ...art, loanId, kind: "SCHEDULED" });
  const request = {
    ...art,
    loanId,
    kind: "SCHEDULED" as const,
    shownAmount: shown.amount,
    shownRemaining: shown.remainingPrincipal,
  };
  await repay({ ...request, idempotencyKey: freshKey() });
  await expect(repay({ ...request, idempotencyKey: freshKey() })).rejects.toMatchObject({
    code: "conflict",
    message: expect.stringContaining("Another payment was made since you opened this page"),
  });
  expect(await db.repayment.count({ where: { loanId } })).toBe(1);
});

test("the loan's page reads what is paid and owed from the ledger, for its owner only", async () => {
  const [art, bo] = [await newBorrower(), await newBorrower("Bo")];
  const { loanId } = await activeLoan(art, START);
  await toDate("2026-02-01", loanId);
  await payScheduled(art, loanId, "2026-02-02");
  await setBusinessDate("2026-02-03");
  await repay({ ...art, loanId, kind: "SCHEDULED", idempotencyKey: freshKey() });
  const loan = (await getLoan(art.borrowerId, loanId))!;
  expect(loan.owed).toMatchObject({
    balance: { principal: "4583.33" },
    paidToDate: "466.67",
    onItsWay: "466.67",
    daysPastDue: 0,
  });
  expect(loan.rows[0]).toMatchObject({ status: "paid", paidOn: "2026-02-01", balance: "4583.33" });
  expect(loan.rows[1]).toMatchObject({ status: "pending", unpaid: "466.67" });
  expect(loan.repayments.map(({ status }) => status)).toEqual(["PENDING", "POSTED"]);
  expect(await getLoan(bo.borrowerId, loanId)).toBeNull();
  expect(await listLoans(bo.borrowerId)).toEqual([]);
});

test("someone else's loan does not exist", async () => {
  const [art, bo] = [await newBorrower(), await newBorrower("Bo")];
  const { loanId } = await activeLoan(art, START);
  const request = { ...bo, loanId, kind: "SCHEDULED" as const, idempotencyKey: freshKey() };
  await expect(repay(request)).rejects.toMatchObject({ code: "not-found" });
  await expect(quoteRepayment({ borrowerId: bo.borrowerId, loanId, kind: "PAYOFF" })).rejects.toMatchObject({
    code: "not-found",
  });
});

test("autopay collects once what is due, presents a returned debit again, and lets paid installments be", async () => {
  const art = await newBorrower();
  const { loanId } = await activeLoan(art, START, { isAutopay: true });
  await toDate("2026-01-31", loanId);
  expect(await collectDue({ businessDate: "2026-01-31" })).toBe(0);
  await toDate("2026-02-01", loanId);
  expect(await collectDue({ businessDate: "2026-02-01" })).toBe(1);
  expect(await collectDue({ businessDate: "2026-02-01" })).toBe(0);
  const { paymentOrderId, amount } = await db.repayment.findFirstOrThrow({ where: { loanId } });
  expect(amount.toFixed(2)).toBe("466.67");
  await bankSays(paymentOrderId!, "RETURNED", "2026-02-03", "R01");
  expect(await collectDue({ businessDate: "2026-02-03" })).toBe(0);
  await setBusinessDate("2026-02-06");
  expect(await collectDue({ businessDate: "2026-02-06" })).toBe(1);
  const second = await db.repayment.findFirstOrThrow({ where: { loanId, status: "PENDING" } });
  await bankSays(second.paymentOrderId!, "RETURNED", "2026-02-09", "R01");
  await setBusinessDate("2026-02-10");
  expect(await collectDue({ businessDate: "2026-02-10" })).toBe(0);
  await payScheduled(art, loanId, "2026-02-10");
  await toDate("2026-03-01", loanId);
  await payScheduled(art, loanId, "2026-03-01");
  expect(await collectDue({ businessDate: addDays("2026-03-01", 1) })).toBe(0);
});
