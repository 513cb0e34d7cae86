// The pool on one page: what is there, what is lent, what is owed, and the account or pattern behind each figure.
import { interestByMonth, type MonthOfInterest } from "@/lib/accruals/queries";
import { addMonths, compare, type IsoDate } from "@/lib/calendar/dates";
import { businessDate } from "@/lib/clock";
import { db } from "@/lib/db";
import { getBalances, sumByPattern } from "@/lib/ledger/queries";
import { d, toMoney, ZERO, type Decimal } from "@/lib/money/money";
import { CASH, CHARGE_OFF_LOSS, FEE_REVENUE, PATTERNS, REVENUE } from "@/lib/transaction-types/account-codes";
import { groupMonths, sumGroups, type PoolGroup } from "./kept-sums";
import { owedOnPayouts } from "./payouts-owed";
import { utilization } from "./utilization";

/** A figure with the account code, or the pattern of codes, that it is read from. */
type Figure = { amount: string; account: string };

export type PoolOverview = {
  asOf: IsoDate;
  cash: Figure & { available: string; pendingIn: string; pendingOut: string; shortfall: string };
  lentOut: Figure;
  interestReceivable: Figure; // charged to borrowers and not yet paid
  owedPrincipal: Figure;
  owedInterest: Figure;
  owedTotal: string;
  revenue: Figure & { isNegativeCarry: boolean }; // below zero: investors earned more than borrowers were charged
  feeRevenue: Figure;
  chargeOffLoss: Figure;
  utilization: string; // lent out / (cash + lent out), a fraction with four decimals
  inTransitIn: string;
  inTransitOut: string;
  waitingPayouts: { count: number; amount: string }; // matured, unpaid for want of cash; now, whatever the date asked for
  waitingDisbursements: { count: number; amount: string };
};

/** The pool now, or at the end of a business date. */
export async function poolOverview({ asOf }: { asOf?: IsoDate } = {}): Promise<PoolOverview> {
  const at = asOf ? { asOf } : {};
  const [today, house, groups, waitingPayouts, waitingDisbursements] = await Promise.all([
    businessDate(),
    getBalances([CASH, REVENUE, FEE_REVENUE, CHARGE_OFF_LOSS], at),
    asOf ? groupsAt(asOf) : sumGroups(),
    owedOnPayouts({ withoutProblem: true }),
    disbursementsThatWait(),
  ]);
  const owedPrincipal = groups["investor-principal"].posted;
  const owedInterest = groups["investor-interest"].posted;
  const lentOut = groups["borrower-principal"].posted;
  const cash = house.get(CASH);
  const revenue = house.get(REVENUE)?.posted ?? "0.00";
  const posted = cash?.posted ?? "0.00";
  return {
    asOf: asOf ?? today,
    cash: {
      amount: posted,
      account: CASH,
      available: cash?.available ?? "0.00",
      pendingIn: cash?.pendingIn ?? "0.00",
      pendingOut: cash?.pendingOut ?? "0.00",
      shortfall: cash?.shortfall ?? "0.00",
    },
    lentOut: { amount: lentOut, account: PATTERNS.borrowerPrincipal },
    interestReceivable: { amount: groups["borrower-interest"].posted, account: PATTERNS.borrowerInterest },
    owedPrincipal: { amount: owedPrincipal, account: PATTERNS.investorPrincipal },
    owedInterest: { amount: owedInterest, account: PATTERNS.investorInterest },
    owedTotal: toMoney(d(owedPrincipal).plus(d(owedInterest))),
    revenue: { amount: revenue, account: REVENUE, isNegativeCarry: d(revenue).isNegative() },
    feeRevenue: { amount: house.get(FEE_REVENUE)?.posted ?? "0.00", account: FEE_REVENUE },
    chargeOffLoss: { amount: house.get(CHARGE_OFF_LOSS)?.posted ?? "0.00", account: CHARGE_OFF_LOSS },
    utilization: utilization(d(posted), d(lentOut)),
    inTransitIn: cash?.pendingIn ?? "0.00",
    inTransitOut: cash?.pendingOut ?? "0.00",
    waitingPayouts,
    waitingDisbursements,
  };
}

/** The same for a past date, from every account. */
async function groupsAt(
  asOf: IsoDate,
): Promise<Record<Exclude<PoolGroup, "cash" | "revenue">, { posted: string }>> {
  const [lentOut, receivable, principal, interest] = await Promise.all([
    sumByPattern(PATTERNS.borrowerPrincipal, { asOf }),
    sumByPattern(PATTERNS.borrowerInterest, { asOf }),
    sumByPattern(PATTERNS.investorPrincipal, { asOf }),
    sumByPattern(PATTERNS.investorInterest, { asOf }),
  ]);
  return {
    "borrower-principal": lentOut,
    "borrower-interest": receivable,
    "investor-principal": principal,
    "investor-interest": interest,
  };
}

async function disbursementsThatWait() {
  const { _count, _sum } = await db.loan.aggregate({
    where: { status: "AWAITING_FUNDS" },
    _count: true,
    _sum: { principal: true, originationFee: true },
  });
  return { count: _count, amount: toMoney(d(_sum.principal ?? "0").minus(d(_sum.originationFee ?? "0"))) };
}

export type PoolMonth = {
  month: string; // "2026-01"
  cash: string; // posted, at the end of the month (of today for the last)
  lentOut: string;
  owedToInvestors: string; // principal and interest
  revenue: string; // interest revenue since the beginning
  utilization: string;
  borrowerInterest: string; // charged in the month
  investorInterest: string; // credited in the month
  spread: string; // the difference, below zero for negative carry
};

/** Month by month from the first posting; at most `months` of them, the newest last. */
export async function poolHistory({ months = 24 }: { months?: number } = {}): Promise<PoolMonth[]> {
  const today = await businessDate();
  const [movements, interest] = await Promise.all([groupMonths(), interestByMonth()]);
  const balances = { cash: ZERO, lentOut: ZERO, owedToInvestors: ZERO, revenue: ZERO };
  const history = monthsBetween(movements[0]?.month, today).map((on) => {
    for (const { group, moved } of movements.filter(({ month }) => month === on)) {
      const figure = FIGURE_OF[group];
      if (figure) balances[figure] = balances[figure].plus(d(moved));
    }
    return poolMonth(on, balances, interest.get(on) ?? { charged: "0.00", credited: "0.00" });
  });
  return history.slice(-months);
}

type Figures = Record<"cash" | "lentOut" | "owedToInvestors" | "revenue", Decimal>;

const FIGURE_OF: Partial<Record<PoolGroup, keyof Figures>> = {
  cash: "cash",
  "borrower-principal": "lentOut",
  "investor-principal": "owedToInvestors",
  "investor-interest": "owedToInvestors",
  revenue: "revenue",
};

/** The first days of all months from one to that of the other date; none without the first. */
function monthsBetween(first: IsoDate | undefined, last: IsoDate): IsoDate[] {
  const months: IsoDate[] = [];
  for (let on = first; on !== undefined && compare(on, last) <= 0; on = addMonths(on, 1)) months.push(on);
  return months;
}

function poolMonth(on: IsoDate, balances: Figures, { charged, credited }: MonthOfInterest): PoolMonth {
  return {
    month: on.slice(0, 7),
    cash: toMoney(balances.cash),
    lentOut: toMoney(balances.lentOut),
    owedToInvestors: toMoney(balances.owedToInvestors),
    revenue: toMoney(balances.revenue),
    utilization: utilization(balances.cash, balances.lentOut),
    borrowerInterest: charged,
    investorInterest: credited,
    spread: toMoney(d(charged).minus(d(credited))),
  };
}
