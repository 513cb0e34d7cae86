// Payments ahead of the schedule of a loan on a declining balance: principal that was repaid bears no interest from that day on,
// in the books, the schedule and every quote; and a payment that comes back leaves no trace.
import { beforeAll, expect, test } from "vitest";
import { db, inTransaction } from "@/lib/db";
import { partsOf } from "@/lib/money/parts";
import { borrowerInterest, borrowerPrincipal, REVENUE } from "@/lib/transaction-types/account-codes";
import { asOwner } from "@/test/owner";
import { setBusinessDate } from "@/test/story";
import { collectDue } from "./collect-due";
import { lockOwnLoan } from "@/lib/lending/terms/find-loan";
import { loadPosition } from "@/lib/lending/terms/loan-position";
import { quoteRepayment } from "./quote-repayment";
import { repay } from "./repay";
import { planRepayment } from "@/lib/lending/terms/repayment-plan";
import { startRepayment } from "./start-repayment";
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
beforeAll(useBureau);

type Loan = { borrower: TestBorrower; loanId: string; owed: [string, string] };
type Kind = "SCHEDULED" | "OTHER" | "PAYOFF";

/** 5,000.00 over twelve months at 12% in equal installments of 444.24. */
async function newLoan(): Promise<Loan> {
  const borrower = await newBorrower();
  const { borrowerId } = borrower;
  const { loanId } = await activeLoan(borrower, START, { method: "EQUAL_INSTALLMENT" });
  return {
    borrower,
    loanId,
    owed: [borrowerPrincipal(borrowerId, loanId), borrowerInterest(borrowerId, loanId)],
  };
}

async function start({ borrower, loanId }: Loan, on: string, kind: Kind, amount?: string) {
  await setBusinessDate(on);
  const request = {
    ...borrower,
    loanId,
    kind,
    ...(amount && { amount }),
    idempotencyKey: crypto.randomUUID(),
  };
  return (await repay(request)).paymentOrderId;
}

/** Started on the day, cleared two days later. */
async function pay(loan: Loan, on: string, kind: Kind, amount?: string) {
  const order = await start(loan, on, kind, amount);
  await bankSays(order, "COMPLETED", addTwo(on));
  return order;
}

const addTwo = (on: string) => new Date(Date.parse(on) + 2 * 86_400_000).toISOString().slice(0, 10);
const quote = ({ borrower, loanId }: Loan, kind: Kind, amount?: string) =>
  quoteRepayment({ borrowerId: borrower.borrowerId, loanId, kind, ...(amount && { amount }) });

async function run(loan: Loan, on: string) {
  await setBusinessDate(on);
  await chargeInterest(on, loan.loanId);
}

test("1,332.72 on Feb 1 pays 50.00 of interest and 1,282.72 of principal; March's interest is 37.17", async () => {
  const loan = await newLoan();
  await run(loan, "2026-02-01");
  expect(await quote(loan, "OTHER", "1332.72")).toMatchObject({
    ...{ parts: { interest: "50.00", principal: "1282.72" }, remainingPrincipal: "3717.28" },
  });
  await pay(loan, "2026-02-01", "OTHER", "1332.72");
  expect(await posted(...loan.owed)).toEqual(["3717.28", "0.00"]);
  await run(loan, "2026-03-01");
  expect(await posted(...loan.owed)).toEqual(["3717.28", "37.17"]);
  expect(await stateOf(loan.loanId, "2026-03-01")).toMatchObject({ dueAmount: "444.24" });
});

test("a further 30.00 on Feb 10 pays interest to that day and principal when it clears", async () => {
  const loan = await newLoan();
  await run(loan, "2026-02-01");
  await pay(loan, "2026-02-01", "OTHER", "1332.72");
  const [revenue] = await posted(REVENUE);
  await pay(loan, "2026-02-10", "OTHER", "30.00");
  expect(await posted(...loan.owed)).toEqual(["3699.23", "0.00"]);
  expect((Number((await posted(REVENUE))[0]) - Number(revenue)).toFixed(2)).toBe("11.95");
  expect(await quote(loan, "PAYOFF")).toMatchObject({ amount: "3699.23", perDiem: "1.3211" });
  await setBusinessDate("2026-02-20");
  expect(await quote(loan, "PAYOFF")).toMatchObject({ amount: "3712.44", parts: { interest: "13.21" } });
  await run(loan, "2026-03-01");
  expect(await posted(...loan.owed)).toEqual(["3699.23", "25.10"]);
});

test("an installment paid five days early counts as paid, and its interest is earned to the day", async () => {
  const loan = await newLoan();
  await db.loan.update({ where: { id: loan.loanId }, data: { isAutopay: true } });
  await setBusinessDate("2026-01-27");
  expect(await quote(loan, "SCHEDULED")).toMatchObject({
    amount: "444.24",
    parts: { interest: "41.94", principal: "402.30" },
    countsForDueOn: "2026-02-01",
  });
  const order = await start(loan, "2026-01-27", "SCHEDULED");
  expect(await quote(loan, "SCHEDULED"), "while it is on its way").toMatchObject({
    amount: "444.24",
    parts: { interest: "0.00" },
  });
  await bankSays(order, "COMPLETED", "2026-01-29");
  await run(loan, "2026-02-01");
  const state = await stateOf(loan.loanId, "2026-02-01");
  expect(state).toMatchObject({ dueAmount: "0.00", daysPastDue: 0, interestBalance: "7.41" });
  expect(state.rows[0]!.at(-1)).toBe("paid");
  expect(state.nextDue).toMatchObject({ number: 2, amount: "444.24" });
  expect(await collectDue({ businessDate: "2026-02-01" })).toBe(0);
});

test("a returned extra payment is undone: interest on the restored principal is charged", async () => {
  const [loan, other] = [await newLoan(), await newLoan()];
  for (const each of [loan, other]) {
    await run(each, "2026-02-01");
    await pay(each, "2026-02-01", "SCHEDULED");
  }
  const extra = await pay(loan, "2026-02-10", "OTHER", "1000.00");
  for (const each of [loan, other]) {
    await run(each, "2026-03-01");
    await pay(each, "2026-03-01", "SCHEDULED");
    await pay(each, "2026-03-08", "OTHER", "200.00"); // the day's interest is more when the 1,000.00 are owed again
  }
  expect(await posted(...loan.owed)).not.toEqual(await posted(...other.owed));
  await bankSays(extra, "RETURNED", "2026-03-12", "R01");
  expect(await stateOf(loan.loanId, "2026-03-12")).toEqual(await stateOf(other.loanId, "2026-03-12"));
  const splits = async ({ loanId }: Loan) =>
    (await db.repayment.findMany({ where: { loanId, status: "POSTED" }, orderBy: { createdAt: "asc" } })).map(
      ({ amount, interest, principal }) => [amount, interest, principal].map((part) => part.toFixed(2)),
    );
  expect(await splits(loan)).toEqual(await splits(other));
  for (const each of [loan, other]) await run(each, "2026-04-01");
  expect(await stateOf(loan.loanId, "2026-04-01")).toEqual(await stateOf(other.loanId, "2026-04-01"));
});

test("a payment that clears after the due date gives back the interest overcharged by the run", async () => {
  const loan = await newLoan();
  const order = await start(loan, "2026-01-31", "OTHER", "1000.00");
  await run(loan, "2026-02-01");
  expect(await posted(...loan.owed)).toEqual(["5000.00", "50.00"]);
  await bankSays(order, "COMPLETED", "2026-02-03");
  // 48.39 to Jan 31 was paid; with one day on 4,048.39 January comes to 49.69
  expect(await posted(...loan.owed)).toEqual(["4048.39", "1.30"]);
});

test("two payments on one day leave what one of both would have left", async () => {
  const [loan, other] = [await newLoan(), await newLoan()];
  await pay(loan, "2026-01-20", "OTHER", "700.00");
  await pay(other, "2026-01-20", "OTHER", "123.45");
  await pay(other, "2026-01-20", "OTHER", "576.55");
  for (const each of [loan, other]) await run(each, "2026-02-01");
  expect(await stateOf(loan.loanId, "2026-02-01")).toEqual(await stateOf(other.loanId, "2026-02-01"));
});

test("a payoff charges interest on what is really owed, closes the loan, and its return opens it as it was", async () => {
  const loan = await newLoan();
  await run(loan, "2026-02-01");
  await pay(loan, "2026-02-01", "OTHER", "1332.72");
  await setBusinessDate("2026-02-15");
  const before = await stateOf(loan.loanId, "2026-02-15");
  expect(await quote(loan, "PAYOFF")).toMatchObject({
    amount: "3735.87",
    parts: { interest: "18.59" },
    perDiem: "1.3275",
  });
  const order = await pay(loan, "2026-02-15", "PAYOFF");
  expect(await posted(...loan.owed)).toEqual(["0.00", "0.00"]);
  expect(await stateOf(loan.loanId, "2026-02-17")).toMatchObject({ status: "CLOSED", nextDue: null });
  await bankSays(order, "RETURNED", "2026-02-19", "R01");
  expect(await stateOf(loan.loanId, "2026-02-15")).toEqual(before);
  expect(await posted(...loan.owed)).toEqual(["3717.28", "0.00"]);
});

test("a loan with payments from before is computed by the same rule at the next thing that happens to it", async () => {
  const [old, fresh] = [await newLoan(), await newLoan()];
  for (const loan of [old, fresh]) {
    await run(loan, "2026-02-01");
    await pay(loan, "2026-02-01", "SCHEDULED");
  }
  // As it was: the next installment paid on the same day took March's interest, which had not been earned.
  const order = await inTransaction(async (tx) => {
    const { borrower, loanId } = old;
    const locked = await lockOwnLoan(tx, { borrowerId: borrower.borrowerId, loanId });
    const { expected } = await loadPosition(tx, loanId);
    const plan = planRepayment({ position: expected, kind: "SCHEDULED", asOf: "2026-02-01" });
    const started = await startRepayment(tx, {
      ...{ loan: locked, userId: borrower.userId, externalAccountId: borrower.externalAccountId },
      plan: { ...plan, parts: partsOf({ interest: "46.06", principal: "398.18" }) },
      ...{ idempotencyKey: crypto.randomUUID(), isAutopay: false, on: "2026-02-01" },
    });
    return started.paymentOrderId;
  });
  const method = (is: "FLAT" | "EQUAL_INSTALLMENT") =>
    asOwner(`UPDATE loans SET method = $1 WHERE id = $2`, [is, old.loanId]);
  await method("FLAT"); // whose payments are posted as they were split
  await bankSays(order, "COMPLETED", "2026-02-03");
  await method("EQUAL_INSTALLMENT");
  await pay(fresh, "2026-02-01", "SCHEDULED");
  expect(await posted(...old.owed)).toEqual(["4207.58", "-46.06"]);
  expect(await posted(...fresh.owed)).toEqual(["4161.52", "0.00"]);
  for (const loan of [old, fresh]) {
    await run(loan, "2026-03-01");
    await run(loan, "2026-04-01");
    await pay(loan, "2026-04-01", "SCHEDULED");
  }
  expect(await stateOf(old.loanId, "2026-04-01")).toEqual(await stateOf(fresh.loanId, "2026-04-01"));
  expect(await posted(...old.owed)).toEqual(await posted(...fresh.owed));
});
