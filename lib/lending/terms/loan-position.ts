// Reads what a loan's arithmetic starts from: the schedule in force, the ledger's balances, what is on its way and what
// was charged off. Eight queries for thousands of loans.
import { cache } from "react";
import { listAccruals } from "@/lib/accruals/queries";
import { chunksOf } from "@/lib/chunks";
import { compare, fromDbDate, type IsoDate } from "@/lib/calendar/dates";
import { db, type Tx } from "@/lib/db";
import { invariant } from "@/lib/errors";
import { getBalances } from "@/lib/ledger/queries";
import { d, sum, ZERO, type Decimal, type RoundingMode } from "@/lib/money/money";
import { minusParts, partsOf, sumParts, type Parts } from "@/lib/money/parts";
import { borrowerFees, borrowerInterest, borrowerPrincipal } from "@/lib/transaction-types/account-codes";
import type { ChargeOff, Loan, LoanFee, Repayment } from "@/prisma/generated/client";
import { paidBy, type ChargedFee, type PaidFee } from "./loan-fees";
import type { Row } from "./loan-state";
import type { LoanTerms } from "./loan-terms";
import { remakeSchedule, type ExtraPayment } from "./remake-schedule";
import { expectedPosition } from "./expected-position";
import type { History } from "./replay";
import type { Position } from "./repayment-plan";
import type { Waterfall } from "./waterfall";

export type LoanPosition = {
  loan: Loan;
  repayments: Repayment[]; // oldest first
  pending: Repayment[];
  chargeOffs: ChargeOff[]; // the decision first
  /** What was assessed, oldest first. */
  fees: FeeRow[];
  /** Interest charged by the runs, by installment, dollars. */
  accrued: ReadonlyMap<number, Decimal>;
  /** The same with what was charged for parts of a period, and corrected since. */
  charged: ReadonlyMap<number, Decimal>;
  /** As the books have it. */
  booked: Position;
  /** With everything on its way counted as arrived. */
  expected: Position;
};

/** How many loans are asked for at once: Prisma sends a value for each of them, and a statement takes 32,767. */
const AT_ONCE = 5000;

/** Positions of loans that were paid out at least once, by id; loans without a schedule are absent. */
export async function loadPositions(tx: Tx, loanIds: string[]): Promise<Map<string, LoanPosition>> {
  return tx === db ? readForPage(loanIds.join(" ")) : loadAll(tx, loanIds);
}

/** A page shows the same loans in several parts: they are read once per page, and agree. Outside of a page nothing is kept. */
const readForPage = cache((loanIds: string) => loadAll(db, loanIds.split(" ").filter(Boolean)));

async function loadAll(tx: Tx, loanIds: string[]): Promise<Map<string, LoanPosition>> {
  const positions: [string, LoanPosition][] = [];
  for (const some of chunksOf(loanIds, AT_ONCE)) positions.push(...(await loadSome(tx, some)));
  return new Map(positions);
}

async function loadSome(tx: Tx, loanIds: string[]): Promise<Map<string, LoanPosition>> {
  const loans = await tx.loan.findMany({ where: { id: { in: loanIds }, disbursedOn: { not: null } } });
  if (loans.length === 0) return new Map();
  const ids = loans.map(({ id }) => id);
  const installments = await schedulesInForce(tx, ids);
  const accrualsOf = await listAccruals(tx, "loan", ids);
  const corrections = await tx.interestCorrection.findMany({ where: { loanId: { in: ids } } });
  const repayments = await tx.repayment.findMany({
    where: { loanId: { in: ids } },
    orderBy: [{ createdAt: "asc" }, { id: "asc" }],
  });
  const chargeOffs = await tx.chargeOff.findMany({
    where: { loanId: { in: ids } },
    orderBy: { transactionId: "asc" },
  });
  const fees = await tx.loanFee.findMany({
    where: { loanId: { in: ids } },
    orderBy: [{ assessedOn: "asc" }, { createdAt: "asc" }, { id: "asc" }],
  });
  const feesOf = groupBy(fees.map(feeRow), ({ loanId }) => loanId);
  const codes = loans.flatMap(({ id, borrowerId }) => [
    borrowerPrincipal(borrowerId, id),
    borrowerInterest(borrowerId, id),
    ...(feesOf.has(id) ? [borrowerFees(borrowerId, id)] : []),
  ]);
  const balances = await getBalances(codes, {}, tx);
  const rowsOf = groupBy(installments, ({ loanId }) => loanId);
  const correctionsOf = groupBy(corrections, ({ loanId }) => loanId);
  const repaymentsOf = groupBy(repayments, ({ loanId }) => loanId);
  const chargeOffsOf = groupBy(chargeOffs, ({ loanId }) => loanId);
  const posted = (code: string) => d(balances.get(code)?.posted ?? "0");
  return new Map(
    loans.map((loan) => [
      loan.id,
      positionOf({
        loan,
        rows: (rowsOf.get(loan.id) ?? []).map(asRow),
        accrued: new Map((accrualsOf.get(loan.id) ?? []).map(({ period, amount }) => [period, amount])),
        corrections: correctionsOf.get(loan.id) ?? [],
        repayments: repaymentsOf.get(loan.id) ?? [],
        chargeOffs: chargeOffsOf.get(loan.id) ?? [],
        fees: feesOf.get(loan.id) ?? [],
        owed: partsOf({
          fees: posted(borrowerFees(loan.borrowerId, loan.id)),
          interest: posted(borrowerInterest(loan.borrowerId, loan.id)),
          principal: posted(borrowerPrincipal(loan.borrowerId, loan.id)),
        }),
      }),
    ]),
  );
}

type Installment = { loanId: string; number: number; dueOn: IsoDate; days: number } & Record<
  "payment" | "principal" | "interest" | "balance",
  string
> & { periodInterest: string | null };

/** In SQL, and as text: of a whole book there are so many that making Prisma's decimals of them took most of the time. */
function schedulesInForce(tx: Tx, loanIds: string[]): Promise<Installment[]> {
  return tx.$queryRaw<Installment[]>`
    SELECT i.loan_id AS "loanId", i.number, i.due_on::text AS "dueOn", i.days, i.payment::text, i.principal::text,
           i.interest::text, i.balance::text, i.period_interest::text AS "periodInterest"
      FROM loans l JOIN installments i ON i.loan_id = l.id AND i.version = l.schedule_version
     WHERE l.id = ANY(${loanIds}::text[]) ORDER BY i.number`;
}

/** The position of one loan that was paid out. */
export async function loadPosition(tx: Tx, loanId: string): Promise<LoanPosition> {
  const position = (await loadPositions(tx, [loanId])).get(loanId);
  invariant(position, `loan ${loanId} was paid out`);
  return position;
}

function positionOf(found: {
  loan: Loan;
  rows: Row[];
  accrued: Map<number, Decimal>;
  corrections: { period: number; amount: { toString(): string } }[];
  repayments: Repayment[];
  chargeOffs: ChargeOff[];
  fees: FeeRow[];
  owed: Parts;
}): LoanPosition {
  const { loan, rows, accrued, corrections, repayments, chargeOffs, fees, owed } = found;
  invariant(loan.disbursedOn, `loan ${loan.id} was paid out`);
  const charged = new Map(accrued);
  for (const { period, amount } of corrections)
    charged.set(period, (charged.get(period) ?? ZERO).plus(d(amount)));
  const posted = repayments.filter(isPosted);
  const booked: Position = {
    rows,
    owed,
    interestAccrued: sum(charged.values()),
    extraInterest: sum(posted.map(({ extraInterest }) => d(extraInterest))),
    chargedOff: chargedOffOf(chargeOffs),
    accruedNumbers: new Set(accrued.keys()),
    disbursedOn: fromDbDate(loan.disbursedOn),
    rounding: loan.rounding as RoundingMode,
    waterfall: loan.waterfall as Waterfall,
    ...(followsBalance(loan) && { history: historyOf(loan, posted, fees) }),
  };
  const pending = repayments.filter(({ status }) => status === "PENDING");
  const common = { loan, repayments, pending, chargeOffs, fees, accrued, charged, booked };
  if (pending.length === 0) return { ...common, expected: booked };
  if (booked.history)
    return { ...common, expected: expectedPosition(booked, historyOf(loan, [...posted, ...pending], fees)) };
  const expected: Position = {
    ...booked,
    rows: pending.some(hasExtra) ? rowsWith({ loan, accrued, repayments: [...posted, ...pending] }) : rows,
    owed: minusParts(owed, sumParts(pending.map(partsOf))),
  };
  return { ...common, expected };
}

/** Whether interest runs on what is still owed. On a flat loan it is agreed beforehand. */
export function followsBalance({ method }: Pick<Loan, "method">): boolean {
  return method !== "FLAT";
}

/** A loan's payments with their value dates: the days on which they were started. */
export function historyOf(
  loan: Loan,
  repayments: readonly Repayment[],
  fees: readonly ChargedFee[],
): History {
  invariant(loan.disbursedOn, `loan ${loan.id} was paid out`);
  const payments = repayments.map(({ id, kind, amount, submittedOn, createdAt }) => ({
    ...{ id, kind, madeAt: createdAt },
    amount: d(amount),
    valueOn: fromDbDate(submittedOn),
  }));
  return {
    terms: termsOf(loan),
    disbursedOn: fromDbDate(loan.disbursedOn),
    payments: payments.toSorted((a, b) => compare(a.valueOn, b.valueOn)),
    fees,
    waterfall: loan.waterfall as Waterfall,
  };
}

function chargedOffOf(chargeOffs: ChargeOff[]): Parts | null {
  return chargeOffs.length === 0 ? null : sumParts(chargeOffs.map(partsOf));
}

type Extra = { extraPrincipal: { toString(): string }; extraAfter: number };

/** The schedule that follows from the terms and these repayments. */
export function rowsWith({
  loan,
  accrued,
  repayments,
}: {
  loan: Loan;
  accrued: ReadonlyMap<number, Decimal>;
  repayments: Extra[];
}): Row[] {
  invariant(loan.disbursedOn, `loan ${loan.id} was paid out`);
  const extras: ExtraPayment[] = repayments
    .filter(hasExtra)
    .map(({ extraPrincipal, extraAfter }) => ({ after: extraAfter, amount: d(extraPrincipal) }));
  return remakeSchedule({ terms: termsOf(loan), disbursedOn: fromDbDate(loan.disbursedOn), extras, accrued });
}

export function termsOf(loan: Loan): LoanTerms {
  const { method, termMonths, dayCount, rounding, dueDay } = loan;
  return {
    method,
    termMonths,
    dayCount,
    rounding,
    dueDay: dueDay ?? undefined,
    principal: d(loan.principal),
    annualRate: d(loan.annualRate),
  };
}

export function isPosted({ status }: Pick<Repayment, "status">): boolean {
  return status === "POSTED";
}

/** A fee with what is owed to the borrower because it was waived after it was paid. */
type FeeRow = ChargedFee & {
  loanId: string;
  kind: string;
  installmentNumber: number | null;
  credited: Decimal;
};

function feeRow({ id, loanId, kind, installmentNumber, amount, assessedOn, ...fee }: LoanFee): FeeRow {
  return {
    ...{ id, loanId, kind, installmentNumber, waivedAt: fee.waivedAt },
    amount: d(amount),
    assessedOn: fromDbDate(assessedOn),
    credited: d(fee.credited),
  };
}

/** Fees with what the payments that have posted have paid of them. */
export function feesPaid({ fees, repayments }: Pick<LoanPosition, "fees" | "repayments">): PaidFee[] {
  return paidBy(
    fees,
    repayments.filter(isPosted).map(({ fees: part, submittedOn, createdAt }) => ({
      ...{ fees: d(part), madeAt: createdAt },
      valueOn: fromDbDate(submittedOn),
    })),
  );
}

/** Map.groupBy, which Node 20 does not have. */
function groupBy<T>(items: T[], keyOf: (item: T) => string): Map<string, T[]> {
  const groups = new Map<string, T[]>();
  for (const item of items) {
    const group = groups.get(keyOf(item));
    if (group) group.push(item);
    else groups.set(keyOf(item), [item]);
  }
  return groups;
}

function hasExtra({ extraPrincipal }: Pick<Extra, "extraPrincipal">): boolean {
  return d(extraPrincipal).gt(ZERO);
}

function asRow(row: Installment): Row {
  const { number, dueOn, days, payment, principal, interest, balance, periodInterest } = row;
  return {
    number,
    dueOn,
    days,
    payment: d(payment),
    principal: d(principal),
    interest: d(interest),
    balance: d(balance),
    ...(periodInterest !== null && { periodInterest: d(periodInterest) }),
  };
}
