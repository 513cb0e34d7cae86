// Leaving before maturity: the figures of the specification in the ledger, the queue, and what can come in between.
import { beforeEach, describe, expect, test } from "vitest";
import { db } from "@/lib/db";
import { cancelWithdrawal } from "@/lib/investing/exits/cancel-withdrawal";
import { exitQueue, listExits } from "@/lib/investing/exits/queries";
import { previewWithdrawal, requestWithdrawal } from "@/lib/investing/exits/request-withdrawal";
import { payUnpaid } from "@/lib/investing/exits/pay-unpaid";
import { serveWithdrawals } from "@/lib/investing/exits/serve-withdrawals";
import { accrueWaiting } from "@/lib/investing/accrue-waiting";
import { changePayoutAccount } from "@/lib/investing/change-payout-account";
import { matureInvestments } from "@/lib/investing/mature";
import { payWaitingInvestments } from "@/lib/investing/pay-waiting-investments";
import { accountsOf, getInvestment } from "@/lib/investing/queries";
import { newId } from "@/lib/ids";
import { getBalances } from "@/lib/ledger/queries";
import { d } from "@/lib/money/money";
import { EARLY_WITHDRAWAL_REVENUE } from "@/lib/transaction-types/account-codes";
import {
  addRevenueToCash,
  bankSays,
  creditInterest,
  lendOut,
  newInvestor,
  openAndClear,
  postedOn,
  type TestInvestor,
} from "@/test/support/investing";
import { newBankAccount, setBusinessDate } from "@/test/story";
import { runCrossChecks } from "./cross-checks";

const DAY_0 = "2026-01-01";
const JULY = "2026-07-01";

let brittany: TestInvestor;
let investmentId: string;
let depositId: string;

beforeEach(async () => {
  await db.withdrawalRequest.updateMany({
    where: { state: "QUEUED" },
    data: { state: "CANCELED", cancelReason: "another test" },
  });
  await db.withdrawalPayment.updateMany({
    data: { state: "CANCELED", paymentOrderId: null },
    where: { state: "UNPAID" },
  });
  brittany = await newInvestor("Brittany Chen");
  ({ investmentId, paymentOrderId: depositId } = await openAndClear(brittany, DAY_0));
});

const ask = (amount: string, who = brittany, of = investmentId, idempotencyKey = newId("key")) =>
  requestWithdrawal({ ...who, investmentId: of, amount, signedName: "Brittany Chen", idempotencyKey });

/** Cash that nothing is reserved on. */
async function cashIs(amount: string, on: string) {
  const available = d((await getBalances(["cash"])).get("cash")!.available);
  const missing = d(amount).minus(available);
  if (missing.isPositive() && !missing.isZero()) await addRevenueToCash(missing.toFixed(2), on);
  if (missing.isNegative() && !missing.isZero()) await lendOut(missing.negated().toFixed(2), on);
}

async function comeTo(on: string) {
  await setBusinessDate(on);
  await creditInterest(on);
}

/** The day's share, with cash for it besides the buffer. */
async function serve(on: string, payable: string) {
  await comeTo(on);
  const buffer = 5000;
  await cashIs(d(payable).plus(buffer).toFixed(2), on);
  return serveWithdrawals({ businessDate: on });
}

const investment = (id = investmentId) => db.investment.findUniqueOrThrow({ where: { id } });
const accounts = () => accountsOf({ investorId: brittany.investorId, id: investmentId });
const orderOf = async (of = investmentId) =>
  (
    await db.paymentOrder.findMany({
      where: { subjectId: of, kind: "WITHDRAWAL" },
      orderBy: { number: "asc" },
    })
  ).at(-1)!;

async function expectAgreement(except: readonly string[] = []) {
  const failed = (await runCrossChecks()).filter(({ ok, id }) => !ok && !except.includes(id));
  const ours = failed.flatMap(({ id, offending }) =>
    offending.filter((words) => words.includes(investmentId)).map((words) => `${id}: ${words}`),
  );
  expect(ours).toEqual([]);
}

describe("12.4: leaving in full", () => {
  test("on July 1 is paid 10,120.00, and 120.00 is ours", async () => {
    const before = (await postedOn(EARLY_WITHDRAWAL_REVENUE))[EARLY_WITHDRAWAL_REVENUE]!;
    await setBusinessDate("2026-06-30");
    await ask("10000.00");
    expect(await serve(JULY, "50000")).toEqual({ payments: 1, paid: "10120.00" });
    const order = await orderOf();
    expect(order.amount.toFixed(2)).toBe("10120.00");
    expect((await investment()).status).toBe("WITHDRAWN");
    await expectAgreement();
    await bankSays(order.id, "COMPLETED", "2026-07-02");
    expect(Object.values(await postedOn(...accounts()))).toEqual(["0.00", "0.00"]);
    const after = (await postedOn(EARLY_WITHDRAWAL_REVENUE))[EARLY_WITHDRAWAL_REVENUE]!;
    expect(d(after).minus(d(before)).toFixed(2)).toBe("120.00");
    expect((await investment()).paidOutOn).toEqual(new Date("2026-07-02"));
    await expectAgreement();
  });

  test.each([
    ["2026-03-02", "10001.29"], // 80.00 and 1.29 of the running month, forfeited up to 81.29
    ["2026-07-16", "10139.35"],
    ["2026-01-09", "10010.32"], // the first ten days cost nothing
  ])("on %s is paid %s", async (on, paid) => {
    await setBusinessDate(DAY_0);
    await ask("10000.00");
    const expected = on === "2026-03-02" ? "10000.00" : paid;
    expect((await serve(on, "50000")).paid).toBe(expected);
    await expectAgreement();
  });

  test("the preview shows amounts, journal and text, and the same refusals as the request", async () => {
    await comeTo("2026-06-30");
    const preview = await previewWithdrawal({ ...brittany, investmentId, amount: "4000.00" });
    expect(preview).toMatchObject({
      on: JULY,
      penalty: "48.00",
      paid: "4048.00",
      remainingPrincipal: "6000.00",
    });
    expect(preview.text).toContain("$4,048.00");
    const debits = preview.journal.reduce((sum, { debit }) => sum.plus(debit ?? "0"), d(0));
    const credits = preview.journal.reduce((sum, { credit }) => sum.plus(credit ?? "0"), d(0));
    expect(debits.toFixed(2)).toBe(credits.toFixed(2));
    await expect(previewWithdrawal({ ...brittany, investmentId, amount: "10000.01" })).rejects.toThrow(
      "You can withdraw up to $10,000.00 of this investment.",
    );
  });
});

describe("12.4: leaving in part", () => {
  test("4,000.00 is paid 4,048.00; 6,000.00 goes on with 24.00 a month, and is paid 6,288.00 at maturity", async () => {
    await setBusinessDate("2026-06-30");
    await ask("4000.00");
    expect((await serve(JULY, "50000")).paid).toBe("4048.00");
    await bankSays((await orderOf()).id, "COMPLETED", "2026-07-02");
    expect(Object.values(await postedOn(...accounts()))).toEqual(["6000.00", "144.00"]);
    await comeTo("2026-08-01");
    expect(Object.values(await postedOn(...accounts()))).toEqual(["6000.00", "168.00"]);
    await expectAgreement();
    await comeTo("2027-01-01");
    await cashIs("900000", "2027-01-01");
    await matureInvestments({ businessDate: "2027-01-01" });
    await payWaitingInvestments({ businessDate: "2027-01-01" });
    const page = await getInvestment(brittany.investorId, investmentId);
    expect(page.payments.at(-1)).toMatchObject({ kind: "PAYOUT", amount: "6288.00" });
    expect(page.months.map(({ amount }) => amount)).toEqual([
      ...Array(6).fill("40.00"),
      ...Array(6).fill("24.00"),
    ]);
  });

  test("two at once: together no more than there is, and what remains is the minimum or nothing", async () => {
    await setBusinessDate("2026-06-30");
    const outcomes = await Promise.allSettled([ask("6000.00"), ask("6000.00")]);
    expect(outcomes.filter(({ status }) => status === "fulfilled")).toHaveLength(1);
    await expect(ask("3950.00")).rejects.toThrow("must remain invested");
    await ask("4000.00");
    expect((await serve(JULY, "50000")).paid).toBe("10120.00");
    expect((await investment()).status).toBe("WITHDRAWN");
    await expectAgreement();
  });

  test("the same form twice asks once", async () => {
    await setBusinessDate("2026-06-30");
    const first = await ask("4000.00", brittany, investmentId, "form-once-1");
    expect(await ask("4000.00", brittany, investmentId, "form-once-1")).toEqual(first);
    await expect(ask("4001.00", brittany, investmentId, "form-once-1")).rejects.toThrow("already used");
  });
});

describe("the queue", () => {
  test("12.5: a budget of 1,000.00 is shared 666.67 and 333.33, and the rest goes on earning", async () => {
    const liam = await newInvestor("Brittany Chen");
    const other = await openAndClear(liam, DAY_0, { amount: "5000.00" });
    await setBusinessDate("2026-06-29");
    await ask("10000.00");
    await setBusinessDate("2026-06-30");
    await ask("5000.00", liam, other.investmentId);
    expect(await serve(JULY, "1000")).toEqual({ payments: 2, paid: "1000.00" });
    const paid = async (id: string) => (await listExits(id))[0]!.payments.map((payment) => payment.paid);
    expect(await paid(investmentId)).toEqual(["666.67"]);
    expect(await paid(other.investmentId)).toEqual(["333.33"]);
    const queue = await exitQueue();
    expect(queue.requests.map(({ amount, place }) => [amount, place])).toEqual([
      ["9453.32", 1],
      ["4726.67", 1],
    ]);
    await expectAgreement();
    expect(await serveWithdrawals({ businessDate: JULY }), "a day is served once").toMatchObject({
      payments: 0,
    });
    await comeTo("2026-08-01");
    const months = (await getInvestment(brittany.investorId, investmentId)).months;
    expect(months[6]).toMatchObject({ isCredited: true, amount: "37.37" }); // 9,341.24 at 4.8% for a month
    await expectAgreement();
  });

  test("what is not paid can be canceled, and nothing is served on a day when banks are closed", async () => {
    await setBusinessDate("2026-06-30");
    const { requestId } = await ask("10000.00");
    expect(await serve("2026-07-04", "50000")).toMatchObject({ payments: 0 });
    await cancelWithdrawal({ ...brittany, requestId });
    await expect(cancelWithdrawal({ ...brittany, requestId })).rejects.toThrow("paid or canceled already");
    expect(await serve("2026-07-06", "50000")).toMatchObject({ payments: 0 });
    const stranger = await newInvestor("Pat Doe");
    await expect(cancelWithdrawal({ ...stranger, requestId })).rejects.toThrow("Request not found.");
  });
});

describe("in between", () => {
  test("on the day of maturity the rest is paid as matured, without a penalty", async () => {
    await setBusinessDate("2026-12-31");
    await ask("10000.00");
    await comeTo("2027-01-01");
    await cashIs("900000", "2027-01-01");
    await expect(ask("10000.00")).rejects.toThrow("This investment has matured.");
    await matureInvestments({ businessDate: "2027-01-01" });
    await payWaitingInvestments({ businessDate: "2027-01-01" });
    expect((await listExits(investmentId))[0]).toMatchObject({
      state: "CANCELED",
      cancelReason: "The investment matured first.",
    });
    expect((await getInvestment(brittany.investorId, investmentId)).payments.at(-1)).toMatchObject({
      kind: "PAYOUT",
      amount: "10480.00",
    });
  });

  test("a payment that comes back is made again to another account, with the same amount", async () => {
    await setBusinessDate("2026-06-30");
    await ask("10000.00");
    await serve(JULY, "50000");
    const first = await orderOf();
    await bankSays(first.id, "COMPLETED", "2026-07-02");
    await setBusinessDate("2026-07-06");
    await bankSays(first.id, "RETURNED", "2026-07-06", "R02");
    expect(Object.values(await postedOn(...accounts()))).toEqual(["10000.00", "120.00"]);
    await expectAgreement();
    await changePayoutAccount({
      ...brittany,
      investmentId,
      externalAccountId: await newBankAccount(brittany.userId),
    });
    expect((await orderOf()).id, "it waits a day after the change").toBe(first.id);
    await setBusinessDate("2026-07-07");
    await payUnpaid({ businessDate: "2026-07-07" });
    const second = await orderOf();
    expect(second.id).not.toBe(first.id);
    expect(second.amount.toFixed(2)).toBe("10120.00");
    await bankSays(second.id, "COMPLETED", "2026-07-08");
    expect(Object.values(await postedOn(...accounts()))).toEqual(["0.00", "0.00"]);
    await expectAgreement();
  });

  test("the deposit comes back while the request is queued: the request ends", async () => {
    await setBusinessDate("2026-02-10");
    await ask("10000.00");
    await bankSays(depositId, "RETURNED", "2026-02-10", "R10");
    expect((await listExits(investmentId))[0]).toMatchObject({
      state: "CANCELED",
      cancelReason: "The bank returned the deposit.",
    });
    expect(Object.values(await postedOn(...accounts()))).toEqual(["0.00", "0.00"]);
    await expectAgreement();
  });

  test("the deposit comes back while the withdrawal is on its way, which then fails: nobody owes anything", async () => {
    await setBusinessDate("2026-02-10");
    await ask("10000.00");
    await serve("2026-02-11", "50000");
    const order = await orderOf();
    await bankSays(depositId, "RETURNED", "2026-02-12", "R10");
    await bankSays(order.id, "FAILED", "2026-02-13");
    expect((await investment()).status).toBe("RETURNED");
    expect(Object.values(await postedOn(...accounts()))).toEqual(["0.00", "0.00"]);
    await expectAgreement();
  });

  test("the deposit comes back after a part was paid: the investor owes that part", async () => {
    await setBusinessDate("2026-02-10");
    await ask("4000.00");
    await serve("2026-02-11", "50000");
    await bankSays((await orderOf()).id, "COMPLETED", "2026-02-12");
    await bankSays(depositId, "RETURNED", "2026-02-13", "R10");
    expect((await postedOn(...accounts()))[accounts()[0]]).toBe("-4000.00");
    const page = await getInvestment(brittany.investorId, investmentId);
    expect(page.notice).toContain("You received $4,000.00 of it early and owe this amount.");
  });
});

test("12.6: a matured payout that waits for cash earns 1.3151 a day until it is paid", async () => {
  await comeTo("2027-01-01");
  await cashIs("100", "2027-01-01");
  await matureInvestments({ businessDate: "2027-01-01" });
  await payWaitingInvestments({ businessDate: "2027-01-01" });
  // January 4 is the next banking day: until then the payout is on time.
  for (const [on, interest] of [
    ["2027-01-02", "480.00"],
    ["2027-01-04", "480.00"],
    ["2027-01-05", "485.26"],
    ["2027-01-06", "486.58"],
  ] as const) {
    await setBusinessDate(on);
    await accrueWaiting({ businessDate: on });
    await accrueWaiting({ businessDate: on });
    expect((await postedOn(...accounts()))[accounts()[1]], on).toBe(interest);
  }
  await expectAgreement();
  await cashIs("500000", "2027-01-06");
  await payWaitingInvestments({ businessDate: "2027-01-06" });
  expect((await getInvestment(brittany.investorId, investmentId)).payments.at(-1)!.amount).toBe("10486.58");
});

test("the database lets a principal fall, and never rise", async () => {
  await expect(
    db.investment.update({ where: { id: investmentId }, data: { principal: "10000.01" } }),
  ).rejects.toThrow("can only fall");
});
