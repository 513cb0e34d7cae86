// What is expected to come in and to go out, month by month: borrowers' installments against what was promised to
// investors. Today's cash says little about a pool whose loans outlive its deposits.
import { addMonths, compare, fromDbDate, type IsoDate } from "@/lib/calendar/dates";
import { businessDate } from "@/lib/clock";
import { db } from "@/lib/db";
import { MATURITY_AMOUNT } from "@/lib/investing/maturity-sql";
import { getBalances } from "@/lib/ledger/queries";
import { dueFromBorrowers, installmentsBetween, refreshForPage } from "@/lib/lending/reading/loan-standings";
import { d, sum, toMoney, type Decimal } from "@/lib/money/money";
import { CASH } from "@/lib/transaction-types/account-codes";
import { owedOnPayouts } from "./payouts-owed";

const HORIZONS_MONTHS = [3, 6, 12] as const;
const LONGEST_MONTHS = 12;

type Flow = { on: IsoDate; amount: Decimal };

export type LadderStep = {
  months: number; // from today to the end of the step
  until: IsoDate;
  inflow: string; // installments due after the step before and up to `until`
  outflow: string; // maturities in the same time
  cashAtEnd: string; // if everybody pays on time and nothing else happens
  isShort: boolean;
};

export type LiquidityLadder = {
  asOf: IsoDate;
  availableCash: string;
  pastDue: string; // due from borrowers already and not on its way; not counted as an inflow
  waitingPayouts: string; // owed to investors already; counted in the first step
  monthly: LadderStep[]; // twelve, for the chart
  horizons: LadderStep[]; // 3, 6 and 12 months, each from today
};

export async function liquidityLadder(): Promise<LiquidityLadder> {
  await refreshForPage(); // before its parts ask: of two who refresh at once, one does not wait for the other
  const asOf = await businessDate();
  const [cash, inflows, maturities, overdue, unpaid] = await Promise.all([
    getBalances([CASH]),
    installmentsToCome(asOf),
    maturitiesToCome(asOf),
    dueFromBorrowers(),
    owedOnPayouts(),
  ]);
  const available = d(cash.get(CASH)?.available ?? "0.00");
  const outflows = [...maturities, { on: asOf, amount: d(unpaid.amount) }];
  const step = (months: number, from: number): LadderStep => {
    const until = addMonths(asOf, months);
    const start = from === 0 ? null : addMonths(asOf, from);
    const cashAtEnd = available.plus(between(inflows, null, until)).minus(between(outflows, null, until));
    return {
      months,
      until,
      inflow: toMoney(between(inflows, start, until)),
      outflow: toMoney(between(outflows, start, until)),
      cashAtEnd: toMoney(cashAtEnd),
      isShort: cashAtEnd.isNegative() && !cashAtEnd.isZero(),
    };
  };
  return {
    asOf,
    availableCash: toMoney(available),
    pastDue: overdue,
    waitingPayouts: unpaid.amount,
    monthly: Array.from({ length: LONGEST_MONTHS }, (_, at) => step(at + 1, at)),
    horizons: HORIZONS_MONTHS.map((months) => step(months, 0)),
  };
}

/** Flows after `start` (null: from the beginning) up to and with `until`. */
function between(flows: readonly Flow[], start: IsoDate | null, until: IsoDate): Decimal {
  const inside = flows.filter(
    ({ on }) => compare(on, until) <= 0 && (start === null || compare(on, start) > 0),
  );
  return sum(inside.map(({ amount }) => amount));
}

async function installmentsToCome(asOf: IsoDate): Promise<Flow[]> {
  const days = await installmentsBetween(asOf, addMonths(asOf, LONGEST_MONTHS));
  return days.map(({ dueOn, amount }) => ({ on: dueOn, amount: d(amount) }));
}

async function maturitiesToCome(asOf: IsoDate): Promise<Flow[]> {
  const rows = await db.$queryRaw<{ matures_on: Date; amount: string }[]>`
    SELECT matures_on, sum(${MATURITY_AMOUNT})::text AS amount FROM investments
     WHERE status = 'ACTIVE' AND matures_on <= ${addMonths(asOf, LONGEST_MONTHS)}::date GROUP BY matures_on`;
  return rows.map((row) => ({ on: fromDbDate(row.matures_on), amount: d(row.amount) }));
}
