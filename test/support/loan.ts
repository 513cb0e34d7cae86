// The borrowers' side for tests of the pool: a loan that is paid out and repaid by the transaction types alone, with the
// rows that the interest run and the cross-checks read. The verbs of lib/lending have their own tests.
import { schedule } from "@/lib/amortization/schedule";
import { addMonths, toDbDate, type IsoDate } from "@/lib/calendar/dates";
import { db, inTransaction, type Tx } from "@/lib/db";
import { newId } from "@/lib/ids";
import { recordBankStatus } from "./investing";
import { newBankAccount } from "@/test/story";
import { openAccounts } from "@/lib/ledger/accounts";
import { holdTransaction, settleHold } from "@/lib/ledger/verbs";
import { ensureLoanProducts } from "@/lib/lending/credit/products";
import { d, toMoney } from "@/lib/money/money";
import { partsOf } from "@/lib/money/parts";
import { createPaymentOrder } from "@/lib/payments/create-payment-order";
import { accountSpecs } from "@/lib/transaction-types/account-codes";
import type { Entries } from "@/lib/transaction-types/balanced";
import { borrowerDisbursement } from "@/lib/transaction-types/borrower-disbursement";
import { borrowerRepayment } from "@/lib/transaction-types/borrower-repayment";

export type TestLoan = { borrowerId: string; loanId: string; userId: string; externalAccountId: string };

/** A flat loan of 12 months at 12% that is paid out on the date, with its schedule. Default: Art's 5,000.00. */
export async function newLoan(on: IsoDate, principal = "5000.00"): Promise<TestLoan> {
  const loan = await insertLoan(on, principal);
  const { borrowerId, loanId } = loan;
  await movePayment(loan, {
    kind: "DISBURSEMENT",
    amount: principal,
    on,
    entries: borrowerDisbursement({ borrowerId, loanId, principal, originationFee: "0.00" }),
    subjectId: loanId,
  });
  return loan;
}

/** A repayment that clears on the date. */
export async function repay(
  loan: TestLoan,
  on: IsoDate,
  parts: { interest: string; principal: string },
): Promise<string> {
  const { borrowerId, loanId } = loan;
  const amount = toMoney(d(parts.interest).plus(d(parts.principal)));
  const repayment = await db.repayment.create({
    data: {
      id: newId("rpy"),
      loanId,
      kind: "SCHEDULED",
      status: "POSTED",
      amount,
      ...parts,
      extraPrincipal: "0.00",
      idempotencyKey: newId("key"),
      submittedOn: toDbDate(on),
      postedOn: toDbDate(on),
    },
  });
  const entries = borrowerRepayment({ borrowerId, loanId, parts: partsOf(parts) });
  await movePayment(loan, { kind: "REPAYMENT", amount, on, entries, subjectId: repayment.id });
  return repayment.id;
}

type Movement = {
  kind: "DISBURSEMENT" | "REPAYMENT";
  amount: string;
  on: IsoDate;
  entries: Entries;
  subjectId: string;
};

/** Hold, payment order, completion: what the verbs of lending do, in one transaction each. */
async function movePayment(
  loan: TestLoan,
  { kind, amount, on, entries, subjectId }: Movement,
): Promise<void> {
  await inTransaction(async (tx) => {
    const holdId = await reserve(tx, entries, on);
    const isOut = kind === "DISBURSEMENT";
    const order = await createPaymentOrder(tx, {
      kind,
      direction: isOut ? "CREDIT" : "DEBIT",
      rail: "ACH",
      amount,
      externalAccountId: loan.externalAccountId,
      userId: loan.userId,
      subjectType: isOut ? "loan" : "repayment",
      subjectId,
      holdTransactionId: holdId,
      createdOn: on,
    });
    await recordBankStatus(tx, order.id, "COMPLETED", on);
    const key = `settle-${kind.toLowerCase()}:${order.id}`;
    await settleHold(tx, { key, holdId, effectiveOn: on, eventType: entries.eventType });
  });
}

async function reserve(tx: Tx, entries: Entries, on: IsoDate): Promise<string> {
  const { transactionId } = await holdTransaction(tx, {
    ...entries,
    key: newId("hold"),
    mode: "authorize",
    effectiveOn: on,
  });
  return transactionId;
}

const TERMS = {
  method: "FLAT" as const,
  annualRate: "0.12",
  termMonths: 12,
  dayCount: "30/360",
  rounding: "half-even",
  originationFee: "0.00",
};

async function insertLoan(on: IsoDate, principal: string): Promise<TestLoan> {
  const userId = newId("usr");
  const borrowerId = newId("brw");
  const loanId = newId("loan");
  const email = `${userId}@example.com`;
  await db.user.create({ data: { id: userId, email, name: "Art", passwordHash: "-" } });
  await db.borrower.create({ data: { id: borrowerId, userId, kind: "PERSON", legalName: "Art" } });
  await db.loan.create({
    data: {
      ...TERMS,
      ...(await acceptedOffer(borrowerId, on, principal)),
      id: loanId,
      borrowerId,
      agreementId: "-",
      status: "ACTIVE",
      principal,
      acceptedOn: toDbDate(on),
      disbursedOn: toDbDate(on),
      firstDueOn: toDbDate(addMonths(on, 1)),
      scheduleVersion: 1,
      installments: { create: installments(on, principal) },
    },
  });
  await openAccounts(db, accountSpecs.loan({ borrowerId, loanId }));
  return { borrowerId, loanId, userId, externalAccountId: await newBankAccount(userId) };
}

function installments(on: IsoDate, principal: string) {
  const { rows } = schedule({
    method: "flat",
    principal: d(principal),
    annualRate: d(TERMS.annualRate),
    installments: TERMS.termMonths,
    disbursedOn: on,
    firstDueOn: addMonths(on, 1),
  });
  return rows.map(({ number, dueOn, days, ...amounts }) => ({
    version: 1,
    number,
    dueOn: toDbDate(dueOn),
    days,
    payment: toMoney(amounts.payment),
    principal: toMoney(amounts.principal),
    interest: toMoney(amounts.interest),
    balance: toMoney(amounts.balance),
  }));
}

/** The rows that a loan must refer to; their disclosed figures do not matter here. */
async function acceptedOffer(borrowerId: string, on: IsoDate, principal: string) {
  await ensureLoanProducts(db);
  const applicationId = newId("app");
  const offerId = newId("off");
  await db.loanApplication.create({ data: { id: applicationId, borrowerId, status: "ACCEPTED" } });
  await db.offer.create({
    data: {
      ...TERMS,
      id: offerId,
      applicationId,
      productId: "prd_flat",
      status: "ACCEPTED",
      amount: principal,
      monthlyPayment: principal,
      lastPayment: principal,
      apr: "21.46",
      amountFinanced: principal,
      financeCharge: "0.00",
      totalOfPayments: principal,
      expiresOn: toDbDate(on),
    },
  });
  return { applicationId, offerId };
}
