// For tests of lending: people, dates, and a bank that says what it did. Real verbs on a real database; only the HTTP of
// the provider is left out. The bureau is the stand-in of the sandbox, over HTTP.
import { recordAccruals } from "@/lib/accruals/record-accruals";
import { afterAll } from "vitest";
import { toDbDate, type IsoDate } from "@/lib/calendar/dates";
import { now } from "@/lib/clock";
import { db, inTransaction } from "@/lib/db";
import { keepTaxId } from "@/lib/identity/tax-id";
import { newId } from "@/lib/ids";
import { openAccounts } from "@/lib/ledger/accounts";
import { book } from "@/lib/ledger/post-facts";
import { getBalances } from "@/lib/ledger/queries";
import { postTransaction } from "@/lib/ledger/verbs";
import { d, toMoney } from "@/lib/money/money";
import { accountSpecs, investorPrincipal } from "@/lib/transaction-types/account-codes";
import { investorDeposit } from "@/lib/transaction-types/investor-deposit";
import { startBureau } from "@/sandbox/bureau/server";
import { agreeToSign, newBankAccount, setBusinessDate } from "@/test/story";
import { acceptOffer } from "@/lib/lending/application/accept-offer";
import { decideApplication } from "@/lib/lending/application/decide-application";
import { failDisbursements } from "@/lib/lending/disbursement/fail-disbursement";
import { failRepayments } from "@/lib/lending/repayment/fail-repayment";
import { listInterestDue } from "@/lib/lending/terms/interest-due";
import { loanState } from "@/lib/lending/terms/loan-state";
import { loadPosition } from "@/lib/lending/terms/loan-position";
import { ensureLoanProducts } from "@/lib/lending/credit/products";
import { requestDisbursement } from "@/lib/lending/disbursement/request-disbursement";
import { returnDisbursements } from "@/lib/lending/disbursement/return-disbursement";
import { returnRepayments } from "@/lib/lending/repayment/return-repayment";
import { failRefunds, returnRefunds, settleRefunds } from "@/lib/lending/refunds/refund-outcomes";
import { saveDraft } from "@/lib/lending/application/save-draft";
import { settleDisbursements } from "@/lib/lending/disbursement/settle-disbursement";
import { settleRepayments } from "@/lib/lending/repayment/settle-repayment";
import { submitApplication } from "@/lib/lending/application/submit-application";
import { interestCalculation } from "@/lib/transaction-types/interest-calculation";

/** A separate bureau for the test file. Call it before the first application; lib/env has been read by then. */
export async function useBureau() {
  const { env } = await import("@/lib/env");
  const bureau = await startBureau({ port: 0, apiKey: env.BUREAU_API_KEY });
  env.BUREAU_BASE_URL = `http://127.0.0.1:${bureau.port}`;
  afterAll(() => bureau.close());
}

export type TestBorrower = { userId: string; borrowerId: string; externalAccountId: string };

/** A borrower with one bank account; the products are there. */
export async function newBorrower(name = "Art"): Promise<TestBorrower> {
  await ensureLoanProducts(db);
  const userId = newId("usr");
  const borrowerId = newId("brw");
  await db.user.create({
    data: {
      id: userId,
      email: `${userId}@example.com`,
      name,
      passwordHash: "-",
      borrower: { create: { id: borrowerId, kind: "PERSON", legalName: name } },
    },
  });
  await agreeToSign(userId);
  return { userId, borrowerId, externalAccountId: await newBankAccount(userId) };
}

/** Cash for the pool, from an investor. */
export async function fundPool(amount: string, on: IsoDate): Promise<void> {
  const [investorId, investmentId] = [newId("inv"), newId("ivm")];
  await inTransaction(async (tx) => {
    await openAccounts(tx, [
      ...accountSpecs.house(),
      ...accountSpecs.investment({ investorId, investmentId }),
    ]);
    const key = `fund:${investorPrincipal(investorId, investmentId)}`;
    await postTransaction(tx, {
      ...investorDeposit({ investorId, investmentId, amount }),
      key,
      mode: "record",
      effectiveOn: on,
    });
  });
}

export type Wish = { amount?: string; monthlyIncome?: string; taxIdLast4?: string };

const numbered = new Map<string, number>();

/** A tax id with these last digits; everybody has their own, as long as they do not say otherwise. */
function taxIdOf({ borrowerId }: Pick<TestBorrower, "borrowerId">, last4 = "0690"): string {
  const number = numbered.get(borrowerId) ?? numbered.size + 1;
  numbered.set(borrowerId, number);
  return `${10_000 + number}${last4}`;
}

export async function apply({ borrowerId }: TestBorrower, wish: Wish = {}): Promise<string> {
  const { applicationId } = await saveDraft({ borrowerId });
  await submitApplication({
    borrowerId,
    applicationId,
    amount: wish.amount ?? "5000.00",
    purpose: "home-improvement",
    employment: "employed",
    employedYears: 3,
    monthlyIncome: wish.monthlyIncome ?? "20000.00", // carries the several loans of some stories
    monthlyHousing: "1200.00",
    ...keepTaxId(taxIdOf({ borrowerId }, wish.taxIdLast4)),
  });
  return applicationId;
}

export async function applyAndDecide(borrower: TestBorrower, wish: Wish = {}): Promise<string> {
  const applicationId = await apply(borrower, wish);
  await decideApplication({ applicationId });
  return applicationId;
}

export function findOffer(applicationId: string, method: "FLAT" | "EQUAL_INSTALLMENT", termMonths: number) {
  return db.offer.findFirstOrThrow({ where: { applicationId, method, termMonths } });
}

type Choice = Wish & { method?: "FLAT" | "EQUAL_INSTALLMENT"; termMonths?: number };

export async function acceptedLoan(borrower: TestBorrower, choice: Choice = {}): Promise<string> {
  const applicationId = await applyAndDecide(borrower, choice);
  const offer = await findOffer(applicationId, choice.method ?? "FLAT", choice.termMonths ?? 12);
  const { loanId } = await acceptOffer({
    borrowerId: borrower.borrowerId,
    offerId: offer.id,
    signedName: await nameOf(borrower),
  });
  return loanId;
}

/** The name a person signs with. */
export async function nameOf({ userId }: { userId: string }): Promise<string> {
  return (await db.user.findUniqueOrThrow({ where: { id: userId } })).name;
}

/** A loan that was paid out on the date, from a pool that has the money. */
export async function activeLoan(
  borrower: TestBorrower,
  on: IsoDate,
  choice: Choice & { isAutopay?: boolean } = {},
) {
  await setBusinessDate(on);
  await fundPool("50000.00", on);
  const loanId = await acceptedLoan(borrower, choice);
  const started = await requestDisbursement({
    ...borrower,
    loanId,
    rail: "ACH",
    isAutopay: choice.isAutopay ?? false,
    signedName: await nameOf(borrower),
  });
  await bankSays(started.paymentOrderId!, "COMPLETED", on);
  return { loanId, disbursementOrderId: started.paymentOrderId! };
}

const VERBS = {
  DISBURSEMENT: { COMPLETED: settleDisbursements, RETURNED: returnDisbursements, FAILED: failDisbursements },
  REPAYMENT: { COMPLETED: settleRepayments, RETURNED: returnRepayments, FAILED: failRepayments },
  REFUND: { COMPLETED: settleRefunds, RETURNED: returnRefunds, FAILED: failRefunds },
} as const;

/** The bank's news about a payment order, acted on as the job would: status, transition and verb in one transaction. */
export async function bankSays(
  paymentOrderId: string,
  status: "COMPLETED" | "RETURNED" | "FAILED",
  on: IsoDate,
  returnCode?: string,
): Promise<void> {
  await inTransaction(async (tx) => {
    const transition = {
      paymentOrderId,
      toStatus: status,
      businessDate: toDbDate(on),
      source: "poll",
      handledAt: now(),
    };
    await tx.paymentTransition.create({ data: transition });
    const data = { status, returnCode: returnCode ?? null };
    const { kind } = await tx.paymentOrder.update({ where: { id: paymentOrderId }, data });
    if (kind !== "DISBURSEMENT" && kind !== "REPAYMENT" && kind !== "REFUND")
      throw new Error(`${kind} is not a payment of a loan`);
    const outcome = { paymentOrderId, businessDate: on, ...(returnCode ? { returnCode } : {}) };
    await book(tx, [await VERBS[kind][status](tx, [outcome])]);
  });
}

/** One loan's part of the interest run, which is above this room: Dr borrower interest, Cr revenue. */
export async function chargeInterest(on: IsoDate, onlyLoanId: string): Promise<number> {
  return inTransaction(async (tx) => {
    const due = await listInterestDue(tx, { businessDate: on, loanIds: [onlyLoanId] });
    if (due.length === 0) return 0;
    const { transactionId } = await postTransaction(tx, {
      ...interestCalculation({ borrowers: due, investors: [] }),
      key: `interest:${newId("run")}`,
      mode: "record",
      effectiveOn: on,
    });
    await recordAccruals(
      tx,
      due.map(({ loanId, period, amount }) => ({
        ...({ type: "loan", id: loanId, period, amount } as const),
        businessDate: on,
        transactionId: BigInt(transactionId),
      })),
    );
    return due.length;
  });
}

/** The loan as the books have it, in plain words, to be compared whole. */
export async function stateOf(loanId: string, asOf: IsoDate) {
  const { booked, loan } = await loadPosition(db, loanId);
  const { rows, nextDue, dueAmount, pastDueAmount, daysPastDue } = loanState({ ...booked, asOf });
  return {
    status: loan.status,
    rows: rows.map((row) => [
      row.number,
      row.dueOn,
      toMoney(row.payment),
      toMoney(row.unpaidParts.interest),
      toMoney(row.unpaidParts.principal),
      row.status,
    ]),
    nextDue: nextDue && { ...nextDue, amount: toMoney(nextDue.amount) },
    dueAmount: toMoney(dueAmount),
    pastDueAmount: toMoney(pastDueAmount),
    daysPastDue,
    outstandingPrincipal: toMoney(booked.owed.principal),
    interestBalance: toMoney(booked.owed.interest),
  };
}

/** Posted balances by account code. */
export async function posted(...codes: string[]): Promise<string[]> {
  const balances = await getBalances(codes);
  return codes.map((code) => toMoney(d(balances.get(code)?.posted ?? "0")));
}
