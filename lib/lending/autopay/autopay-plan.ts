// What autopay collects of one loan on one day. Pure.
import { isBankingDay } from "@/lib/calendar/banking-days";
import { addDays, type IsoDate } from "@/lib/calendar/dates";
import type { Decimal } from "@/lib/money/money";
import type { RowState } from "@/lib/lending/terms/loan-state";
import { MOST_ATTEMPTS, RETRY_WITHIN_DAYS, retryDay } from "./retry-plan";

/** A day that was missed is caught up within these days; afterward an installment waits for the borrower. */
const CATCH_UP_DAYS = 10;

/** A debit for the loan, made by autopay or by the borrower. Dollars. */
export type Debit = {
  orderId: string;
  /** The order that it presents again; its own when it is the first. */
  originalId: string;
  attempt: number;
  /** What autopay collects with it; null for a payment that the borrower made. */
  installment: number | null;
  amount: Decimal;
  accountId: string;
  submittedOn: IsoDate;
  /** When it came back or failed; null while it is on its way, when it was paid, and when it was canceled. */
  endedOn: IsoDate | null;
  /** The account's bank has seen it and sent it back. */
  wasPresented: boolean;
  /** By the code with which it came back. */
  isRetryable: boolean;
};

export type Collection = {
  installment: number;
  amount: Decimal;
  /** The order whose debit is presented again, and which attempt this is; null for a first debit. */
  retry: { of: string; attempt: number } | null;
};

export type AutopayFacts = {
  on: IsoDate;
  /** The account that the authorization in force names. */
  accountId: string;
  authorizedOn: IsoDate;
  /** Installments, what is on its way counted as paid. */
  rows: RowState[];
  debits: Debit[];
  /** Another debit of this account is made today. */
  isBusy: boolean;
};

/**
 * What autopay collects today: one installment at most, because the borrower was announced no more.
 *
 * An installment that falls due under the authorization is debited once. A debit that came back for lack of money is
 * presented again, twice at most, with the same amount to the same account. A payment that the borrower made and that was on
 * its way on the due date counts as the first attempt for the part of the installment that it left to be paid; where it came
 * from another account, or was more than the installment, the installment is debited as if for the first time.
 *
 * @returns null when there is nothing to collect today
 *
 * @example nextCollection({ …art on 2026-02-01, debits: [] }) // { installment: 1, amount: 466.67, retry: null }
 */
export function nextCollection(facts: AutopayFacts): Collection | null {
  const { on, authorizedOn, rows } = facts;
  const due = rows.filter(({ dueOn, unpaid }) => dueOn >= authorizedOn && dueOn <= on && unpaid.gt(0));
  if (due.length === 0) return null;
  for (const row of due) {
    if (isFirstToday(row, facts)) return { installment: row.number, amount: row.unpaid, retry: null };
  }
  if (facts.isBusy || !isBankingDay(on)) return null;
  for (const last of lastAttempts(facts.debits)) {
    const row = retriedRow(last, due, facts);
    if (row) {
      const retry = { of: last.originalId, attempt: last.attempt + 1 };
      return { installment: row.number, amount: last.amount, retry };
    }
  }
  return null;
}

function isFirstToday(row: RowState, { on, accountId, debits, isBusy }: AutopayFacts): boolean {
  if (debits.some(({ installment, attempt }) => installment === row.number && attempt === 1)) return false;
  const back = debits.filter((debit) => wasOnItsWay(debit, row)).at(-1);
  if (!back) return on <= addDays(row.dueOn, CATCH_UP_DAYS);
  if (!back.wasPresented) return on <= addDays(back.endedOn!, CATCH_UP_DAYS);
  if (back.accountId === accountId && (!back.isRetryable || back.amount.lte(row.unpaid))) return false;
  const from = retryDay({ ...back, endedOn: back.endedOn! });
  return on >= from && on <= addDays(from, CATCH_UP_DAYS) && isBankingDay(on) && !isBusy;
}

/** A payment of the borrower that covered an installment on its due date and came back afterward. */
function wasOnItsWay(
  { installment, submittedOn, endedOn }: Debit,
  { dueOn }: Pick<RowState, "dueOn">,
): boolean {
  return installment === null && submittedOn <= dueOn && endedOn !== null && endedOn >= dueOn;
}

/** Of each debit its latest attempt, the oldest debit first. */
function lastAttempts(debits: Debit[]): Debit[] {
  const last = new Map<string, Debit>();
  for (const debit of debits) {
    const known = last.get(debit.originalId);
    if (!known || known.attempt < debit.attempt) last.set(debit.originalId, debit);
  }
  return [...last.values()];
}

/** The installment for which a debit is presented again today. */
function retriedRow(last: Debit, due: RowState[], { on, accountId, authorizedOn, debits }: AutopayFacts) {
  const { endedOn, attempt, isRetryable, wasPresented } = last;
  if (endedOn === null || !isRetryable || !wasPresented || attempt >= MOST_ATTEMPTS) return undefined;
  if (last.accountId !== accountId || on < retryDay({ ...last, endedOn })) return undefined;
  const original = debits.find(({ orderId }) => orderId === last.originalId);
  if (!original || on > addDays(original.submittedOn, RETRY_WITHIN_DAYS)) return undefined;
  const isCovered = (row: RowState) =>
    original.installment === null
      ? wasOnItsWay(original, row) && endedOn >= authorizedOn
      : row.number === original.installment && original.submittedOn >= authorizedOn;
  return due.find((row) => isCovered(row) && row.unpaid.gte(last.amount));
}
