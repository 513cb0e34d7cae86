import { recordAccruals, type NewAccrual } from "@/lib/accruals/record-accruals";
import type { IsoDate } from "@/lib/calendar/dates";
import type { Tx } from "@/lib/db";
import { invariant } from "@/lib/errors";
import type { Booking } from "@/lib/ledger/post-facts";
import type { PostingRequest } from "@/lib/ledger/posting-request";
import { d, dollars, toMoney, ZERO } from "@/lib/money/money";
import { minusParts, partsInWords, partsOf } from "@/lib/money/parts";
import { notifyEach, type Note } from "@/lib/notifications/notify";
import { settleKey } from "@/lib/payments/ledger-keys";
import { sqlRows } from "@/lib/sql-rows";
import type { Loan, Repayment } from "@/prisma/generated/client";
import { recordCleared } from "@/lib/lending/delinquency/record-delinquency";
import { closeKey, closingEntries, closingWith, type Closing } from "@/lib/lending/terms/closing";
import {
  loanPath,
  lockByRepayments,
  requireHold,
  usersOf,
  type LockedRepayment,
} from "@/lib/lending/terms/find-loan";
import {
  followsBalance,
  isPosted,
  loadPositions,
  rowsWith,
  type LoanPosition,
} from "@/lib/lending/terms/loan-position";
import type { Row } from "@/lib/lending/terms/loan-state";
import { closeSchedule, withCharged } from "@/lib/lending/terms/remake-schedule";
import type { Restatement } from "@/lib/lending/terms/restate";
import {
  correctionKey,
  restatementOf,
  restatementRequests,
  writeRestatements,
  type WrittenRestatement,
} from "@/lib/lending/terms/write-restatement";
import { writeSchedules, type NewSchedule } from "@/lib/lending/terms/write-schedule";

type Outcome = { paymentOrderId: string; businessDate: IsoDate };
type Settlement = LockedRepayment & {
  position: LoanPosition | null; // null: the disbursement was returned in the meantime
  closing: Closing | null;
  restatement: Restatement | null; // of a loan on a declining balance
  businessDate: IsoDate;
};

/**
 * Borrowers' money has cleared: it is posted as it was split, and counts from the day on which the payment was started.
 * Principal ahead of the schedule puts a shorter one in force; the payment that leaves nothing owed closes the loan. Of one loan at
 * most one payment, since what its second one means is known when its first is posted.
 *
 * Dr cash, Cr borrower interest, Cr borrower principal: the hold is settled. Beside it, see `closing.ts` for what closing a flat
 * loan adds, and `restate.ts` for interest up to the payment's day on a declining balance.
 *
 * @returns what is to be posted
 */
export async function settleRepayments(tx: Tx, outcomes: Outcome[]): Promise<Booking> {
  if (outcomes.length === 0) return { requests: [] };
  const settlements = await load(tx, outcomes);
  await closeLoans(tx, settlements);
  await writeSchedules(tx, settlements.flatMap(newSchedule));
  const userOf = await usersOf(
    tx,
    settlements.map(({ loan }) => loan.borrowerId),
  );
  await notifyEach(
    tx,
    settlements.map((settlement) => note(settlement, userOf(settlement.loan.borrowerId))),
  );
  return {
    requests: settlements.flatMap(postings),
    record: async (posted) => {
      await mark(tx, settlements, posted);
      await writeRestatements(
        tx,
        settlements.flatMap((settlement) => restatedBy(settlement, posted)),
      );
      await recordAccruals(
        tx,
        settlements.flatMap((settlement) => closingAccruals(settlement, posted)),
      );
      await recordCleared(tx, settlements);
    },
  };
}

async function load(tx: Tx, outcomes: Outcome[]): Promise<Settlement[]> {
  const locked = await lockByRepayments(tx, outcomes);
  const pending = locked.filter(({ repayment }) => repayment.status === "PENDING"); // the others were acted on before
  const loanIds = pending.map(({ loan }) => loan.id);
  invariant(new Set(loanIds).size === loanIds.length, "of each loan one repayment is settled at a time");
  const positions = await loadPositions(tx, loanIds);
  return pending.map((found): Settlement => {
    const position = positions.get(found.loan.id) ?? null;
    if (position && isRetold(found.loan))
      return {
        ...found,
        position,
        closing: null,
        restatement: restated(position, found.repayment),
      };
    const closing = position && closingWith(position.booked, found.repayment, position.repayments);
    return { ...found, position, closing, restatement: null };
  });
}

/** A charged-off loan stays as it was decided. */
function isRetold(loan: Loan): boolean {
  return followsBalance(loan) && loan.status !== "CHARGED_OFF";
}

/** The repayments in force once this one has been posted. */
function standingWith({ repayments }: LoanPosition, { id }: Repayment): Repayment[] {
  return repayments.filter((each) => isPosted(each) || each.id === id);
}

function restated(position: LoanPosition, repayment: Repayment): Restatement {
  const { booked } = position;
  return restatementOf(position, {
    standing: standingWith(position, repayment),
    balances: minusParts(booked.owed, partsOf(repayment)),
  });
}

function restatedBy(
  { order, loan, repayment, position, restatement, businessDate }: Settlement,
  posted: ReadonlyMap<string, bigint>,
): WrittenRestatement[] {
  if (!position || !restatement) return [];
  return [
    {
      ...{ loan, restatement, businessDate },
      repayments: standingWith(position, repayment),
      before: position.booked.rows,
      transactionId: posted.get(correctionKey("settled", order.id)),
    },
  ];
}

function note({ loan, repayment, closing, restatement, businessDate }: Settlement, userId: string): Note {
  const parts = restatement?.splits.get(repayment.id)?.parts ?? partsOf(repayment);
  const isClosing = closing !== null || restatement?.isClosed;
  return {
    userId,
    kind: isClosing ? "loan-closed" : "repayment-settled",
    title: isClosing
      ? "Your loan is paid off"
      : `Your payment of ${dollars(d(repayment.amount))} has cleared`,
    body: `${partsInWords(parts)} were paid.`,
    href: loanPath(loan.id),
    datedOn: businessDate,
  };
}

function postings(settlement: Settlement): PostingRequest[] {
  const { order, loan, repayment, closing, restatement, businessDate } = settlement;
  const common = {
    mode: "record",
    effectiveOn: businessDate,
    metadata: { loanId: loan.id, repaymentId: repayment.id },
  } as const;
  const settle: PostingRequest = {
    ...common,
    key: settleKey("REPAYMENT", order.id),
    kind: "settle",
    eventType: "borrower-repayment",
    parentId: requireHold(order),
  };
  if (restatement)
    return [
      settle,
      ...restatementRequests(restatement, {
        key: correctionKey("settled", order.id),
        effectiveOn: businessDate,
        metadata: common.metadata,
      }),
    ];
  const entries = closing && closingEntries({ loan, closing, period: closing.period });
  return entries ? [settle, { ...entries, ...common, key: closeKey(order.id), kind: "post" }] : [settle];
}

async function mark(tx: Tx, settlements: Settlement[], posted: ReadonlyMap<string, bigint>) {
  await tx.$executeRaw`
    UPDATE repayments r SET status = 'POSTED', posted_on = settled.on_date, post_transaction_id = settled.transaction_id,
           unearned_interest = settled.unearned
      FROM ${sqlRows(
        "settled",
        { id: "text", on_date: "date", transaction_id: "bigint", unearned: "numeric" },
        settlements.map(({ order, repayment, closing, businessDate }) => ({
          id: repayment.id,
          on_date: businessDate,
          transaction_id: posted.get(settleKey("REPAYMENT", order.id))!,
          unearned: toMoney(closing?.unearned ?? ZERO),
        })),
      )}
     WHERE r.id = settled.id`;
}

/** Loans that the payment leaves nothing owed on. */
async function closeLoans(tx: Tx, settlements: Settlement[]): Promise<void> {
  const closed = settlements.filter(({ loan, closing, restatement }) =>
    restatement ? restatement.isClosed && loan.status === "ACTIVE" : closing !== null,
  );
  if (closed.length === 0) return;
  await tx.$executeRaw`
    UPDATE loans l SET status = 'CLOSED', closed_on = closed.closed_on
      FROM ${sqlRows(
        "closed",
        { id: "text", closed_on: "date" },
        closed.map(({ loan, businessDate }) => ({ id: loan.id, closed_on: businessDate })),
      )}
     WHERE l.id = closed.id`;
}

/** What an early closing, or principal ahead of the schedule, puts in the schedule's place. On a declining balance the restatement does. */
function newSchedule({ position, closing, restatement, repayment, businessDate }: Settlement): NewSchedule[] {
  if (!position || restatement) return [];
  const { loan, booked } = position;
  if (closing && !closing.isEarly) return [];
  if (!closing && !d(repayment.extraPrincipal).gt(0)) return [];
  const rows = closing
    ? closeSchedule({
        rows: booked.rows,
        accrued: booked.accruedNumbers,
        closedOn: businessDate,
        interest: closing.interest,
        disbursedOn: booked.disbursedOn,
      })
    : shortened(position, repayment);
  return [{ loanId: loan.id, version: loan.scheduleVersion + 1, rows }];
}

function shortened({ loan, accrued, repayments, booked }: LoanPosition, repayment: Repayment): Row[] {
  const due = rowsWith({ loan, accrued, repayments: [...repayments.filter(isPosted), repayment] });
  return withCharged(due, { before: booked.rows, accrued });
}

/** The interest that a closing charged. A payoff that was returned has left its undone row behind, which the next one takes over. */
function closingAccruals(
  { order, loan, closing, businessDate }: Settlement,
  posted: ReadonlyMap<string, bigint>,
): NewAccrual[] {
  const transactionId = posted.get(closeKey(order.id));
  if (!closing || transactionId === undefined || closing.interest.isZero()) return [];
  const { period, interest } = closing;
  const accrual = { type: "loan", id: loan.id, period, amount: toMoney(interest) } as const;
  return [{ ...accrual, businessDate, transactionId }];
}
