// One payment's news that cannot be acted on holds up nothing but what comes after it for the same payment.
import "@/test/sandbox-bank";
import { beforeAll, beforeEach, expect, it } from "vitest";
import { db, inTransaction } from "@/lib/db";
import { matureInvestments } from "@/lib/investing/mature";
import { payWaitingInvestments } from "@/lib/investing/pay-waiting-investments";
import {
  addRevenueToCash,
  creditInterest,
  newInvestor,
  open,
  openAndClear,
  type TestInvestor,
} from "@/test/support/investing";
import { activeLoan, newBorrower, useBureau } from "@/test/support/lending";
import { repay } from "@/lib/lending/repayment/repay";
import { changeStatus, lockPaymentOrder } from "@/lib/payments/change-status";
import { setBankDate } from "@/lib/payments/sandbox-controls";
import { runCrossChecks } from "@/lib/pool/cross-checks";
import type { PaymentOrder } from "@/prisma/generated/client";
import type { PaymentStatus } from "@/prisma/generated/enums";
import { setBusinessDate } from "@/test/story";
import { asOwner } from "@/test/owner";
import { handlePaymentTransitions, handleWaitingTransitions } from "./handle-payment-transition";
import { jobRunList } from "./queries";
import { runBusinessDay } from "./run-business-day";

const START = "2026-01-02";
let brittany: TestInvestor;

beforeAll(useBureau);
beforeEach(async () => {
  await setBusinessDate(START);
  brittany = await newInvestor("Brittany");
});

async function bankNews(paymentOrderId: string, status: PaymentStatus, returnCode?: string): Promise<string> {
  await inTransaction(async (tx) => {
    const order = (await lockPaymentOrder(tx, paymentOrderId))!;
    await changeStatus(tx, order, {
      status,
      source: "poll",
      providerId: `bank-${paymentOrderId}`,
      returnCode: returnCode ?? null,
    });
  });
  const transition = await db.paymentTransition.findFirstOrThrow({
    where: { paymentOrderId, toStatus: status },
  });
  return transition.id.toString();
}

/** Makes a payment order one that no verb can book. @returns what fixes it */
async function breakOrder(id: string): Promise<() => Promise<unknown>> {
  const order = await db.paymentOrder.findUniqueOrThrow({ where: { id } });
  const change = "UPDATE payment_orders SET subject_type = $2, hold_transaction_id = $3 WHERE id = $1";
  await asOwner(change, [id, "nothing", null]);
  return () => asOwner(change, [id, order.subjectType, order.holdTransactionId]);
}

async function clearedRepayments(count: number) {
  const orders: PaymentOrder[] = [];
  for (let made = 0; made < count; made++) {
    const art = await newBorrower();
    const { loanId } = await activeLoan(art, START);
    const wish = { kind: "OTHER", amount: "100.00", idempotencyKey: crypto.randomUUID() } as const;
    const { paymentOrderId } = await repay({ ...art, loanId, ...wish });
    await bankNews(paymentOrderId, "COMPLETED");
    orders.push(await db.paymentOrder.findUniqueOrThrow({ where: { id: paymentOrderId } }));
  }
  return orders;
}

const statusOfRepayment = async ({ subjectId }: { subjectId: string }) =>
  (await db.repayment.findUniqueOrThrow({ where: { id: subjectId } })).status;
const statusOfInvestment = async (id: string) =>
  (await db.investment.findUniqueOrThrow({ where: { id } })).status;

it("books the rest of the batch, and the other kinds after it, when one repayment of it cannot be booked", async () => {
  const [first, broken, last] = await clearedRepayments(3);
  const { investmentId, paymentOrderId } = await open(brittany);
  await bankNews(paymentOrderId, "COMPLETED");
  const mend = await breakOrder(broken!.id);

  expect(await handleWaitingTransitions()).toEqual({ handled: 3, failed: 1 });
  expect(await Promise.all([first!, broken!, last!].map(statusOfRepayment))).toEqual([
    "POSTED",
    "PENDING",
    "POSTED",
  ]);
  expect(await statusOfInvestment(investmentId)).toBe("ACTIVE");

  await mend();
  expect(await handleWaitingTransitions()).toEqual({ handled: 1, failed: 0 });
  expect(await statusOfRepayment(broken!)).toBe("POSTED");
});

it("finishes the day, reports how many failed, and leaves the failed job on its own", async () => {
  const { investmentId: stuck, paymentOrderId: stuckOrder } = await open(brittany);
  const { investmentId: other, paymentOrderId: otherOrder } = await open(brittany);
  const mend = await breakOrder(stuckOrder);
  const transitionId = await bankNews(stuckOrder, "COMPLETED");
  await bankNews(otherOrder, "COMPLETED");
  await setBankDate(START);

  const happened = await runBusinessDay(START);
  expect(happened["bank-settlement"]).toMatchObject({ handled: 1, failed: 1 });
  expect((await jobRunList.page({ job: "business-day" })).rows[0]).toMatchObject({ status: "DONE" });
  expect(await Promise.all([stuck, other].map(statusOfInvestment))).toEqual(["DEPOSITING", "ACTIVE"]);

  await expect(handlePaymentTransitions({ transitionIds: [transitionId] })).rejects.toThrow(
    "Invariant broken",
  );
  await mend();
  await handlePaymentTransitions({ transitionIds: [transitionId] });
  expect(await statusOfInvestment(stuck)).toBe("ACTIVE");
});

it("keeps later changes of a payment behind the failed one, and processes both in order", async () => {
  const { investmentId, paymentOrderId } = await open(brittany);
  const mend = await breakOrder(paymentOrderId);
  await bankNews(paymentOrderId, "COMPLETED");
  await bankNews(paymentOrderId, "RETURNED", "R01");
  expect(await handleWaitingTransitions()).toEqual({ handled: 0, failed: 2 });
  expect(await statusOfInvestment(investmentId)).toBe("DEPOSITING");
  await mend();
  expect(await handleWaitingTransitions()).toEqual({ handled: 2, failed: 0 });
  expect(await statusOfInvestment(investmentId)).toBe("RETURNED");
});

it("does not act on a payout while an earlier change of the same investment's deposit waits", async () => {
  await db.investment.updateMany({ where: { status: "ACTIVE" }, data: { status: "FAILED" } });
  const { investmentId, paymentOrderId } = await openAndClear(brittany, START);
  await setBusinessDate("2027-01-02");
  await creditInterest("2027-01-02");
  await addRevenueToCash("480.00", "2027-01-02");
  await matureInvestments({ businessDate: "2027-01-02" });
  await payWaitingInvestments({ businessDate: "2027-01-02" });
  const { payoutOrderId } = await db.investment.findUniqueOrThrow({ where: { id: investmentId } });
  await bankNews(paymentOrderId, "RETURNED", "R10");
  const transitionId = await bankNews(payoutOrderId!, "FAILED");
  await expect(handlePaymentTransitions({ transitionIds: [transitionId] })).rejects.toThrow("earlier change");
  expect(await handleWaitingTransitions()).toEqual({ handled: 2, failed: 0 });
  expect(await statusOfInvestment(investmentId)).toBe("RETURNED");
  const offending = (await runCrossChecks()).flatMap((check) => check.offending);
  expect(offending.filter((words) => words.includes(investmentId) || words.includes(payoutOrderId!))).toEqual(
    [],
  );
});
