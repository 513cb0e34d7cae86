import pg from "pg";
import { afterAll, beforeAll, expect, it } from "vitest";
import { db } from "@/lib/db";
import { newInvestor, openAndClear, open } from "@/test/support/investing";
import { setBusinessDate } from "@/test/story";
import { runCrossChecks } from "./cross-checks";
import { runInterest } from "./run-interest";
import { newLoan, repay, type TestLoan } from "@/test/support/loan";

let loan: TestLoan;
let investmentId: string;
let depositId: string;
const owner = new pg.Client({ connectionString: process.env.OWNER_DATABASE_URL });

beforeAll(async () => {
  await owner.connect();
  const brittany = await newInvestor("Brittany Chen");
  ({ investmentId, paymentOrderId: depositId } = await openAndClear(brittany, "2026-01-02"));
  loan = await newLoan("2026-01-02");
  await runInterest({ businessDate: "2026-02-02" });
  await setBusinessDate("2026-02-02");
  await repay(loan, "2026-02-02", { interest: "50.00", principal: "416.67" });
  await open(brittany); // on its way in
});
afterAll(() => owner.end());

async function failing(): Promise<Record<string, string[]>> {
  const results = await runCrossChecks();
  return Object.fromEntries(results.filter((check) => !check.ok).map(({ id, offending }) => [id, offending]));
}

/** Changes rows behind the application's back, looks, and puts them back as they were. */
async function whileTampered(change: string, undo: string, look: () => Promise<void>): Promise<void> {
  await owner.query("SET session_replication_role = replica");
  await owner.query(change);
  try {
    await look();
  } finally {
    await owner.query(undo);
  }
}

it("finds nothing wrong with a pool that lent, accrued and was repaid, and names every check", async () => {
  const results = await runCrossChecks();
  expect(results.filter((check) => !check.ok)).toEqual([]);
  expect(results.map((check) => check.id)).toEqual([
    "loan-principal",
    "loan-schedule",
    "loan-interest",
    "loan-fees",
    "loan-credits",
    "delinquency-history",
    "charged-off-loans",
    "charge-off-loss",
    "allowance",
    "investment-principal",
    "investment-interest",
    "payment-postings",
    "cash-from-payments",
    "suspense",
    "open-holds",
    "signed-documents",
    "pool-sums",
    "loan-standings",
  ]);
});

it("names a loan whose repayment was altered", async () => {
  await whileTampered(
    `UPDATE repayments SET principal = principal + 0.01, amount = amount + 0.01 WHERE loan_id = '${loan.loanId}'`,
    `UPDATE repayments SET principal = principal - 0.01, amount = amount - 0.01 WHERE loan_id = '${loan.loanId}'`,
    async () => {
      const line = `${loan.loanId}: ledger 4583.33, expected 4583.32`;
      expect(await failing()).toEqual({ "loan-principal": [line], "loan-schedule": [line] });
    },
  );
});

it("names a loan whose schedule was altered", async () => {
  const where = `WHERE loan_id = '${loan.loanId}' AND number = 12`;
  await whileTampered(
    `UPDATE installments SET principal = principal - 1, interest = interest + 1 ${where}`,
    `UPDATE installments SET principal = principal + 1, interest = interest - 1 ${where}`,
    async () =>
      expect(await failing()).toEqual({
        "loan-schedule": [`${loan.loanId}: ledger 4583.33, expected 4582.33`],
      }),
  );
});

it("names loan and investment whose accruals were altered", async () => {
  await whileTampered(
    "UPDATE interest_accruals SET amount = amount + 5",
    "UPDATE interest_accruals SET amount = amount - 5",
    async () =>
      expect(await failing()).toEqual({
        "loan-interest": [`${loan.loanId}: ledger 0.00, expected 5.00`],
        "investment-interest": [`${investmentId}: ledger 40.00, expected 45.00`],
      }),
  );
});

it("names an investment whose principal or balance was altered", async () => {
  await whileTampered(
    `UPDATE investments SET principal = 9999 WHERE id = '${investmentId}'`,
    `UPDATE investments SET principal = 10000 WHERE id = '${investmentId}'`,
    async () =>
      expect(await failing()).toEqual({
        "investment-principal": [`${investmentId}: ledger 10000.00, expected 9999.00`],
      }),
  );
  const balance = `FROM ledger.accounts a WHERE a.id = account_id AND a.code LIKE '%${investmentId}:interest'`;
  await whileTampered(
    `UPDATE ledger.balances SET posted_credits = posted_credits + 100 ${balance}`,
    `UPDATE ledger.balances SET posted_credits = posted_credits - 100 ${balance}`,
    async () =>
      expect(await failing()).toEqual({
        "investment-interest": [`${investmentId}: ledger 41.00, expected 40.00`],
        "pool-sums": ["investor-interest: kept 0, 4000, 0 and 0, balances 0, 4100, 0 and 0"],
      }),
  );
});

it("names a payment order whose amount was altered, and the cash that no longer fits", async () => {
  await whileTampered(
    `UPDATE payment_orders SET amount = amount + 1 WHERE id = '${depositId}'`,
    `UPDATE payment_orders SET amount = amount - 1 WHERE id = '${depositId}'`,
    async () =>
      expect(await failing()).toEqual({
        "payment-postings": [`${depositId}: 1 postings, 10000.00 on cash, order of 10001.00`],
        "cash-from-payments": ["cash: ledger 5466.67, payment orders 5467.67"],
      }),
  );
});

it("names a completed payment that was never posted, and a hold that was left open", async () => {
  const { id, holdTransactionId } = await db.paymentOrder.findFirstOrThrow({ where: { status: "CREATED" } });
  await whileTampered(
    `INSERT INTO payment_transitions (payment_order_id, to_status, business_date, source, handled_at)
       VALUES ('${id}', 'COMPLETED', '2026-02-03', 'poll', now())`,
    `DELETE FROM payment_transitions WHERE payment_order_id = '${id}' AND to_status = 'COMPLETED'`,
    async () =>
      expect(await failing()).toEqual({
        "payment-postings": [`${id}: 0 postings, 0 on cash, order of 10000.00`],
        "cash-from-payments": ["cash: ledger 5466.67, payment orders 15466.67"],
        "open-holds": [`${id}: hold ${holdTransactionId} is still open`],
      }),
  );
  await whileTampered(
    `UPDATE payment_orders SET hold_transaction_id = NULL WHERE id = '${id}'`,
    `UPDATE payment_orders SET hold_transaction_id = ${holdTransactionId} WHERE id = '${id}'`,
    async () =>
      expect(await failing()).toEqual({
        "open-holds": [`hold ${holdTransactionId} belongs to no payment order`],
      }),
  );
});

it("names a signed document whose text was altered", async () => {
  const { agreementId } = await db.investment.findUniqueOrThrow({ where: { id: investmentId } });
  await whileTampered(
    `UPDATE signed_documents SET body = body || ' ' WHERE id = '${agreementId}'`,
    `UPDATE signed_documents SET body = left(body, -1) WHERE id = '${agreementId}'`,
    async () => expect(await failing()).toEqual({ "signed-documents": [agreementId] }),
  );
  expect(await failing()).toEqual({});
});
