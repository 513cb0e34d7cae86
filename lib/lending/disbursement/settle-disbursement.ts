import { dateParts, formatDate, toDbDate, type IsoDate } from "@/lib/calendar/dates";
import type { Tx } from "@/lib/db";
import { settled, type Booking } from "@/lib/ledger/post-facts";
import type { PostingRequest } from "@/lib/ledger/posting-request";
import { getBalances } from "@/lib/ledger/queries";
import { dollars } from "@/lib/money/money";
import { addParts, partsOf, type Parts } from "@/lib/money/parts";
import { notifyEach } from "@/lib/notifications/notify";
import { settleKey } from "@/lib/payments/ledger-keys";
import { sqlRows } from "@/lib/sql-rows";
import { borrowerInterest, borrowerPrincipal } from "@/lib/transaction-types/account-codes";
import type { Loan, PaymentOrder, Repayment } from "@/prisma/generated/client";
import { loanPath, lockByDisbursements, requireHold, usersOf } from "@/lib/lending/terms/find-loan";
import { followsBalance, rowsWith } from "@/lib/lending/terms/loan-position";
import type { Row } from "@/lib/lending/terms/loan-state";
import { firstDueAfter } from "@/lib/lending/terms/loan-terms";
import type { Restatement } from "@/lib/lending/terms/restate";
import { proceedsOf } from "./start-disbursement";
import {
  correctionKey,
  restatementOf,
  restatementRequests,
  writeRestatements,
} from "@/lib/lending/terms/write-restatement";
import { writeSchedules } from "@/lib/lending/terms/write-schedule";

type Outcome = { paymentOrderId: string; businessDate: IsoDate };
type Begun = {
  order: PaymentOrder;
  loan: Loan; // as it runs from today
  businessDate: IsoDate;
  firstDueOn: IsoDate;
  repayments: Repayment[];
  restatement: Restatement | null; // of a loan on a declining balance
  rows: Row[];
};

/**
 * The money has reached the borrowers: their loans start today, and the schedules with them.
 *
 * Dr borrower principal, Cr cash (and the fee's revenue): the hold is settled.
 *
 * @returns what is to be posted
 */
export async function settleDisbursements(tx: Tx, outcomes: Outcome[]): Promise<Booking> {
  if (outcomes.length === 0) return { requests: [] };
  const begun = await begin(tx, outcomes);
  await tx.$executeRaw`
    UPDATE loans l SET status = 'ACTIVE', disbursed_on = begun.disbursed_on, first_due_on = begun.first_due_on, due_day = begun.due_day
      FROM ${sqlRows(
        "begun",
        { id: "text", disbursed_on: "date", first_due_on: "date", due_day: "int" },
        begun.map(({ loan, businessDate, firstDueOn }) => ({
          ...{ id: loan.id, disbursed_on: businessDate, first_due_on: firstDueOn, due_day: loan.dueDay },
        })),
      )}
     WHERE l.id = begun.id`;
  const userOf = await usersOf(
    tx,
    begun.map(({ loan }) => loan.borrowerId),
  );
  await notifyEach(
    tx,
    begun.map(({ loan, rows, firstDueOn, businessDate }) => ({
      userId: userOf(loan.borrowerId),
      kind: "disbursement-settled",
      title: `${dollars(proceedsOf(loan))} has been disbursed to you`,
      body: `Your first installment of ${dollars(rows[0]!.payment)} is due on ${formatDate(firstDueOn)}.`,
      href: loanPath(loan.id),
      datedOn: businessDate,
    })),
  );
  await writeSchedules(
    tx,
    begun
      .filter(({ restatement }) => !restatement)
      .map(({ loan, rows }) => ({ loanId: loan.id, version: loan.scheduleVersion + 1, rows })),
  );
  return { requests: begun.flatMap(postings), record: (posted) => writeDown(tx, begun, posted) };
}

async function begin(tx: Tx, outcomes: Outcome[]): Promise<Begun[]> {
  const locked = await lockByDisbursements(tx, outcomes);
  const starting = locked.filter(({ loan }) => loan.status === "DISBURSING"); // the others were acted on before
  // A loan whose disbursement was returned once may have payments on it, which remain in force.
  const paid = await tx.repayment.findMany({
    where: { loanId: { in: starting.map(({ loan }) => loan.id) }, status: "POSTED" },
    orderBy: [{ createdAt: "asc" }, { id: "asc" }],
  });
  const balanceOf = await balancesOf(
    tx,
    starting.map(({ loan }) => loan),
  );
  return starting.map(({ order, loan: waiting, businessDate }): Begun => {
    const firstDueOn = firstDueAfter(businessDate);
    const loan: Loan = {
      ...waiting,
      status: "ACTIVE",
      disbursedOn: toDbDate(businessDate),
      firstDueOn: toDbDate(firstDueOn),
      dueDay: dateParts(businessDate).day,
    };
    const repayments = paid.filter(({ loanId }) => loanId === loan.id);
    const restatement = followsBalance(loan) ? restated(loan, repayments, balanceOf(loan)) : null;
    const rows = restatement?.rows ?? rowsWith({ loan, accrued: new Map(), repayments });
    return { order, loan, businessDate, firstDueOn, repayments, restatement, rows };
  });
}

function postings({ order, loan, restatement, businessDate }: Begun): PostingRequest[] {
  const beside = { effectiveOn: businessDate, metadata: { loanId: loan.id } };
  const settle = settled({
    ...beside,
    key: settleKey("DISBURSEMENT", order.id),
    holdId: requireHold(order),
    eventType: "borrower-disbursement",
  });
  const key = correctionKey("settled", order.id);
  return [settle, ...(restatement ? restatementRequests(restatement, { ...beside, key }) : [])];
}

async function writeDown(tx: Tx, begun: Begun[], posted: ReadonlyMap<string, bigint>) {
  await writeRestatements(
    tx,
    begun.flatMap(({ order, loan, restatement, repayments, businessDate }) =>
      restatement
        ? [
            {
              ...{ loan, restatement, repayments, businessDate },
              before: null,
              transactionId: posted.get(correctionKey("settled", order.id)),
            },
          ]
        : [],
    ),
  );
}

/** The balances of loans on a declining balance before their money is posted, as a function of the loan. */
async function balancesOf(tx: Tx, loans: Loan[]): Promise<(loan: Loan) => Parts> {
  const codes = (loan: Loan) =>
    [borrowerPrincipal(loan.borrowerId, loan.id), borrowerInterest(loan.borrowerId, loan.id)] as const;
  const restated = loans.filter(followsBalance);
  const balances = restated.length > 0 ? await getBalances(restated.flatMap(codes), {}, tx) : new Map();
  return (loan) => {
    const [principal, interest] = codes(loan).map((code) => balances.get(code)?.posted ?? "0");
    return partsOf({ interest: interest!, principal: principal! });
  };
}

/** What was paid before counts from the first day of the loan. */
function restated(loan: Loan, repayments: Repayment[], balances: Parts): Restatement {
  return restatementOf(
    { loan, accrued: new Map(), charged: new Map(), fees: [] },
    { standing: repayments, balances: addParts(balances, partsOf({ principal: loan.principal })) },
  );
}
