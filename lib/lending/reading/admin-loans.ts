// Loans as administrators see them: the book by days past due, all loans, and one loan with its schedule beside the ledger.
import { accrualsOf } from "@/lib/accruals/queries";
import { fromDbDate, type IsoDate } from "@/lib/calendar/dates";
import { businessDate } from "@/lib/clock";
import { db } from "@/lib/db";
import { DomainError } from "@/lib/errors";
import { getBalances, type AccountBalance } from "@/lib/ledger/queries";
import { defineList } from "@/lib/list";
import { d, sum, toMoney, ZERO } from "@/lib/money/money";
import { NO_PARTS, partsOf, partsText, sumParts, type Parts } from "@/lib/money/parts";
import { borrowerInterest, borrowerPrincipal } from "@/lib/transaction-types/account-codes";
import type { Loan, Prisma, Repayment } from "@/prisma/generated/client";
import type {
  LoanStatus,
  Method,
  MoneyStatus,
  PaymentRail,
  PaymentStatus,
  RepaymentKind,
} from "@/prisma/generated/enums";
import { nameContains, numberIs } from "@/lib/lending/application/admin-applications";
import { CHARGE_OFF_FROM_DAYS } from "@/lib/lending/servicing/charge-off-rule";
import {
  chargedOffTotals,
  listChargeOffs,
  type ChargeOffRow,
} from "@/lib/lending/charge-off/charge-off-queries";
import { dueOf, duesOf, lateBy, NOTHING_DUE, refreshForPage, sumStandings, type Due } from "./loan-standings";
import { unpaidOfFees } from "@/lib/lending/terms/loan-fees";
import { feesPaid, isPosted, loadPositions, type LoanPosition } from "@/lib/lending/terms/loan-position";
import { signedFees } from "@/lib/lending/terms/late-fee-policy";
import { standingOn, type Standing, type StandingStatus } from "@/lib/lending/terms/standing";

/** Days past due, as lenders group them; a loan on its due date is current. Those in the last may be charged off. */
export const BUCKETS = [
  { fromDays: 0, toDays: 0, label: "Current" },
  { fromDays: 1, toDays: 30, label: "1 to 30 days" },
  { fromDays: 31, toDays: 60, label: "31 to 60 days" },
  { fromDays: 61, toDays: 90, label: "61 to 90 days" },
  { fromDays: 91, toDays: CHARGE_OFF_FROM_DAYS - 1, label: `91 to ${CHARGE_OFF_FROM_DAYS - 1} days` },
  { fromDays: CHARGE_OFF_FROM_DAYS, toDays: Infinity, label: `${CHARGE_OFF_FROM_DAYS} days or more` },
] as const;

type BookBucket = {
  fromDays: number;
  label: string;
  loans: number;
  outstanding: string; // principal
  pastDue: string; // installments that no payment covers, principal and interest
};

export type LoanBook = {
  asOf: IsoDate;
  buckets: BookBucket[];
  chargedOff: { loans: number; principal: string };
};

/** All active loans by days past due, today, and those that were charged off. */
export async function loanBook(): Promise<LoanBook> {
  const [asOf, sums, chargedOff] = await Promise.all([businessDate(), sumStandings(), chargedOffTotals()]);
  const buckets = BUCKETS.map(({ fromDays, toDays, label }) => {
    const inside = sums.filter(({ daysPastDue: days }) => days >= fromDays && days <= toDays);
    return {
      ...{ fromDays, label },
      loans: inside.reduce((all, { loans }) => all + loans, 0),
      outstanding: toMoney(sum(inside.map(({ outstanding }) => d(outstanding)))),
      pastDue: toMoney(sum(inside.map(({ pastDue }) => d(pastDue)))),
    };
  });
  return { asOf, buckets, chargedOff };
}

type Stand = { position: LoanPosition; state: Standing };

/** How loans stand today, by id; loans that were never paid out are absent. */
async function standings(loanIds: string[]): Promise<Map<string, Stand>> {
  const [asOf, positions] = await Promise.all([businessDate(), loadPositions(db, loanIds)]);
  return new Map(
    [...positions].map(([id, position]) => [id, { position, state: standingOn(position, asOf) }]),
  );
}

type LoanFilters = {
  status?: LoanStatus | undefined;
  borrowerId?: string | undefined;
  /** `fromDays` of a bucket: only active loans in it. */
  lateFrom?: number | undefined;
  /** Part of the borrower's name or email address, or the loan's number. */
  q?: string | undefined;
};

export type LoanRow = Due & {
  id: string;
  number: number;
  status: LoanStatus;
  borrowerId: string;
  borrowerName: string;
  principal: string; // as agreed
  annualRate: string; // fraction
  termMonths: number;
  method: Method;
  disbursedOn: IsoDate | null;
  balances: Record<"principal" | "interest", { code: string; posted: string; pending: string }>;
  onItsWay: string; // payments that are pending; what is due and past due counts them as made
};

/** All loans, newest first. What is derived from the ledger is read for the rows that are shown, and is no order. */
export const loanList = defineList<Prisma.LoanOrderByWithRelationInput>()({
  orders: {
    number: (to) => ({ number: to }),
    borrower: (to) => ({ borrower: { legalName: to } }),
    status: (to) => ({ status: to }),
    rate: (to) => ({ annualRate: to }),
    term: (to) => ({ termMonths: to }),
    disbursed: (to) => ({ disbursedOn: { sort: to, nulls: "last" } }),
    principal: (to) => ({ principal: to }),
  },
  tie: (to) => [{ number: to }],
  defaultSort: { by: "number", direction: "desc" },
  where: loansWhere,
  count: (where) => db.loan.count({ where }),
  ids: (where, orderBy, slice) => db.loan.findMany({ where, orderBy, select: { id: true }, ...slice }),
  async load(ids) {
    const loans = await db.loan.findMany({
      where: { id: { in: ids } },
      include: { borrower: { select: { legalName: true } } },
    });
    const [dues, onTheirWay, balances] = await Promise.all([
      duesOf(ids),
      amountsOnTheirWay(ids),
      getBalances(loans.flatMap(accountsOf)),
    ]);
    return loans.map((loan) => ({
      ...loanRow(loan, balances),
      ...(dues.get(loan.id) ?? NOTHING_DUE),
      onItsWay: onTheirWay.get(loan.id) ?? "0.00",
    }));
  },
  idOf: ({ id }) => id,
});

async function loansWhere({ status, borrowerId, lateFrom, q }: LoanFilters): Promise<Prisma.LoanWhereInput> {
  await refreshForPage(); // once for all rows, of which a file has many batches
  return {
    ...{ status, borrowerId },
    ...(lateFrom === undefined ? {} : await inBucket(lateFrom)),
    ...(q ? { OR: [...numberIs(q), { borrower: nameContains(q) }] } : {}),
  };
}

function inBucket(fromDays: number): Promise<Prisma.LoanWhereInput> {
  const toDays = BUCKETS.find((bucket) => bucket.fromDays === fromDays)?.toDays ?? Infinity;
  return lateBy(fromDays, toDays);
}

export type ScheduleRow = {
  number: number;
  dueOn: IsoDate;
  days: number;
  payment: string;
  principal: string;
  interest: string;
  balance: string;
  unpaid: string;
  status: StandingStatus;
  /** Of the interest that was charged for it; null: not charged yet. */
  accrualTransactionId: string | null;
};

export type RepaymentRow = {
  id: string;
  kind: RepaymentKind;
  status: MoneyStatus;
  amount: string;
  parts: Parts<string>;
  extraPrincipal: string;
  isAutopay: boolean;
  submittedOn: IsoDate;
  postedOn: IsoDate | null;
  paymentOrderId: string | null;
  transactionId: string | null;
};

/** The same figure twice: from the ledger, and from the schedule and the repayments that stand. */
export type Comparison = { label: string; ledger: string; expected: string };

export type LoanAdmin = LoanRow & {
  userId: string;
  applicationId: string;
  agreementId: string;
  originationFee: string;
  dayCount: string;
  acceptedOn: IsoDate;
  closedOn: IsoDate | null;
  rail: PaymentRail | null;
  isAutopay: boolean;
  hasLateCharge: boolean; // as signed
  bankAccount: { bankName: string; last4: string; isActive: boolean } | null;
  scheduleVersion: number;
  schedule: ScheduleRow[];
  comparisons: Comparison[];
  repayments: RepaymentRow[]; // newest first
  chargeOffs: ChargeOffRow[]; // the decision first
  disbursements: { id: string; number: number; status: PaymentStatus; amount: string; createdOn: IsoDate }[];
};

/** One loan of anybody. @throws DomainError not-found */
export async function getLoanAdmin(id: string): Promise<LoanAdmin> {
  const loan = await db.loan.findUnique({
    where: { id },
    include: { borrower: { select: { legalName: true, userId: true } } },
  });
  if (!loan) throw new DomainError("not-found", "Loan not found.");
  const [stands, balances, accruals, orders, account, repayments, chargeOffs] = await Promise.all([
    standings([id]),
    getBalances(accountsOf(loan)),
    accrualsOf(db, { type: "loan", id }),
    db.paymentOrder.findMany({ where: { subjectType: "loan", subjectId: id }, orderBy: { number: "asc" } }),
    loan.externalAccountId === null
      ? null
      : db.externalAccount.findUnique({ where: { id: loan.externalAccountId } }),
    db.repayment.findMany({ where: { loanId: id }, orderBy: { createdAt: "desc" } }),
    listChargeOffs(id),
  ]);
  const stand = stands.get(id);
  const pending = stand?.position.pending ?? [];
  const accrualOf = new Map(accruals.map((row) => [row.period, String(row.transactionId)]));
  return {
    ...loanRow(loan, balances),
    ...(loan.status === "ACTIVE" && stand ? dueOf(stand.state) : NOTHING_DUE),
    onItsWay: toMoney(sum(pending.map(({ amount }) => d(amount)))),
    userId: loan.borrower.userId,
    applicationId: loan.applicationId,
    agreementId: loan.agreementId,
    originationFee: loan.originationFee.toFixed(2),
    dayCount: loan.dayCount,
    acceptedOn: fromDbDate(loan.acceptedOn),
    closedOn: loan.closedOn && fromDbDate(loan.closedOn),
    rail: loan.rail,
    isAutopay: loan.isAutopay,
    hasLateCharge: signedFees(loan).late !== null,
    bankAccount: account && {
      bankName: account.bankName,
      last4: account.accountNumberLast4,
      isActive: account.status === "ACTIVE",
    },
    scheduleVersion: loan.scheduleVersion,
    schedule: (stand?.state.rows ?? []).map((row) => ({
      number: row.number,
      dueOn: row.dueOn,
      days: row.days,
      payment: toMoney(row.payment),
      principal: toMoney(row.principal),
      interest: toMoney(row.interest),
      balance: toMoney(row.balance),
      unpaid: toMoney(row.unpaid),
      status: row.status,
      accrualTransactionId: accrualOf.get(row.number) ?? null,
    })),
    comparisons: stand ? comparisons(stand.position) : [],
    repayments: repayments.map(repaymentRow),
    chargeOffs,
    disbursements: orders.map((order) => ({
      ...{ id: order.id, number: order.number, status: order.status },
      amount: order.amount.toFixed(2),
      createdOn: fromDbDate(order.createdOn),
    })),
  };
}

/** The loan that a repayment belongs to, or null. */
export async function findLoanOfRepayment(repaymentId: string): Promise<string | null> {
  const row = await db.repayment.findUnique({ where: { id: repaymentId }, select: { loanId: true } });
  return row?.loanId ?? null;
}

function comparisons({ loan, booked, repayments, fees }: LoanPosition): Comparison[] {
  const standing = repayments.filter(isPosted);
  const total = (column: (row: Repayment) => { toString(): string }) =>
    sum(standing.map((row) => d(column(row))));
  const scheduled = sum(booked.rows.map((row) => row.principal));
  const givenBack = total((row) => row.unearnedInterest);
  const chargedOff = booked.chargedOff ?? NO_PARTS;
  const repaid = sumParts(standing.map(partsOf));
  const byPlan = scheduled
    .minus(repaid.principal.plus(givenBack))
    .plus(total((row) => row.extraPrincipal))
    .minus(chargedOff.principal);
  return [
    {
      label: "Remaining principal",
      ledger: toMoney(booked.owed.principal),
      expected: toMoney(loan.status === "CLOSED" ? ZERO : byPlan),
    },
    {
      label: "Unpaid interest charged",
      ledger: toMoney(booked.owed.interest),
      expected: toMoney(
        booked.interestAccrued.minus(repaid.interest.minus(givenBack)).minus(chargedOff.interest),
      ),
    },
    ...(fees.length > 0
      ? [
          {
            label: "Unpaid fees",
            ledger: toMoney(booked.owed.fees),
            expected: toMoney(unpaidOfFees(feesPaid({ fees, repayments })).minus(chargedOff.fees)),
          },
        ]
      : []),
  ];
}

function loanRow(
  loan: Loan & { borrower: { legalName: string } },
  balances: Map<string, AccountBalance>,
): Omit<LoanRow, keyof Due | "onItsWay"> {
  const [principal, interest] = accountsOf(loan);
  return {
    id: loan.id,
    number: loan.number,
    status: loan.status,
    borrowerId: loan.borrowerId,
    borrowerName: loan.borrower.legalName,
    principal: loan.principal.toFixed(2),
    annualRate: loan.annualRate.toString(),
    termMonths: loan.termMonths,
    method: loan.method,
    disbursedOn: loan.disbursedOn && fromDbDate(loan.disbursedOn),
    balances: { principal: balance(principal, balances), interest: balance(interest, balances) },
  };
}

async function amountsOnTheirWay(loanIds: string[]): Promise<Map<string, string>> {
  const groups = await db.repayment.groupBy({
    by: ["loanId"],
    where: { loanId: { in: loanIds }, status: "PENDING" },
    _sum: { amount: true },
  });
  return new Map(groups.map(({ loanId, _sum }) => [loanId, toMoney(d(_sum.amount ?? "0"))]));
}

function accountsOf({ borrowerId, id }: { borrowerId: string; id: string }): [string, string] {
  return [borrowerPrincipal(borrowerId, id), borrowerInterest(borrowerId, id)];
}

function balance(code: string, balances: Map<string, AccountBalance>) {
  const { posted = "0.00", pending = "0.00" } = balances.get(code) ?? {};
  return { code, posted, pending };
}

function repaymentRow(row: Repayment): RepaymentRow {
  return {
    id: row.id,
    kind: row.kind,
    status: row.status,
    amount: row.amount.toFixed(2),
    parts: partsText(partsOf(row)),
    extraPrincipal: row.extraPrincipal.toFixed(2),
    isAutopay: row.isAutopay,
    submittedOn: fromDbDate(row.submittedOn),
    postedOn: row.postedOn && fromDbDate(row.postedOn),
    paymentOrderId: row.paymentOrderId,
    transactionId: row.postTransactionId === null ? null : String(row.postTransactionId),
  };
}
