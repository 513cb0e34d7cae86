// A charge-off, its ledger transaction and its row in the outbox commit together, and the books still hold.
import "@/test/sandbox-bank";
import pg from "pg";
import { afterAll, beforeAll, expect, test } from "vitest";
import { addMonths } from "@/lib/calendar/dates";
import { db } from "@/lib/db";
import { equationsOf } from "@/lib/ledger/equation";
import { listCategories } from "@/lib/ledger/categories";
import { runChecks } from "@/lib/ledger/check";
import { repay } from "@/lib/lending/repayment/repay";
import { requestDisbursement } from "@/lib/lending/disbursement/request-disbursement";
import { acceptedLoan, chargeInterest, newBorrower, posted, useBureau } from "@/test/support/lending";
import { setBusinessDate } from "@/test/story";
import { newInvestor, openAndClear } from "@/test/support/investing";
import { runCrossChecks } from "@/lib/pool/cross-checks";
import { poolOverview } from "@/lib/pool/queries";
import { CHARGE_OFF_LOSS } from "@/lib/transaction-types/account-codes";
import { newAdmin } from "@/test/people";
import { chargeOffLoan } from "./charge-off-loan";
import { handleWaitingTransitions } from "./handle-payment-transition";
import { bankTells } from "@/test/support/bank";

const START = "2026-01-01";
const LATE_ENOUGH = "2026-06-29"; // 120 days after March 1
const owner = new pg.Client({ connectionString: process.env.OWNER_DATABASE_URL });

beforeAll(async () => {
  await owner.connect();
  await useBureau();
});
afterAll(() => owner.end());

async function lateLoan() {
  await setBusinessDate(START);
  await openAndClear(await newInvestor("Brittany Chen"), START);
  const art = await newBorrower();
  const loanId = await acceptedLoan(art);
  const started = await requestDisbursement({ ...art, loanId, rail: "ACH", isAutopay: false });
  await bankTells(started.paymentOrderId!, "COMPLETED", START);
  await setBusinessDate("2026-02-01");
  await chargeInterest("2026-02-01", loanId);
  const paid = await repay({ ...art, loanId, kind: "SCHEDULED", idempotencyKey: crypto.randomUUID() });
  await bankTells(paid.paymentOrderId, "COMPLETED", "2026-02-01");
  for (let month = 2; month <= 5; month++) await chargeInterest(addMonths(START, month), loanId);
  await setBusinessDate(LATE_ENOUGH);
  const order = {
    userId: (await newAdmin()).userId,
    loanId,
    reason: "The borrower is insolvent.",
    shown: { fees: "0.00", interest: "200.00", principal: "4583.33" },
    idempotencyKey: crypto.randomUUID(),
  };
  return { loanId, paymentOrderId: paid.paymentOrderId, order };
}

async function broken() {
  const checks = [...(await runChecks()), ...(await runCrossChecks())];
  return checks.filter(({ ok }) => !ok).map(({ id, offending }) => [id, offending]);
}

const eventsOf = async (loanId: string) =>
  (await db.writeEvent.findMany({ where: { loanId }, orderBy: { id: "asc" } })).map((event) => [
    event.kind,
    event.cash.toFixed(2),
    event.charge.toFixed(2),
    event.principalAfter.toFixed(2),
  ]);

test("a charge-off leaves its event in the outbox in the same transaction, or neither is there", async () => {
  const { loanId, order } = await lateLoan();
  const [before] = await posted(CHARGE_OFF_LOSS);
  const { number } = await db.loan.findUniqueOrThrow({ where: { id: loanId } });
  // The event's reference is taken: it cannot be written, so nothing may be.
  const { id } = await db.writeEvent.create({
    data: {
      sourceKey: "blocker",
      borrowerId: "brw_other",
      loanId: "loan_other",
      seq: 1,
      reference: `ML-${number}-3`,
      kind: "DRAWDOWN",
      occurredOn: new Date(START),
      cash: "-1",
      charge: "0",
      principalAfter: "1",
      ledgerTransactionId: 1n,
      state: "PARKED",
    },
  });
  await expect(chargeOffLoan(order)).rejects.toThrow();
  expect((await db.loan.findUniqueOrThrow({ where: { id: loanId } })).status).toBe("ACTIVE");
  expect(await db.chargeOff.count({ where: { loanId } })).toBe(0);
  expect(await posted(CHARGE_OFF_LOSS)).toEqual([before]);
  await db.writeEvent.delete({ where: { id } });
  await Promise.all([chargeOffLoan(order), chargeOffLoan(order)]); // a double click
  expect(await eventsOf(loanId)).toEqual([
    ["DRAWDOWN", "-5000.00", "0.00", "5000.00"],
    ["REPAYMENT", "466.67", "50.00", "4583.33"],
    ["WRITE_OFF", "0.00", "-4583.33", "0.00"],
  ]);
  const event = await db.writeEvent.findUniqueOrThrow({ where: { sourceKey: `charge-off:${loanId}` } });
  const { transactionId } = await db.chargeOff.findFirstOrThrow({ where: { loanId } });
  expect(event.ledgerTransactionId).toBe(transactionId);
  expect((await poolOverview()).chargeOffLoss).toEqual({
    amount: (await posted(CHARGE_OFF_LOSS))[0],
    account: CHARGE_OFF_LOSS,
  });
  expect(await broken()).toEqual([]);
});

test("a payment returned after the charge-off leaves its reversal and another charge-off", async () => {
  const { loanId, paymentOrderId, order } = await lateLoan();
  await chargeOffLoan(order);
  await bankTells(paymentOrderId, "RETURNED", "2026-07-02");
  await handleWaitingTransitions();
  expect((await eventsOf(loanId)).slice(2)).toEqual([
    ["WRITE_OFF", "0.00", "-4583.33", "0.00"],
    ["REVERSAL", "-466.67", "-50.00", "416.67"],
    ["WRITE_OFF", "0.00", "-416.67", "0.00"],
  ]);
  expect(await broken()).toEqual([]);
  expect(equationsOf(await listCategories()).every(({ holds }) => holds)).toBe(true);
});

test("the checks name a charged-off loan whose charge-off was altered", async () => {
  const { loanId, order } = await lateLoan();
  await chargeOffLoan(order);
  await owner.query("SET session_replication_role = replica");
  const change = (by: string) =>
    owner.query(
      `UPDATE charge_offs SET principal = principal + ${by}, interest = interest + ${by} WHERE loan_id = '${loanId}'`,
    );
  await change("1");
  try {
    const found = Object.fromEntries(await broken()) as Record<string, string[]>;
    expect(found["loan-principal"]).toEqual([`${loanId}: ledger 0.00, expected -1.00`]);
    expect(found["loan-interest"]).toEqual([`${loanId}: ledger 0.00, expected -1.00`]);
    expect(found["charge-off-loss"]).toHaveLength(1);
  } finally {
    await change("-1");
  }
  await owner.query(`UPDATE loans SET status = 'ACTIVE' WHERE id = '${loanId}'`);
  try {
    const found = Object.fromEntries(await broken()) as Record<string, string[]>;
    expect(found["charged-off-loans"]).toEqual([
      `${loanId} (ACTIVE): principal 0.00, interest 0.00, charged off 1 times`,
    ]);
  } finally {
    await owner.query(`UPDATE loans SET status = 'CHARGED_OFF' WHERE id = '${loanId}'`);
  }
  expect(await broken()).toEqual([]);
});
