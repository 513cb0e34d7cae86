// What reports know of each loan on a date, read in batches: the ledger's balances of that date, and days past due by the schedule in
// force and the payments as they are known now.
import { compare, daysBetween, type IsoDate } from "@/lib/calendar/dates";
import type { Tx } from "@/lib/db";
import { groupBy } from "@/lib/group-by";
import { getBalances } from "@/lib/ledger/queries";
import { d, sum, toMoney, ZERO, type Decimal } from "@/lib/money/money";
import { borrowerInterest, borrowerPrincipal } from "@/lib/transaction-types/account-codes";

export type LoanFacts = {
  id: string;
  number: number;
  borrowerKind: "PERSON" | "BUSINESS";
  method: string;
  dayCount: string;
  termMonths: number;
  annualRate: string; // fraction
  apr: string; // percent
  grade: string | null;
  score: number | null;
  purpose: string | null;
  principal: string; // as agreed
  originationFee: string;
  disbursedOn: IsoDate;
  firstDueOn: IsoDate | null;
  maturesOn: IsoDate | null;
  status: "ACTIVE" | "CLOSED" | "CHARGED_OFF";
  balance: string; // principal, at the end of the date
  interestDue: string; // charged and unpaid
  daysPastDue: number;
  nextDueOn: IsoDate | null;
  nextDue: string | null;
  lastPaymentOn: IsoDate | null;
  lastPayment: string | null;
  paidPrincipal: string;
  paidInterest: string;
  chargedOffOn: IsoDate | null;
  chargedOff: string; // principal
};

const AT_ONCE = 2000;

/**
 * Every loan that was paid out by a date, a batch at a time, by number. What was undone since, such as a disbursement that came back,
 * is not there: a report of a past date says how that date is known now.
 */
export async function* loanFacts(tx: Tx, asOf: IsoDate): AsyncGenerator<LoanFacts[]> {
  for (let after = 0; ;) {
    const loans = await loansAfter(tx, after, asOf);
    if (loans.length === 0) return;
    yield await factsOf(tx, loans, asOf);
    after = loans.at(-1)!.number;
  }
}

type Loan = {
  id: string;
  number: number;
  borrowerId: string;
  borrowerKind: LoanFacts["borrowerKind"];
  method: string;
  dayCount: string;
  termMonths: number;
  annualRate: string;
  apr: string;
  grade: string | null;
  score: string | null;
  purpose: string | null;
  principal: string;
  originationFee: string;
  disbursedOn: IsoDate;
  firstDueOn: IsoDate | null;
  closedOn: IsoDate | null;
};

/** In one statement and as text: of a whole book there are so many that making Prisma's decimals of them takes most of the time. */
function loansAfter(tx: Tx, after: number, asOf: IsoDate): Promise<Loan[]> {
  return tx.$queryRaw<Loan[]>`
    SELECT l.id, l.number, l.borrower_id AS "borrowerId", b.kind::text AS "borrowerKind", l.method::text AS method,
           l.day_count AS "dayCount", l.term_months AS "termMonths", trim_scale(l.annual_rate)::text AS "annualRate",
           o.apr::text AS apr, a.grade, a.credit_report ->> 'score' AS score, a.purpose, l.principal::text AS principal,
           l.origination_fee::text AS "originationFee", l.disbursed_on::text AS "disbursedOn",
           l.first_due_on::text AS "firstDueOn", l.closed_on::text AS "closedOn"
      FROM loans l JOIN borrowers b ON b.id = l.borrower_id JOIN offers o ON o.id = l.offer_id
      JOIN loan_applications a ON a.id = l.application_id
     WHERE l.number > ${after} AND l.disbursed_on <= ${asOf}::date AND l.status IN ('ACTIVE', 'CLOSED', 'CHARGED_OFF')
     ORDER BY l.number LIMIT ${AT_ONCE}`;
}

type Installment = { loanId: string; dueOn: IsoDate; payment: string };
type Payment = {
  loanId: string;
  on: IsoDate;
  isPosted: boolean;
  isPayoff: boolean;
  amount: string;
  extra: string;
  interest: string;
  principal: string;
};
type ChargeOff = { loanId: string; on: IsoDate; principal: string };

async function factsOf(tx: Tx, loans: readonly Loan[], asOf: IsoDate): Promise<LoanFacts[]> {
  const ids = loans.map(({ id }) => id);
  const installments = await tx.$queryRaw<Installment[]>`
    SELECT i.loan_id AS "loanId", i.due_on::text AS "dueOn", i.payment::text
      FROM loans l JOIN installments i ON i.loan_id = l.id AND i.version = l.schedule_version
     WHERE l.id = ANY(${ids}::text[]) ORDER BY i.number`;
  const payments = await tx.$queryRaw<Payment[]>`
    SELECT loan_id AS "loanId", submitted_on::text AS on, status = 'POSTED' AS "isPosted", kind = 'PAYOFF' AS "isPayoff",
           amount::text, (extra_principal + extra_interest)::text AS extra, interest::text, principal::text
      FROM repayments WHERE loan_id = ANY(${ids}::text[]) AND status IN ('POSTED', 'PENDING') AND submitted_on <= ${asOf}::date
     ORDER BY submitted_on, id`;
  const chargeOffs = await tx.$queryRaw<ChargeOff[]>`
    SELECT loan_id AS "loanId", charged_off_on::text AS on, principal::text FROM charge_offs
     WHERE loan_id = ANY(${ids}::text[]) AND charged_off_on <= ${asOf}::date ORDER BY transaction_id`;
  const codes = loans.flatMap((loan) => [
    borrowerPrincipal(loan.borrowerId, loan.id),
    borrowerInterest(loan.borrowerId, loan.id),
  ]);
  const balances = await getBalances(codes, { asOf }, tx);
  const of = <Row extends { loanId: string }>(rows: Row[]) => groupBy(rows, ({ loanId }) => loanId);
  const [rowsOf, paymentsOf, chargeOffsOf] = [of(installments), of(payments), of(chargeOffs)];
  return loans.map((loan) =>
    factsOfLoan(loan, asOf, {
      installments: rowsOf.get(loan.id) ?? [],
      payments: paymentsOf.get(loan.id) ?? [],
      chargeOffs: chargeOffsOf.get(loan.id) ?? [],
      balance: balances.get(borrowerPrincipal(loan.borrowerId, loan.id))?.posted ?? "0.00",
      interestDue: balances.get(borrowerInterest(loan.borrowerId, loan.id))?.posted ?? "0.00",
    }),
  );
}

type Read = {
  installments: Installment[];
  payments: Payment[];
  chargeOffs: ChargeOff[];
  balance: string;
  interestDue: string;
};

function factsOfLoan(loan: Loan, asOf: IsoDate, read: Read): LoanFacts {
  const { installments, payments, chargeOffs, balance, interestDue } = read;
  const posted = payments.filter(({ isPosted }) => isPosted);
  const status = statusOn(loan, chargeOffs, asOf);
  const open = status === "ACTIVE" ? firstOpen(installments, payments) : null;
  const last = posted.at(-1);
  const isLate = open !== null && compare(open.dueOn, asOf) < 0;
  const total = (column: "interest" | "principal") => toMoney(sum(posted.map((row) => d(row[column]))));
  const { borrowerId: _, closedOn: __, ...terms } = loan;
  return {
    ...terms,
    score: loan.score === null ? null : Number(loan.score),
    maturesOn: installments.at(-1)?.dueOn ?? null,
    status,
    balance,
    interestDue,
    daysPastDue: isLate ? daysBetween(open.dueOn, asOf) : 0,
    nextDueOn: open?.dueOn ?? null,
    nextDue: open && toMoney(open.unpaid),
    lastPaymentOn: last?.on ?? null,
    lastPayment: last?.amount ?? null,
    paidPrincipal: total("principal"),
    paidInterest: total("interest"),
    chargedOffOn: chargeOffs[0]?.on ?? null,
    chargedOff: toMoney(sum(chargeOffs.map(({ principal }) => d(principal)))),
  };
}

function statusOn(loan: Loan, chargeOffs: readonly ChargeOff[], asOf: IsoDate): LoanFacts["status"] {
  if (chargeOffs.length > 0) return "CHARGED_OFF";
  return loan.closedOn && compare(loan.closedOn, asOf) <= 0 ? "CLOSED" : "ACTIVE";
}

/** The first installment that payments do not cover, as `standingOn` finds it: a payment counts from the date it was made. */
function firstOpen(installments: readonly Installment[], payments: readonly Payment[]) {
  const covered = sum(
    payments.map(({ amount, extra, isPayoff }) => d(amount).minus(isPayoff ? ZERO : d(extra))),
  );
  let asked: Decimal = ZERO;
  for (const { dueOn, payment } of installments) {
    asked = asked.plus(d(payment));
    if (asked.gt(covered)) return { dueOn, unpaid: minimum(asked.minus(covered), d(payment)) };
  }
  return null;
}

const minimum = (a: Decimal, b: Decimal) => (a.lt(b) ? a : b);
