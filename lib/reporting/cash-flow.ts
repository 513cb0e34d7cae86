// Cash by week: what the schedules and the maturities promise, what the ledger shows, and how far they are apart.
import { addDays, compare, type IsoDate } from "@/lib/calendar/dates";
import { db } from "@/lib/db";
import { MATURITY_AMOUNT } from "@/lib/investing/maturity-sql";
import { movementsByDay, type DayMovement } from "@/lib/ledger/movements-by-month";
import { d, sum, toMoney } from "@/lib/money/money";
import { CASH } from "@/lib/transaction-types/account-codes";

const CASH_FLOW_WEEKS = 13;
const DAYS = 7;

export type CashFlowRow = {
  from: IsoDate;
  to: IsoDate;
  isAhead: boolean;
  /** Installments due in the week, by the schedules in force now, and investments that mature in it. */
  expectedIn: string;
  expectedOut: string;
  /** Repayments and payouts on cash, less those that came back; null ahead of the date. */
  actualIn: string | null;
  actualOut: string | null;
  /** Deposits, disbursements, fees and everything else on cash. */
  otherNet: string | null;
  /** Net of repayments and payouts as it was, less as expected. */
  error: string | null;
};

/**
 * Thirteen weeks up to a date with what was expected and what happened, and thirteen after it with what is expected.
 *
 * @returns 26 rows of seven days, the oldest first; the thirteenth ends on the date
 *
 * @example Art's installment of 466.67 on 2026-02-02, paid that week: expectedIn and actualIn "466.67", error "0.00"
 */
export async function cashFlow(asOf: IsoDate): Promise<CashFlowRow[]> {
  const [from, to] = [addDays(asOf, 1 - CASH_FLOW_WEEKS * DAYS), addDays(asOf, CASH_FLOW_WEEKS * DAYS)];
  const [installments, maturities, movements] = await Promise.all([
    dueByDay(from, to),
    maturingByDay(from, to),
    movementsByDay(db, CASH, { from, to: asOf }),
  ]);
  return Array.from({ length: 2 * CASH_FLOW_WEEKS }, (_, week) => {
    const start = addDays(from, week * DAYS);
    return rowOf({ from: start, to: addDays(start, DAYS - 1), asOf, installments, maturities, movements });
  });
}

type Flow = { on: IsoDate; amount: string };

function rowOf(given: {
  from: IsoDate;
  to: IsoDate;
  asOf: IsoDate;
  installments: readonly Flow[];
  maturities: readonly Flow[];
  movements: readonly DayMovement[];
}): CashFlowRow {
  const { from, to, asOf, installments, maturities, movements } = given;
  const isInside = ({ on }: { on: IsoDate }) => compare(on, from) >= 0 && compare(on, to) <= 0;
  const total = (flows: readonly Flow[]) => sum(flows.filter(isInside).map(({ amount }) => d(amount)));
  const [expectedIn, expectedOut] = [total(installments), total(maturities)];
  const isAhead = compare(from, asOf) > 0;
  const inside = movements.filter(isInside);
  const net = (events: readonly DayMovement[]) => sum(events.map((movement) => d(movement.net)));
  const of = (name: string) => net(inside.filter(({ event }) => event === name));
  const [actualIn, actualOut] = [of("borrower-repayment"), of("investor-withdrawal").negated()];
  const otherNet = net(inside).minus(actualIn).plus(actualOut);
  const error = actualIn.minus(actualOut).minus(expectedIn.minus(expectedOut));
  return {
    ...{ from, to, isAhead },
    expectedIn: toMoney(expectedIn),
    expectedOut: toMoney(expectedOut),
    actualIn: isAhead ? null : toMoney(actualIn),
    actualOut: isAhead ? null : toMoney(actualOut),
    otherNet: isAhead ? null : toMoney(otherNet),
    error: isAhead ? null : toMoney(error),
  };
}

/** Installments of the schedules in force, of loans that were running when each was due. */
function dueByDay(from: IsoDate, to: IsoDate): Promise<Flow[]> {
  return db.$queryRaw<Flow[]>`
    SELECT i.due_on::text AS on, sum(i.payment)::text AS amount
      FROM loans l JOIN installments i ON i.loan_id = l.id AND i.version = l.schedule_version
     WHERE l.status IN ('ACTIVE', 'CLOSED', 'CHARGED_OFF') AND i.due_on BETWEEN ${from}::date AND ${to}::date
       AND (l.closed_on IS NULL OR l.closed_on >= i.due_on)
       AND NOT EXISTS (SELECT 1 FROM charge_offs c WHERE c.loan_id = l.id AND c.charged_off_on < i.due_on)
     GROUP BY i.due_on`;
}

/** What matures and is not reinvested. */
function maturingByDay(from: IsoDate, to: IsoDate): Promise<Flow[]> {
  return db.$queryRaw<Flow[]>`
    SELECT matures_on::text AS on, sum(${MATURITY_AMOUNT})::text AS amount FROM investments
     WHERE status IN ('ACTIVE', 'MATURED', 'PAID_OUT') AND matures_on BETWEEN ${from}::date AND ${to}::date GROUP BY matures_on`;
}
