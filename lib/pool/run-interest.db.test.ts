import { beforeEach, expect, it } from "vitest";
import { addMonths } from "@/lib/calendar/dates";
import { db, inTransaction } from "@/lib/db";
import { getInvestment } from "@/lib/investing/queries";
import { bankSays, newInvestor, openAndClear, postedOn, type TestInvestor } from "@/test/support/investing";
import { postTransaction } from "@/lib/ledger/verbs";
import { borrowerInterest } from "@/lib/transaction-types/account-codes";
import { interestCalculation } from "@/lib/transaction-types/interest-calculation";
import { reversal } from "@/lib/transaction-types/reversal";
import { interestJournal } from "./interest-runs";
import { poolOverview } from "./queries";
import { runInterest } from "./run-interest";
import { newLoan } from "@/test/support/loan";

const START = "2026-01-31";
let brittany: TestInvestor;

/** Each test begins with a pool in which nothing earns interest. */
beforeEach(async () => {
  await db.investment.updateMany({ where: { status: "ACTIVE" }, data: { status: "FAILED" } });
  await db.loan.updateMany({ where: { status: "ACTIVE" }, data: { status: "CANCELLED" } });
  brittany = await newInvestor("Brittany Chen");
});

const revenue = async () => Number((await postedOn("revenue:interest"))["revenue:interest"]);

it("credits investors while nothing is lent and calls the cost negative carry", async () => {
  const before = await revenue();
  const { investmentId } = await openAndClear(brittany, START);
  expect(await runInterest({ businessDate: "2026-02-27" })).toMatchObject({
    transactions: [],
    revenue: "0.00",
  });
  expect(await runInterest({ businessDate: "2026-02-28" })).toMatchObject({
    borrowerTotal: "0.00",
    investorTotal: "40.00",
    revenue: "-40.00",
    loans: 0,
    investments: 1,
  });
  expect((await revenue()) - before).toBe(-40);
  expect((await poolOverview()).revenue).toMatchObject({ isNegativeCarry: true });
  expect((await getInvestment(brittany.investorId, investmentId)).months[0]).toMatchObject({
    isCredited: true,
  });
});

it("posts a date once, whether it is run twice or three times at once", async () => {
  await openAndClear(brittany, START);
  const runs = await Promise.all([1, 2, 3].map(() => runInterest({ businessDate: "2026-02-28" })));
  expect(runs.flatMap((run) => run.transactions)).toHaveLength(1);
  expect((await runInterest({ businessDate: "2026-02-28" })).transactions).toEqual([]);
});

it("catches up: each missed date has its own transaction, effective on that date", async () => {
  const { investmentId } = await openAndClear(brittany, "2026-01-15");
  const loan = await newLoan("2026-01-15");
  const run = await runInterest({ businessDate: "2026-05-14" });
  expect(run).toMatchObject({
    borrowerTotal: "150.00",
    investorTotal: "120.00",
    revenue: "30.00",
    loans: 1,
    investments: 1,
  });
  expect(run.transactions).toHaveLength(3);
  for (const dueOn of ["2026-02-15", "2026-03-15", "2026-04-15"]) {
    const [transaction] = (await interestJournal(dueOn)).filter(({ id }) => run.transactions.includes(id));
    expect(transaction?.totals.posted).toEqual({ debit: "50.00", credit: "50.00" });
  }
  const account = borrowerInterest(loan.borrowerId, loan.loanId);
  expect(await postedOn(account)).toEqual({ [account]: "150.00" });
  expect((await getInvestment(brittany.investorId, investmentId)).balances.interest.posted).toBe("120.00");
});

it("divides a large date into chunks that each balance and together charge everything once", async () => {
  for (let n = 1; n <= 5; n++) await openAndClear(brittany, START, { amount: `${n}000.00` });
  for (let n = 1; n <= 4; n++) await newLoan(START, "1200.00");
  const run = await runInterest({ businessDate: "2026-02-28", chunkSize: 2 });
  expect(run).toMatchObject({
    borrowerTotal: "48.00",
    investorTotal: "60.00",
    revenue: "-12.00",
    loans: 4,
    investments: 5,
  });
  expect(run.transactions).toHaveLength(5);
  const journal = (await interestJournal("2026-02-28")).filter(({ id }) => run.transactions.includes(id));
  expect(Math.max(...journal.map(({ legs }) => legs.length))).toBeLessThanOrEqual(3);
  expect((await runInterest({ businessDate: "2026-02-28", chunkSize: 2 })).transactions).toEqual([]);
});

it("charges a period again that was undone, in place of the row that says so", async () => {
  const loan = await newLoan(START);
  const { transactions } = await runInterest({ businessDate: "2026-02-28" });
  const charge = { borrowers: [{ ...loan, period: 1, amount: "50.00" }], investors: [] };
  await inTransaction(async (tx) => {
    const correction = await postTransaction(tx, {
      ...reversal(interestCalculation(charge).lines),
      key: `undo:${loan.loanId}`,
      mode: "record",
      effectiveOn: "2026-03-01",
    });
    await tx.interestAccrual.updateMany({
      where: { subjectId: loan.loanId },
      data: { reversedTransactionId: BigInt(correction.transactionId) },
    });
  });
  const again = await runInterest({ businessDate: "2026-03-01" });
  expect(again).toMatchObject({ borrowerTotal: "50.00", loans: 1 });
  const accrual = await db.interestAccrual.findMany({ where: { subjectId: loan.loanId } });
  expect(accrual).toHaveLength(1);
  expect(accrual[0]).toMatchObject({
    transactionId: BigInt(again.transactions[0] ?? 0),
    reversedTransactionId: null,
  });
  expect(again.transactions).not.toEqual(transactions);
});

it("credits nothing more after maturity, after a returned deposit, or before a deposit has cleared", async () => {
  const returned = await openAndClear(brittany, START, { optionId: "opt_3_months" });
  const kept = await openAndClear(brittany, START, { optionId: "opt_3_months" });
  await runInterest({ businessDate: "2026-02-28" });
  await bankSays(returned.paymentOrderId, "RETURNED", "2026-03-01", "R01");
  const run = await runInterest({ businessDate: addMonths(START, 12) });
  expect(run).toMatchObject({ investments: 1, investorTotal: "60.00" });
  const page = await getInvestment(brittany.investorId, kept.investmentId);
  expect(page.balances.interest.posted).toBe("90.00");
  expect(page.months.every((month) => month.isCredited)).toBe(true);
});
