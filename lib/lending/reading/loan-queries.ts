// What a borrower sees of their loans. Everything paid and owed is read from the ledger. Plain objects only.
import { fromDbDate, type IsoDate } from "@/lib/calendar/dates";
import { businessDate } from "@/lib/clock";
import { db } from "@/lib/db";
import { getAccountPage, listEntriesFor, type AccountEntry } from "@/lib/ledger/queries";
import { d, sum, toMoney, type Decimal } from "@/lib/money/money";
import { partsOf, partsText, totalOf, type Parts } from "@/lib/money/parts";
import { borrowerInterest, borrowerPrincipal } from "@/lib/transaction-types/account-codes";
import type { LoanStatus, Method, MoneyStatus, PaymentRail, RepaymentKind } from "@/prisma/generated/enums";
import type { ExternalAccount, Loan, Repayment } from "@/prisma/generated/client";
import { chargeOffView, type ChargeOffView } from "@/lib/lending/charge-off/charge-off-queries";
import { loadPositions, type LoanPosition } from "@/lib/lending/terms/loan-position";
import { factsOf } from "@/lib/lending/delinquency/facts";
import { lateFeesOn, nextLateFeeOn } from "@/lib/lending/delinquency/late-fees";
import { signedFees } from "@/lib/lending/terms/late-fee-policy";
import { nextAutopayOn } from "@/lib/lending/autopay/next-autopay";
import { standingOn, type Standing, type StandingStatus } from "@/lib/lending/terms/standing";
import { proceedsOf } from "@/lib/lending/disbursement/start-disbursement";

export type LoanSummary = {
  id: string;
  number: number;
  status: LoanStatus;
  principal: string;
  termMonths: number;
  method: Method;
  acceptedOn: IsoDate;
  isAutopay: boolean;
  /** Null until the money was paid out. */
  owed: Owed | null;
  /** Null unless the loan was charged off. */
  chargeOff: ChargeOffView | null;
};

export type Owed = {
  balance: Parts<string>; // interest negative: paid before it was charged
  paidToDate: string;
  leftToPay: string; // of the schedule in force: principal and interest not posted yet
  installments: { paid: number; of: number };
  nextDue: { number: number; dueOn: IsoDate; amount: string } | null;
  dueAmount: string; // today and before
  pastDueAmount: string;
  daysPastDue: number;
  onItsWay: string; // submitted and not posted yet
};

/** What being late means for the loan from here. */
export type LateView = {
  since: IsoDate;
  toPay: string; // past due and fees
  hasLateCharge: boolean; // as signed
  /** The next late fee if nothing more is paid; null when none is to come for what is past due. */
  nextFee: { on: IsoDate; amount: string } | null;
};

export type LoanRow = {
  number: number;
  dueOn: IsoDate;
  payment: string;
  principal: string;
  interest: string;
  balance: string; // principal still owed after it
  unpaid: string;
  status: StandingStatus;
  paidOn: IsoDate | null;
};

export type RepaymentView = {
  id: string;
  loanId: string;
  kind: RepaymentKind;
  status: MoneyStatus;
  amount: string;
  parts: Parts<string>;
  extraPrincipal: string; // of the principal
  isAutopay: boolean;
  submittedOn: IsoDate;
  postedOn: IsoDate | null;
  paymentOrderId: string | null;
};

export type LoanView = LoanSummary & {
  annualRate: string; // fraction
  apr: string; // percent
  originationFee: string;
  proceeds: string; // what is paid out
  agreementId: string;
  applicationId: string;
  rail: PaymentRail | null;
  nextAutopayOn: IsoDate | null; // when autopay debits next; null: never, as things are
  account: { id: string; bankName: string; last4: string; isUsable: boolean } | null;
  disbursementOrderId: string | null; // the latest
  disbursedOn: IsoDate | null;
  closedOn: IsoDate | null;
  rows: LoanRow[];
  totals: { payment: string; principal: string; interest: string };
  repayments: RepaymentView[]; // newest first
  /** Null unless the loan is past due. */
  late: LateView | null;
};

/** A borrower's loans, newest first. */
export async function listLoans(borrowerId: string): Promise<LoanSummary[]> {
  const loans = await db.loan.findMany({ where: { borrowerId }, orderBy: { number: "desc" } });
  const positions = await loadPositions(
    db,
    loans.map(({ id }) => id),
  );
  const on = await businessDate();
  return loans.map((loan) => summary(loan, positions.get(loan.id), on));
}

/** One loan in full; null when it is someone else's. */
export async function getLoan(borrowerId: string, loanId: string): Promise<LoanView | null> {
  const loan = await db.loan.findFirst({
    where: { id: loanId, borrowerId },
    include: { offer: { select: { apr: true } } },
  });
  if (!loan) return null;
  const [on, positions, account, order] = await Promise.all([
    businessDate(),
    loadPositions(db, [loanId]),
    loan.externalAccountId ? db.externalAccount.findUnique({ where: { id: loan.externalAccountId } }) : null,
    db.paymentOrder.findFirst({
      where: { kind: "DISBURSEMENT", subjectType: "loan", subjectId: loanId },
      orderBy: { number: "desc" },
      select: { id: true },
    }),
  ]);
  const position = positions.get(loanId);
  const autopayOn = loan.isAutopay ? await nextAutopayOn(db, loan, on) : null;
  const rows = position ? rowsOf(position, standingOn(position, on)) : [];
  const total = (column: "payment" | "principal" | "interest") =>
    toMoney(sum(rows.map((row) => d(row[column]))));
  return {
    ...summary(loan, position, on),
    annualRate: loan.annualRate.toString(),
    apr: loan.offer.apr.toFixed(2),
    originationFee: loan.originationFee.toFixed(2),
    proceeds: toMoney(proceedsOf(loan)),
    agreementId: loan.agreementId,
    applicationId: loan.applicationId,
    rail: loan.rail,
    nextAutopayOn: autopayOn,
    account: account && accountOf(account),
    disbursementOrderId: order?.id ?? null,
    disbursedOn: loan.disbursedOn && fromDbDate(loan.disbursedOn),
    closedOn: loan.closedOn && fromDbDate(loan.closedOn),
    rows,
    totals: { payment: total("payment"), principal: total("principal"), interest: total("interest") },
    repayments: (position?.repayments ?? []).map(repaymentView).toReversed(),
    late: position ? lateView(position, on) : null,
  };
}

/** The repayment that a payment order collects; null when it is none, or someone else's. */
export async function getRepayment(
  borrowerId: string,
  paymentOrderId: string,
): Promise<(RepaymentView & { loanNumber: number }) | null> {
  const row = await db.repayment.findFirst({
    where: { paymentOrderId, loan: { borrowerId } },
    include: { loan: { select: { number: true } } },
  });
  return row && { ...repaymentView(row), loanNumber: row.loan.number };
}

/** The person's loans by number, the latest first, to choose one. */
export function listLoanNumbers(borrowerId: string): Promise<{ id: string; number: number }[]> {
  return db.loan.findMany({
    where: { borrowerId },
    orderBy: { number: "desc" },
    select: { id: true, number: true },
  });
}

export type LoanEntries = { entries: AccountEntry[]; nextBefore: string | null };

/**
 * The ledger entries behind a loan's numbers, newest first.
 *
 * @param account one of its two accounts, with its running balance, or both in the order of the transactions
 * @returns null when the loan is someone else's; no entries before the money was reserved
 */
export async function listLoanEntries(
  borrowerId: string,
  loanId: string,
  { account, before }: { account: "principal" | "interest" | "both"; before?: string | undefined },
): Promise<LoanEntries | null> {
  if ((await db.loan.count({ where: { id: loanId, borrowerId } })) === 0) return null;
  const [principal, interest] = [borrowerPrincipal(borrowerId, loanId), borrowerInterest(borrowerId, loanId)];
  const page = { limit: ENTRIES, ...(before ? { before } : {}) };
  if (account === "both") return listEntriesFor([principal, interest], page);
  const found = await getAccountPage(account === "principal" ? principal : interest, page);
  return found ?? { entries: [], nextBefore: null };
}

const ENTRIES = 50;

function summary(loan: Loan, position: LoanPosition | undefined, on: IsoDate): LoanSummary {
  const { id, number, status, termMonths, method } = loan;
  return {
    ...{ id, number, status, termMonths, method },
    principal: loan.principal.toFixed(2),
    acceptedOn: fromDbDate(loan.acceptedOn),
    isAutopay: loan.isAutopay,
    owed: position ? owed(position, on) : null,
    chargeOff: chargeOffView(position?.chargeOffs ?? []),
  };
}

function owed(position: LoanPosition, on: IsoDate): Owed {
  const { booked, repayments, pending } = position;
  const state = standingOn(position, on);
  const posted = repayments.filter(({ status }) => status === "POSTED");
  const amounts = (rows: Repayment[]) => toMoney(sum(rows.map(({ amount }) => d(amount))));
  return {
    balance: partsText(booked.owed),
    paidToDate: amounts(posted),
    leftToPay: toMoney(sum(state.rows.map(({ unpaid }) => unpaid))),
    installments: {
      paid: state.rows.filter(({ status }) => status === "paid").length,
      of: state.rows.length,
    },
    nextDue: state.nextDue && { ...state.nextDue, amount: toMoney(state.nextDue.amount) },
    dueAmount: toMoney(state.dueAmount),
    pastDueAmount: toMoney(state.pastDueAmount),
    daysPastDue: state.daysPastDue,
    onItsWay: amounts(pending),
  };
}

function lateView(position: LoanPosition, on: IsoDate): LateView | null {
  const { lateSince, pastDue } = factsOf(position, on);
  if (position.loan.status !== "ACTIVE" || !lateSince) return null;
  const feeOn = nextLateFeeOn(position, on);
  const [fee] = lateFeesOn(position, feeOn);
  return {
    since: lateSince,
    toPay: toMoney(totalOf(pastDue)),
    hasLateCharge: signedFees(position.loan).late !== null,
    nextFee: fee ? { on: feeOn, amount: toMoney(fee.amount) } : null,
  };
}

function rowsOf({ repayments }: LoanPosition, state: Standing): LoanRow[] {
  const paidOn = datesOfPayment(repayments);
  let asked = d("0");
  return state.rows.map((row) => {
    asked = asked.plus(row.payment);
    return {
      number: row.number,
      dueOn: row.dueOn,
      payment: toMoney(row.payment),
      principal: toMoney(row.principal),
      interest: toMoney(row.interest),
      balance: toMoney(row.balance),
      unpaid: toMoney(row.unpaid),
      status: row.status,
      paidOn: row.status === "paid" ? paidOn(asked) : null,
    };
  });
}

/**
 * When the payments that posted were initiated, up to the one with which they first reached an amount of the schedule: a
 * payment counts as made on that date. Principal paid ahead is not in it.
 */
function datesOfPayment(repayments: Repayment[]) {
  const posted = repayments
    .filter(({ status }) => status === "POSTED")
    .toSorted((a, b) => a.submittedOn.getTime() - b.submittedOn.getTime());
  const reached: { total: Decimal; on: IsoDate }[] = [];
  let total = d("0");
  for (const { amount, extraPrincipal, extraInterest, kind, submittedOn } of posted) {
    const extra = kind === "PAYOFF" ? d("0") : d(extraPrincipal).plus(d(extraInterest));
    total = total.plus(d(amount)).minus(extra);
    reached.push({ total, on: fromDbDate(submittedOn) });
  }
  return (asked: Decimal) => reached.find((step) => step.total.gte(asked))?.on ?? null;
}

function repaymentView(row: Repayment): RepaymentView {
  const { id, loanId, kind, status, isAutopay, paymentOrderId } = row;
  return {
    ...{ id, loanId, kind, status, isAutopay, paymentOrderId },
    amount: row.amount.toFixed(2),
    parts: partsText(partsOf(row)),
    extraPrincipal: row.extraPrincipal.toFixed(2),
    submittedOn: fromDbDate(row.submittedOn),
    postedOn: row.postedOn && fromDbDate(row.postedOn),
  };
}

function accountOf({ id, bankName, accountNumberLast4, status }: ExternalAccount) {
  return { id, bankName, last4: accountNumberLast4, isUsable: status === "ACTIVE" };
}
