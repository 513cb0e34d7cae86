// The pool on one page: what is there, what is lent, what is owed, and the account or pattern behind each figure.
import { toDbDate, type IsoDate } from "@/lib/calendar/dates";
import { businessDate } from "@/lib/clock";
import { db } from "@/lib/db";
import { getBalances, sumByPattern } from "@/lib/ledger/queries";
import { d, toMoney } from "@/lib/money/money";
import { CASH, CHARGE_OFF_LOSS, FEE_REVENUE, REVENUE } from "@/lib/transaction-types/account-codes";
import { utilisation } from "./utilisation";

const PATTERNS = {
  lentOut: "borrower:%:loan:%:principal",
  borrowerInterest: "borrower:%:loan:%:interest",
  investorPrincipal: "investor:%:investment:%:principal",
  investorInterest: "investor:%:investment:%:interest",
} as const;

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
  utilisation: string; // lent out / (cash + lent out), a fraction with four decimals
  inTransitIn: string;
  inTransitOut: string;
  waitingPayouts: { count: number; amount: string }; // matured, unpaid for want of cash; now, whatever the date asked for
  waitingDisbursements: { count: number; amount: string };
};

/** The pool now, or at the end of a business date. */
export async function poolOverview({ asOf }: { asOf?: IsoDate } = {}): Promise<PoolOverview> {
  const at = asOf ? { asOf } : {};
  const [today, house, lentOut, receivable, principal, interest, waitingPayouts, waitingDisbursements] =
    await Promise.all([
      businessDate(),
      getBalances([CASH, REVENUE, FEE_REVENUE, CHARGE_OFF_LOSS], at),
      sumByPattern(PATTERNS.lentOut, at),
      sumByPattern(PATTERNS.borrowerInterest, at),
      sumByPattern(PATTERNS.investorPrincipal, at),
      sumByPattern(PATTERNS.investorInterest, at),
      payoutsThatWait(),
      disbursementsThatWait(),
    ]);
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
    lentOut: { amount: lentOut.posted, account: PATTERNS.lentOut },
    interestReceivable: { amount: receivable.posted, account: PATTERNS.borrowerInterest },
    owedPrincipal: { amount: principal.posted, account: PATTERNS.investorPrincipal },
    owedInterest: { amount: interest.posted, account: PATTERNS.investorInterest },
    owedTotal: toMoney(d(principal.posted).plus(d(interest.posted))),
    revenue: { amount: revenue, account: REVENUE, isNegativeCarry: d(revenue).isNegative() },
    feeRevenue: { amount: house.get(FEE_REVENUE)?.posted ?? "0.00", account: FEE_REVENUE },
    chargeOffLoss: { amount: house.get(CHARGE_OFF_LOSS)?.posted ?? "0.00", account: CHARGE_OFF_LOSS },
    utilisation: utilisation(d(posted), d(lentOut.posted)),
    inTransitIn: cash?.pendingIn ?? "0.00",
    inTransitOut: cash?.pendingOut ?? "0.00",
    waitingPayouts,
    waitingDisbursements,
  };
}

async function payoutsThatWait() {
  const rows = await db.$queryRaw<{ count: number; amount: string }[]>`
    SELECT count(DISTINCT i.id)::int AS count, (coalesce(sum(b.posted), 0) / 100)::numeric(20, 2)::text AS amount
      FROM investments i
      JOIN ledger.account_balances b ON b.code IN (
        'investor:' || i.investor_id || ':investment:' || i.id || ':principal',
        'investor:' || i.investor_id || ':investment:' || i.id || ':interest')
     WHERE i.status = 'MATURED' AND i.payout_order_id IS NULL AND i.problem IS NULL`;
  return rows[0] ?? { count: 0, amount: "0.00" };
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
  utilisation: string;
  borrowerInterest: string; // charged in the month
  investorInterest: string; // credited in the month
  spread: string; // the difference, below zero for negative carry
};

/** Month by month from the first posting; at most `months` of them, the newest last. */
export async function poolHistory({ months = 24 }: { months?: number } = {}): Promise<PoolMonth[]> {
  const today = await businessDate();
  const rows = await db.$queryRaw<MonthRow[]>`
    WITH moved AS (
      SELECT date_trunc('month', d.day) AS month,
             sum(d.debits - d.credits) FILTER (WHERE a.code = ${CASH}) AS cash,
             sum(d.debits - d.credits) FILTER (WHERE a.code LIKE ${PATTERNS.lentOut}) AS lent,
             sum(d.credits - d.debits) FILTER (WHERE a.code LIKE 'investor:%') AS owed,
             sum(d.credits - d.debits) FILTER (WHERE a.code = ${REVENUE}) AS revenue
        FROM ledger.account_days d JOIN ledger.accounts a ON a.id = d.account_id
       WHERE d.day <= ${toDbDate(today)}::date AND (d.debits <> 0 OR d.credits <> 0)
       GROUP BY 1),
    earned AS (
      SELECT date_trunc('month', business_date) AS month,
             sum(amount) FILTER (WHERE subject_type = 'loan') AS charged,
             sum(amount) FILTER (WHERE subject_type = 'investment') AS credited
        FROM interest_accruals WHERE reversed_transaction_id IS NULL GROUP BY 1),
    calendar AS (
      SELECT generate_series((SELECT min(month) FROM moved), date_trunc('month', ${toDbDate(today)}::date), '1 month') AS month)
    SELECT to_char(c.month, 'YYYY-MM') AS month,
           (coalesce(sum(m.cash) OVER w, 0) / 100)::text AS cash,
           (coalesce(sum(m.lent) OVER w, 0) / 100)::text AS lent,
           (coalesce(sum(m.owed) OVER w, 0) / 100)::text AS owed,
           (coalesce(sum(m.revenue) OVER w, 0) / 100)::text AS revenue,
           coalesce(e.charged, 0)::text AS charged,
           coalesce(e.credited, 0)::text AS credited
      FROM calendar c
      LEFT JOIN moved m USING (month) LEFT JOIN earned e USING (month)
    WINDOW w AS (ORDER BY c.month)
     ORDER BY c.month`;
  return rows.slice(-months).map(poolMonth);
}

type MonthRow = Record<"month" | "cash" | "lent" | "owed" | "revenue" | "charged" | "credited", string>;

function poolMonth(row: MonthRow): PoolMonth {
  return {
    month: row.month,
    cash: cents(row.cash),
    lentOut: cents(row.lent),
    owedToInvestors: cents(row.owed),
    revenue: cents(row.revenue),
    utilisation: utilisation(d(row.cash), d(row.lent)),
    borrowerInterest: cents(row.charged),
    investorInterest: cents(row.credited),
    spread: toMoney(d(cents(row.charged)).minus(d(cents(row.credited)))),
  };
}

/** numeric of PostgreSQL writes more zeros than cents have. */
function cents(text: string): string {
  return d(text).toFixed(2);
}
