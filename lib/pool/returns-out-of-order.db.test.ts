// Payments of one loan that clear and come back in every order that a bank allows: the loan ends where it would have ended in
// the expected one, and the ledger agrees with the business at each step.
import { beforeAll, expect, test } from "vitest";
import { addMonths } from "@/lib/calendar/dates";
import { db, inTransaction, type Tx } from "@/lib/db";
import { lockOwnLoan, userOf } from "@/lib/lending/terms/find-loan";
import { loadPosition } from "@/lib/lending/terms/loan-position";
import { planRepayment } from "@/lib/lending/terms/repayment-plan";
import { repay } from "@/lib/lending/repayment/repay";
import { requestDisbursement } from "@/lib/lending/disbursement/request-disbursement";
import { returnDisbursements } from "@/lib/lending/disbursement/return-disbursement";
import { startRepayment } from "@/lib/lending/repayment/start-repayment";
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
import { borrowerInterest, borrowerPrincipal } from "@/lib/transaction-types/account-codes";
import { newBankAccount, setBusinessDate } from "@/test/story";
import { runCrossChecks } from "./cross-checks";
import { runInterest } from "./run-interest";

const START = "2026-01-01";
const MONTH_1 = "2026-02-01";
let key = 0;

beforeAll(useBureau);

type Loan = { borrower: TestBorrower; loanId: string; disbursementOrderId: string; owed: [string, string] };

/** 5,000.00 flat at 12% over twelve months, paid out on the first day of the year. */
async function newLoan(): Promise<Loan> {
  const borrower = await newBorrower();
  const loan = await activeLoan(borrower, START);
  const { borrowerId } = borrower;
  return {
    borrower,
    ...loan,
    owed: [borrowerPrincipal(borrowerId, loan.loanId), borrowerInterest(borrowerId, loan.loanId)],
  };
}

/** @returns the payment order */
async function start({ borrower, loanId }: Loan, on: string, kind: "SCHEDULED" | "PAYOFF" = "SCHEDULED") {
  await setBusinessDate(on);
  const { borrowerId } = borrower;
  const { paymentOrderId } = await repay({
    borrowerId,
    loanId,
    kind,
    idempotencyKey: `out-of-order-${(key += 1)}`,
  });
  return paymentOrderId;
}

async function pay(loan: Loan, on: string, kind: "SCHEDULED" | "PAYOFF" = "SCHEDULED") {
  const order = await start(loan, on, kind);
  await bankSays(order, "COMPLETED", on);
  return order;
}

const amountOf = async (paymentOrderId: string) =>
  (await db.repayment.findFirstOrThrow({ where: { paymentOrderId } })).amount.toFixed(2);
const statusOf = async ({ loanId }: Loan) =>
  (await db.loan.findUniqueOrThrow({ where: { id: loanId } })).status;

// Deposits and the transitions that tests leave out are no concern of these.
const LOAN_CHECKS = [
  "loan-principal",
  "loan-schedule",
  "loan-interest",
  "charged-off-loans",
  "charge-off-loss",
];
async function expectAgreement() {
  const failed = (await runCrossChecks()).filter(({ id, ok }) => LOAN_CHECKS.includes(id) && !ok);
  expect(failed).toEqual([]);
}

test("a payoff that clears before a pending installment closes the loan, and either's return reopens it", async () => {
  for (const returned of ["installment", "payoff"] as const) {
    const loan = await newLoan();
    const installment = await start(loan, "2026-01-02");
    const payoff = await start(loan, "2026-01-02", "PAYOFF");
    expect([await amountOf(installment), await amountOf(payoff)]).toEqual(["466.67", "4534.94"]);

    await bankSays(payoff, "COMPLETED", "2026-01-05");
    expect(await statusOf(loan)).toBe("ACTIVE");
    await expectAgreement();
    await bankSays(installment, "COMPLETED", "2026-01-05");
    expect(await statusOf(loan)).toBe("CLOSED");
    expect(await posted(...loan.owed)).toEqual(["0.00", "0.00"]);
    await expectAgreement();

    await bankSays(returned === "payoff" ? payoff : installment, "RETURNED", "2026-01-07", "R24");
    expect(await statusOf(loan)).toBe("ACTIVE");
    await expectAgreement();
    await payWhatIsLeft(loan);
  }
});

test("an installment returned after a payoff is owed with its interest up to the payoff", async () => {
  const loan = await newLoan();
  await setBusinessDate(MONTH_1);
  expect(await chargeInterest(MONTH_1, loan.loanId)).toBe(1);
  const installment = await pay(loan, MONTH_1);
  await pay(loan, "2026-02-15", "PAYOFF");
  expect(await statusOf(loan)).toBe("CLOSED");

  await bankSays(installment, "RETURNED", "2026-03-02", "R24");
  expect(await posted(...loan.owed)).toEqual(["416.67", "50.00"]);
  await expectAgreement();
  await setBusinessDate("2026-03-02");
  const state = await stateOf(loan.loanId, "2026-03-02");
  expect(state).toMatchObject({ status: "ACTIVE", dueAmount: "466.67" });

  const again = await pay(loan, "2026-03-02");
  expect(await amountOf(again)).toBe("466.67");
  expect(await statusOf(loan)).toBe("CLOSED");
  expect(await posted(...loan.owed)).toEqual(["0.00", "0.00"]);
  await expectAgreement();
});

test("a prepaid installment returned after the payoff reverses the interest given at closing", async () => {
  const loan = await newLoan();
  const installment = await pay(loan, "2026-01-02");
  const payoff = await pay(loan, "2026-01-02", "PAYOFF");
  expect(await amountOf(payoff)).toBe("4534.94");
  expect(await statusOf(loan)).toBe("CLOSED");

  await bankSays(installment, "RETURNED", "2026-01-06", "R24");
  expect(await posted(...loan.owed)).toEqual(["465.06", "0.00"]);
  await expectAgreement();
  await payWhatIsLeft(loan);
});

/** Months pass, and each pays what is due, until nothing is left; then nothing is on the loan's accounts. */
async function payWhatIsLeft(loan: Loan) {
  for (let month = 1; (await statusOf(loan)) === "ACTIVE"; month += 1) {
    expect(month, "it ends at some time").toBeLessThan(13);
    const due = addMonths(START, month);
    await setBusinessDate(due);
    await chargeInterest(due, loan.loanId);
    await expectAgreement();
    if ((await stateOf(loan.loanId, due)).dueAmount !== "0.00") await pay(loan, due);
  }
  expect(await posted(...loan.owed)).toEqual(["0.00", "0.00"]);
  await expectAgreement();
}

test("a loan whose disbursement is returned keeps its payments as a credit for the next disbursement", async () => {
  const loan = await newLoan();
  const first = await pay(loan, "2026-01-02");
  const second = await start(loan, "2026-01-02");
  const admin = await db.user.create({
    data: {
      id: "usr_admin",
      email: "admin@example.com",
      name: "Admin",
      passwordHash: "-",
      roles: { create: { role: "ADMIN" } },
    },
  });
  await bankSays(loan.disbursementOrderId, "RETURNED", "2026-01-05", "R03");
  expect(await statusOf(loan)).toBe("DISBURSEMENT_FAILED");
  expect(await posted(...loan.owed)).toEqual(["-416.67", "-50.00"]);
  await expectAgreement();
  const [told] = await db.notification.findMany({
    where: { userId: loan.borrower.userId, kind: "disbursement-returned" },
  });
  expect(told!.body).toContain("What you have paid, $466.67, is credited to you");
  const [toldAdmin] = await db.notification.findMany({
    where: { userId: admin.id, kind: "disbursement-returned" },
  });
  expect(toldAdmin!.body).toContain("466.67, which we owe");

  // One that was on its way clears all the same; one that had cleared comes back.
  await bankSays(second, "COMPLETED", "2026-01-05");
  expect(await posted(...loan.owed)).toEqual(["-833.34", "-100.00"]);
  await bankSays(first, "RETURNED", "2026-01-06", "R10");
  expect(await posted(...loan.owed)).toEqual(["-416.67", "-50.00"]);
  await expectAgreement();

  await setBusinessDate("2026-01-07");
  const again = await requestDisbursement({
    ...loan.borrower,
    loanId: loan.loanId,
    externalAccountId: await newBankAccount(loan.borrower.userId),
    rail: "ACH",
    isAutopay: false,
  });
  await bankSays(again.paymentOrderId!, "COMPLETED", "2026-01-08");
  expect(await posted(...loan.owed)).toEqual(["4583.33", "-50.00"]);
  const state = await stateOf(loan.loanId, "2026-01-08");
  expect(state.rows[0]).toEqual([1, "2026-02-08", "466.67", "0.00", "0.00", "paid"]);
  expect(state.nextDue).toMatchObject({ number: 2, amount: "466.67" });
  await expectAgreement();
});

test("a paid-off loan whose disbursement is returned owes nothing and is not disbursed again", async () => {
  const loan = await newLoan();
  await pay(loan, "2026-01-03", "PAYOFF");
  expect(await statusOf(loan)).toBe("CLOSED");
  await bankSays(loan.disbursementOrderId, "RETURNED", "2026-01-05", "R03");
  expect(await statusOf(loan)).toBe("DISBURSEMENT_FAILED");
  expect(await posted(...loan.owed)).toEqual(["-5000.00", "-3.23"]);
  await expectAgreement();
  await setBusinessDate("2026-01-06");
  const ask = { ...loan.borrower, loanId: loan.loanId, rail: "ACH" as const, isAutopay: false };
  await expect(
    requestDisbursement({ ...ask, externalAccountId: await newBankAccount(loan.borrower.userId) }),
  ).rejects.toThrow("We owe you $5,003.23");
  expect(await statusOf(loan)).toBe("DISBURSEMENT_FAILED");
  // Acted on once more.
  const paymentOrderId = loan.disbursementOrderId;
  const again = { paymentOrderId, businessDate: "2026-01-06" };
  expect(await inTransaction((tx) => returnDisbursements(tx, [again]))).toEqual({ requests: [] });
  expect(await posted(...loan.owed)).toEqual(["-5000.00", "-3.23"]);
});

test("the interest run leaves out a loan whose payoff is announced while it waits for that loan", async () => {
  const loan = await newLoan();
  await setBusinessDate(MONTH_1);
  let run: Promise<unknown> | undefined;
  let payoff: Promise<string> | undefined;
  await inTransaction(async (tx) => {
    await tx.$queryRaw`SELECT pg_advisory_xact_lock(hashtextextended('run-interest', 0))::text`;
    run = runInterest({ businessDate: MONTH_1 }); // has listed the loan, and waits for its turn
    await somebodyWaits("advisory");
    let tell = () => {};
    const announced = new Promise<void>((resolve) => (tell = resolve));
    payoff = inTransaction(async (other) => {
      const order = await announcePayoff(other, loan);
      tell();
      await somebodyWaits("transactionid"); // the run has its turn, and waits for the loan
      return order;
    });
    await announced;
  });
  const order = await payoff!;
  await run;
  expect(await posted(...loan.owed)).toEqual(["5000.00", "0.00"]);
  await bankSays(order, "COMPLETED", "2026-02-02");
  expect(await statusOf(loan)).toBe("CLOSED");
  expect(await posted(...loan.owed)).toEqual(["0.00", "0.00"]);
});

async function announcePayoff(tx: Tx, { borrower, loanId }: Loan): Promise<string> {
  const { borrowerId, externalAccountId } = borrower;
  const locked = await lockOwnLoan(tx, { borrowerId, loanId });
  const { expected } = await loadPosition(tx, loanId);
  const { paymentOrderId } = await startRepayment(tx, {
    loan: locked,
    plan: planRepayment({ position: expected, kind: "PAYOFF", asOf: MONTH_1 }),
    userId: await userOf(tx, borrowerId),
    externalAccountId,
    idempotencyKey: "announced-meanwhile",
    isAutopay: false,
    on: MONTH_1,
  });
  return paymentOrderId;
}

async function somebodyWaits(locktype: "advisory" | "transactionid") {
  const waiting = () =>
    db.$queryRaw<unknown[]>`SELECT 1 FROM pg_locks WHERE NOT granted AND locktype = ${locktype}`;
  await expect.poll(async () => (await waiting()).length, { timeout: 20_000 }).toBeGreaterThan(0);
}
