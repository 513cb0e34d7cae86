// The outbox row and the ledger's transaction commit together, or neither does.
import { expect, test } from "vitest";
import { db, inTransaction } from "@/lib/db";
import { acceptedLoan, fundPool, newBorrower, useBureau } from "@/test/support/lending";
import { setBusinessDate } from "@/test/story";
import { requestDisbursement } from "@/lib/lending/disbursement/request-disbursement";
import { changeStatus, lockPaymentOrder } from "@/lib/payments/change-status";
import { handleWaitingTransitions } from "./handle-payment-transition";

test("codat row 26: a settled disbursement leaves its event in the outbox in the same transaction, once", async () => {
  await useBureau();
  await setBusinessDate("2026-01-01");
  const art = await newBorrower();
  await fundPool("50000.00", "2026-01-01");
  const loanId = await acceptedLoan(art);
  const { paymentOrderId } = await requestDisbursement({ ...art, loanId, rail: "ACH", isAutopay: false });
  await inTransaction(async (tx) => {
    const order = (await lockPaymentOrder(tx, paymentOrderId!))!;
    await changeStatus(tx, order, { status: "COMPLETED", source: "poll", providerId: "bank-1" });
  });
  // The same number is taken: the event cannot be written, so nothing may be.
  const loan = await db.loan.findUniqueOrThrow({ where: { id: loanId } });
  const blocker = await db.writeEvent.create({
    data: {
      sourceKey: "blocker",
      borrowerId: art.borrowerId,
      loanId: "loan_other",
      seq: 1,
      reference: `ML-${loan.number}-1`,
      kind: "DRAWDOWN",
      occurredOn: new Date("2026-01-01"),
      cash: "-1",
      charge: "0",
      principalAfter: "1",
      ledgerTransactionId: 1n,
      state: "PARKED",
    },
  });
  expect(await handleWaitingTransitions()).toEqual({ handled: 0, failed: 1 });
  expect((await db.loan.findUniqueOrThrow({ where: { id: loanId } })).status).toBe("DISBURSING");
  await db.writeEvent.delete({ where: { id: blocker.id } });
  await handleWaitingTransitions();
  await handleWaitingTransitions();
  const events = await db.writeEvent.findMany({ where: { loanId } });
  expect(events).toHaveLength(1);
  expect(events[0]).toMatchObject({ kind: "DRAWDOWN", state: "PARKED", seq: 1 });
  expect(events[0]!.principalAfter.toFixed(2)).toBe("5000.00");
  const posted = await db.ledgerTransaction.findUniqueOrThrow({
    where: { id: events[0]!.ledgerTransactionId },
  });
  expect(posted.eventType).toBe("borrower-disbursement");
  expect((await db.loan.findUniqueOrThrow({ where: { id: loanId } })).status).toBe("ACTIVE");
});
