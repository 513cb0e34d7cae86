// Money collected by ACH is not lent before it is final, and a return before then finds it untouched.
import "@/test/sandbox-bank";
import { beforeAll, expect, it } from "vitest";
import { env } from "@/lib/env";
import { db } from "@/lib/db";
import { retryWaitingDisbursements } from "@/lib/lending/disbursement/retry-waiting-disbursements";
import { requestDisbursement } from "@/lib/lending/disbursement/request-disbursement";
import { getBalances } from "@/lib/ledger/queries";
import { releaseFinalMoney } from "@/lib/payments/hold-until-final";
import { pollPayments } from "@/lib/payments/poll-payments";
import { getPaymentTimeline } from "@/lib/payments/queries";
import { submitWaiting } from "@/lib/payments/submit-waiting";
import { runCrossChecks } from "@/lib/pool/cross-checks";
import { addAccount, moveTo } from "@/test/payments";
import { newInvestor, open, type TestInvestor } from "@/test/support/investing";
import { acceptedLoan, nameOf, newBorrower, useBureau } from "@/test/support/lending";
import { handleWaitingTransitions } from "./handle-payment-transition";

const [FRIDAY, MONDAY, TUESDAY, WEDNESDAY] = [
  "2027-01-08",
  "2027-01-11",
  "2027-01-12",
  "2027-01-13",
] as const;

let carla: TestInvestor;
beforeAll(async () => {
  env.ACH_FINALITY_HOLD = "on";
  await useBureau();
  const investor = await newInvestor("Carla");
  carla = { ...investor, externalAccountId: (await addAccount(investor.userId, "123456789")).id };
});

/** A business day as far as payments are concerned. */
async function day(on: string) {
  await moveTo(on);
  await submitWaiting();
  await pollPayments({ withReturns: true });
  await handleWaitingTransitions();
  await releaseFinalMoney({ businessDate: on });
  await retryWaitingDisbursements({ businessDate: on });
}

/** A deposit that is handed to the bank on the day. */
async function deposit(investor: TestInvestor, amount: string) {
  const { paymentOrderId } = await open(investor, { amount });
  await submitWaiting();
  return { paymentOrderId };
}

const cash = async () => {
  const { posted, available } = (await getBalances(["cash"])).get("cash")!;
  return [posted, available];
};

it("holds the first debit of an account for five banking days", async () => {
  await day("2026-12-14");
  const { paymentOrderId } = await deposit(carla, "500.00");
  await day("2026-12-15");
  expect(await cash()).toEqual(["500.00", "0.00"]);
  expect((await getPaymentTimeline(paymentOrderId)).availableOn).toBe("2026-12-22");
  await day("2026-12-21");
  expect(await cash()).toEqual(["500.00", "0.00"]);
  await day("2026-12-22");
  expect(await cash()).toEqual(["500.00", "500.00"]);
  expect((await getPaymentTimeline(paymentOrderId)).availableOn).toBeNull();
});

it("lends a deposit of Friday on Wednesday, and not before", async () => {
  await day("2027-01-07");
  const art = await newBorrower();
  const loanId = await acceptedLoan(art);
  await deposit(carla, "10000.00");
  await day(FRIDAY);
  expect(await cash()).toEqual(["10500.00", "500.00"]);
  const { paymentOrderId } = await requestDisbursement({
    ...{ ...art, loanId, rail: "WIRE", isAutopay: false },
    signedName: await nameOf(art),
  });
  expect(paymentOrderId).toBeNull(); // it waits for money
  for (const on of [MONDAY, TUESDAY]) {
    await day(on);
    expect(await db.paymentOrder.count({ where: { kind: "DISBURSEMENT" } })).toBe(0);
  }
  await day(WEDNESDAY);
  const order = await db.paymentOrder.findFirstOrThrow({ where: { kind: "DISBURSEMENT" } });
  expect(order.createdOn.toISOString()).toContain(WEDNESDAY);
  expect((await runCrossChecks()).filter(({ ok }) => !ok)).toEqual([]);
});

it("finds the money untouched when a deposit comes back before it is final", async () => {
  const [before, free] = await cash();
  const lent = Number(before) - Number(free); // the loan's wire, which has not been sent yet
  const bo = await newInvestor("Bo");
  const { id: externalAccountId } = await addAccount(bo.userId, "20001"); // completed, then returned with R01
  await day("2027-01-14");
  const { paymentOrderId } = await deposit({ ...bo, externalAccountId }, "700.00");
  await day("2027-01-15");
  const [posted, available] = await cash();
  expect(Number(posted) - Number(available)).toBe(lent + 700);
  expect((await getPaymentTimeline(paymentOrderId)).availableOn).toBe("2027-01-25"); // a holiday on Monday
  await day("2027-01-20");
  expect(await db.paymentOrder.findUniqueOrThrow({ where: { id: paymentOrderId } })).toMatchObject({
    status: "RETURNED",
  });
  const [after, left] = await cash();
  expect([Number(after), Number(left)]).toEqual([Number(posted) - 700, Number(posted) - 700 - lent]);
  expect(Number(after)).toBeGreaterThanOrEqual(0);
  expect(Number(before)).toBeGreaterThan(0);
  expect(await db.finalityHold.findUniqueOrThrow({ where: { paymentOrderId } })).toMatchObject({
    endedOn: new Date("2027-01-20"),
  });
  expect(await releaseFinalMoney({ businessDate: "2027-02-01" })).toBe(0); // ended once
  expect((await runCrossChecks()).filter(({ ok }) => !ok)).toEqual([]);
});

it("holds nothing where it is switched off, as in the sandbox by default", async () => {
  env.ACH_FINALITY_HOLD = undefined;
  const [posted, available] = await cash();
  await day("2027-02-01");
  await deposit(carla, "600.00");
  await day("2027-02-02");
  const [then, left] = await cash();
  expect(Number(then) - Number(posted)).toBe(600);
  expect(Number(left) - Number(available)).toBe(600);
});
