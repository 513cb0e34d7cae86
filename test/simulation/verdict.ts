// What must be true: after every month of the books and of the bank's statement, at the end of every loan and investment.
import { fromCents, toMoney } from "@/lib/money/money";
import { isNothing } from "@/lib/money/parts";
import { addDays, fromDbDate } from "@/lib/calendar/dates";
import { businessDate } from "@/lib/clock";
import { db } from "@/lib/db";
import { runChecks } from "@/lib/ledger/check";
import { getBalances } from "@/lib/ledger/queries";
import { expectedPosition } from "@/lib/lending/terms/expected-position";
import { loadPositions, type LoanPosition } from "@/lib/lending/terms/loan-position";
import type { Position } from "@/lib/lending/terms/repayment-plan";
import { standingOn } from "@/lib/lending/terms/standing";
import { refreshStandings } from "@/lib/lending/reading/loan-standings";
import { runCrossChecks } from "@/lib/pool/cross-checks";
import type { Loan } from "@/prisma/generated/client";
import type { Bank } from "@/sandbox/bank/bank";
import type { Borrowing } from "./borrowers";

/** How long everything that is on its way has to arrive, at the end. */
export const QUIET_DAYS = 10;

/** What is wrong now; empty when all is well. The bank's news must have been acted on. */
export async function findFaults(bank: Bank): Promise<string[]> {
  const checks = [...(await runChecks()), ...(await runCrossChecks())].filter(({ ok }) => !ok);
  await refreshStandings(); // whatever does not mark them from now on must leave them true
  return [
    ...checks.map(({ id, sentence, offending }) => `${id}: ${sentence}\n    ${offending.join("\n    ")}`),
    ...(await compareStatement(bank)),
    ...(await compareHistories()),
  ];
}

/** The books of a loan on a declining balance are what its payments that stand make of it. */
async function compareHistories(): Promise<string[]> {
  const running = {
    status: { in: ["ACTIVE" as const, "CLOSED" as const] },
    method: { not: "FLAT" as const },
  };
  const loans = await db.loan.findMany({ where: running, select: { id: true }, orderBy: { number: "asc" } });
  const positions = await loadPositions(
    db,
    loans.map(({ id }) => id),
  );
  return [...positions.values()].flatMap(({ loan, booked }) => {
    const told = expectedPosition(booked, booked.history!);
    const wordsOf = ({ owed, interestAccrued }: Position) =>
      `principal ${toMoney(owed.principal)}, interest ${toMoney(owed.interest)} of ${toMoney(interestAccrued)}`;
    const [books, history] = [wordsOf(booked), wordsOf(told)];
    return books === history
      ? []
      : [`Loan ${loan.number}: ${books} in the books, ${history} by its payments.`];
  });
}

/** What the months have brought about of what is seldom: counted from the books. */
export async function countSeldom(): Promise<Record<string, number>> {
  const [row] = await db.$queryRaw<Record<string, number>[]>`
    SELECT (SELECT count(*)::int FROM loans WHERE extract(day FROM disbursed_on) >= 29) AS "monthEndLoans",
           (SELECT count(*)::int FROM repayments WHERE status = 'POSTED' AND extra_principal > 0) AS prepayments,
           (SELECT count(*)::int FROM repayments WHERE status = 'RETURNED' AND extra_principal > 0) AS "returnedPrepayments",
           (SELECT count(*)::int FROM interest_corrections) AS "interestCorrections",
           (SELECT count(*)::int FROM (SELECT loan_id FROM repayments WHERE status = 'RETURNED'
              GROUP BY loan_id HAVING count(*) > 1) r) AS "loansReturnedRepeatedly"`;
  return row!;
}

/** The bank's own statement, less money that arrived and that nobody could match, is the cash in the ledger. */
async function compareStatement(bank: Bank): Promise<string[]> {
  const unmatched = bank.store
    .all("incoming_payment_details")
    .filter((incoming) => incoming.reconciliation_status === "unreconciled")
    .reduce((total, { amount }) => total + amount, 0);
  const statement = fromCents(BigInt(bank.settings.balance - unmatched)).toFixed(2);
  const cash = (await getBalances(["cash"])).get("cash")?.posted ?? "0.00";
  return statement === cash ? [] : [`The bank's statement says ${statement}, the ledger's cash is ${cash}.`];
}

export type Standing = Record<string, number>;

/** The number of loans in each state. @throws when one is in a state it may not be in */
export async function standOfLoans(byLoan: ReadonlyMap<string, Borrowing>): Promise<Standing> {
  const today = await businessDate();
  const loans = await db.loan.findMany({ orderBy: { number: "asc" } });
  const positions = await loadPositions(
    db,
    loans.map(({ id }) => id),
  );
  const cash = Number((await getBalances(["cash"])).get("cash")?.available ?? "0");
  const standing: Standing = {};
  for (const loan of loans) {
    const { status } = loan;
    const position = positions.get(loan.id);
    const problem = (why: string) => new Error(`Loan ${loan.number} (${loan.id}, ${status}) ${why}`);
    if (status === "AWAITING_FUNDS" && Number(loan.principal) <= cash)
      throw problem("waits, and the cash is there.");
    if (status === "CLOSED" || status === "CHARGED_OFF") {
      if (!isNothing(position!.booked.owed)) throw problem("is at its end, and owes.");
    }
    if (status !== "ACTIVE") {
      count(standing, status);
      continue;
    }
    const { daysPastDue } = standingOn(position!, today);
    const borrowing = byLoan.get(loan.id);
    const reason =
      daysPastDue === 0 ? "current" : reasonOf({ loan, daysPastDue, position: position!, borrowing });
    if (!reason) throw problem(`is ${daysPastDue} days past due for no reason.`);
    count(standing, daysPastDue === 0 ? "current" : `delinquent: ${reason}`);
  }
  return standing;
}

/** Why a loan may be past due. An installment on autopay that nothing has kept from being collected is no reason. */
function reasonOf({
  loan,
  daysPastDue,
  position: { repayments },
  borrowing,
}: {
  loan: Loan;
  daysPastDue: number;
  position: LoanPosition;
  borrowing: Borrowing | undefined;
}): string | null {
  if (borrowing?.temper === "stops") return "the borrower stopped paying";
  if (borrowing?.temper === "late") return "the borrower pays late";
  if (repayments.some(({ status }) => status === "RETURNED" || status === "FAILED"))
    return "a payment came back";
  if (borrowing?.temper === "autopay" && !loan.isAutopay) return "autopay was stopped";
  if ((borrowing?.temper === "by hand" || borrowing?.temper === "ahead") && daysPastDue <= QUIET_DAYS)
    return "nobody pays by hand in the quiet days";
  return null;
}

/** The number of investments in each state. @throws when one is in a state it may not be in */
export async function standOfInvestments(): Promise<Standing> {
  const today = await businessDate();
  const investments = await db.investment.findMany({ orderBy: [{ maturesOn: "asc" }, { number: "asc" }] });
  const waitingNotes = new Set(
    (await db.notification.findMany({ where: { kind: "payout-waiting" } })).map(({ href }) => href),
  );
  const standing: Standing = {};
  let isAhead = true;
  const cash = Number((await getBalances(["cash"])).get("cash")?.available ?? "0");
  for (const { id, number, status, maturesOn, payoutOrderId, problem, principal } of investments) {
    const wrong = (why: string) => new Error(`Investment ${number} (${id}, ${status}) ${why}`);
    if (status === "ACTIVE" && maturesOn && fromDbDate(maturesOn) <= today)
      throw wrong("is over, and has not matured.");
    if (status !== "MATURED") {
      count(standing, status);
      continue;
    }
    if (payoutOrderId) {
      count(standing, "MATURED: the payout is on its way"); // for how long, findStuckOrders asks
      continue;
    }
    if (problem) {
      count(standing, "MATURED: needs another bank account");
      continue;
    }
    if (!waitingNotes.has(`/investor/investments/${id}`)) throw wrong("waits and has not been notified.");
    // The oldest is short of cash; the others wait behind it.
    if (isAhead && cash >= Number(principal) * 1.2) throw wrong(`waits for cash, and there is ${cash}.`);
    isAhead = false;
    count(standing, "MATURED: waits for cash");
  }
  return standing;
}

/** Payment orders that should be over by now. Wires that never came may be waited for. */
export async function findStuckOrders(): Promise<string[]> {
  const since = addDays(await businessDate(), -9);
  const stuck = await db.paymentOrder.findMany({
    where: {
      status: {
        notIn: ["COMPLETED", "RETURNED", "REVERSED", "FAILED", "DENIED", "CANCELLED", "STOPPED", "EXPECTED"],
      },
      createdOn: { lt: new Date(since) },
    },
  });
  return stuck.map(({ id, kind, status }) => `${kind} ${id} is ${status} since ${since} or longer.`);
}

function count(standing: Standing, name: string): void {
  standing[name] = (standing[name] ?? 0) + 1;
}
