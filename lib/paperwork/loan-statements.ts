// The facts of borrowers' monthly statements, read from the ledger and the schedules for many loans at once.
import { addDays, fromDbDate, toDbDate, type IsoDate } from "@/lib/calendar/dates";
import type { Tx } from "@/lib/db";
import type { DocumentRequest } from "@/lib/documents/issued/issue";
import type { LoanStatementFacts } from "@/lib/documents/templates/loan-statement";
import { groupBy } from "@/lib/group-by";
import { entryWords } from "@/lib/lending/reading/entry-words";
import { getBalances, listPosted, type PostedEntry } from "@/lib/ledger/queries";
import { loadPositions, type LoanPosition } from "@/lib/lending/terms/loan-position";
import { standingOn } from "@/lib/lending/terms/standing";
import { d, Decimal, sum, toMoney, ZERO } from "@/lib/money/money";
import { borrowerInterest, borrowerPrincipal } from "@/lib/transaction-types/account-codes";
import { periodKey, type Period } from "./month";

/** The beginning of the key of a statement; the loan and the period follow. */
export const LOAN_STATEMENT_KEYS = "loan-statement:";
const keyOf = (loanId: string, period: Period) => `${LOAN_STATEMENT_KEYS}${loanId}:${periodKey(period)}`;

/** Loans that were paid out by the end of the period and not closed before it, by id. */
export async function loansInPeriod(tx: Tx, { from, to }: Period): Promise<string[]> {
  const rows = await tx.loan.findMany({
    where: {
      disbursedOn: { lte: toDbDate(to) },
      status: { in: ["ACTIVE", "CLOSED", "CHARGED_OFF"] },
      OR: [{ closedOn: null }, { closedOn: { gte: toDbDate(from) } }],
    },
    select: { id: true },
    orderBy: { id: "asc" },
  });
  return rows.map(({ id }) => id);
}

/**
 * Statements of these loans for a period, with what is due on the date of issue. A loan without balance and entries gets none.
 *
 * @returns requests in no particular order; the same period again has the same keys
 */
export async function loanStatements(
  tx: Tx,
  { loanIds, period, on }: { loanIds: readonly string[]; period: Period; on: IsoDate },
): Promise<DocumentRequest[]> {
  const loans = await tx.loan.findMany({
    where: { id: { in: [...loanIds] } },
    include: { borrower: { include: { user: { select: { id: true, email: true } } } } },
    orderBy: { id: "asc" },
  });
  const positions = await loadPositions(tx, [...loanIds]);
  const codes = loans.flatMap((loan) => Object.values(codesOf(loan)));
  const opening = await getBalances(codes, { asOf: addDays(period.from, -1) }, tx);
  const closing = await getBalances(codes, { asOf: period.to }, tx);
  const entries = groupBy(await listPosted(tx, codes, period), ({ account }) => account);
  return loans.flatMap((loan) => {
    const position = positions.get(loan.id);
    if (!position) return [];
    const code = codesOf(loan);
    const balance = (of: typeof opening) => ({
      interest: of.get(code.interest)?.posted ?? "0.00",
      principal: of.get(code.principal)?.posted ?? "0.00",
    });
    const mine = Object.values(code).flatMap((each) => entries.get(each) ?? []);
    if (mine.length === 0 && isNothing(balance(opening)) && isNothing(balance(closing))) return [];
    const facts: LoanStatementFacts = {
      borrower: { name: loan.borrower.legalName, email: loan.borrower.user.email },
      loan: {
        number: loan.number,
        annualRate: loan.annualRate.toString(),
        disbursedOn: fromDbDate(position.loan.disbursedOn!),
      },
      period: { ...period },
      opening: balance(opening),
      closing: balance(closing),
      ...transactions(mine),
      due: dueOf(position, on),
    };
    return [request(loan, period, facts)];
  });
}

function request(
  loan: { id: string; number: number; borrower: { user: { id: string } } },
  period: Period,
  facts: LoanStatementFacts,
): DocumentRequest {
  return {
    kind: "loan-statement",
    key: keyOf(loan.id, period),
    userId: loan.borrower.user.id,
    subjectType: "loan",
    subjectId: loan.id,
    title: `Statement of loan ${loan.number} for ${period.name}`,
    facts,
    notice: {
      title: `Your loan statement for ${period.name} is ready`,
      body: "You can read and save it under Documents.",
      href: "/borrower/documents",
    },
  };
}

function codesOf({ id, borrowerId }: { id: string; borrowerId: string }) {
  return { principal: borrowerPrincipal(borrowerId, id), interest: borrowerInterest(borrowerId, id) };
}

const isNothing = ({ interest, principal }: { interest: string; principal: string }) =>
  d(interest).isZero() && d(principal).isZero();

/** One line for each ledger transaction, oldest first. */
function transactions(entries: PostedEntry[]): Pick<LoanStatementFacts, "entries" | "paid"> {
  const byTransaction = [...groupBy(entries, ({ transactionId }) => transactionId).values()].toSorted(
    ([a], [b]) =>
      a!.effectiveOn === b!.effectiveOn
        ? Number(BigInt(a!.transactionId) - BigInt(b!.transactionId))
        : a!.effectiveOn < b!.effectiveOn
          ? -1
          : 1,
  );
  const lines = byTransaction.map((legs) => ({
    on: legs[0]!.effectiveOn,
    description: describe(legs[0]!),
    interest: toMoney(net(legs, ":interest")),
    principal: toMoney(net(legs, ":principal")),
    transactionId: legs[0]!.transactionId,
  }));
  const payments = byTransaction.filter(([leg]) => isPayment(leg!)).flat();
  return {
    entries: lines,
    paid: {
      interest: toMoney(net(payments, ":interest").negated()),
      principal: toMoney(net(payments, ":principal").negated()),
    },
  };
}

function net(legs: readonly PostedEntry[], part: ":interest" | ":principal"): Decimal {
  return sum(
    legs
      .filter(({ account }) => account.endsWith(part))
      .map(({ side, amount }) => (side === "debit" ? d(amount) : d(amount).negated())),
  );
}

/** A payment, or one that the bank returned, which lowers what was paid. */
function isPayment({ eventType, undoes }: PostedEntry): boolean {
  return eventType === "borrower-repayment" || undoes === "borrower-repayment";
}

function describe({ eventType, undoes, metadata }: PostedEntry): string {
  return entryWords({ eventType, metadata, parent: undoes === null ? null : { eventType: undoes } });
}

function dueOf(position: LoanPosition, on: IsoDate): LoanStatementFacts["due"] {
  const { pending, loan } = position;
  const isActive = loan.status === "ACTIVE";
  const state = standingOn(position, on);
  const next = isActive ? state.nextDue : null;
  const row = next && state.rows.find(({ number }) => number === next.number);
  return {
    asOf: on,
    next:
      next && row ? { dueOn: next.dueOn, amount: toMoney(next.amount), ...splitOf(next.amount, row) } : null,
    pastDue: isActive ? toMoney(state.pastDueAmount) : "0.00",
    daysPastDue: isActive ? state.daysPastDue : 0,
    onItsWay: toMoney(sum(pending.map(({ amount }) => d(amount)))),
    isAutopay: loan.isAutopay,
  };
}

/** Of an installment that is paid in part, interest was paid first. */
function splitOf(unpaid: Decimal, { payment, interest }: { payment: Decimal; interest: Decimal }) {
  const paid = payment.minus(unpaid);
  const left = Decimal.min(unpaid, Decimal.max(ZERO, interest.minus(paid)));
  return { interest: toMoney(left), principal: toMoney(unpaid.minus(left)) };
}
