// What the queue of early withdrawals is served from, and what comes in after it.
import { addBankingDays } from "@/lib/calendar/banking-days";
import { addDays, addMonths, fromDbDate, type IsoDate } from "@/lib/calendar/dates";
import { db, type Tx } from "@/lib/db";
import { MATURITY_AMOUNT } from "@/lib/investing/maturity-sql";
import { getBalances, sumByPattern } from "@/lib/ledger/queries";
import { installmentsBetween } from "@/lib/lending/reading/loan-standings";
import { d, sum, type Decimal } from "@/lib/money/money";
import { CASH, investmentCodeSql, PATTERNS } from "@/lib/transaction-types/account-codes";
import { payableCash } from "@/lib/investing/returns/exit-queue";
import { Prisma } from "@/prisma/generated/client";

const SOON_BANKING_DAYS = 5;
const DAYS_OF_BUFFER = 30;
const HORIZON_MONTHS = 36;

type ExpectedFlow = { on: IsoDate; amount: Decimal };
type ExitCash = {
  /** Dollars that may be paid out today. */
  cash: Decimal;
  /** Dollars expected within five banking days, less what matures until then; below zero when more matures. */
  soon: Decimal;
  /** Dollars that investors are owed. */
  liabilities: Decimal;
};

/** @param flows as `expectedFlows` reads them */
export async function exitCash(
  tx: Tx,
  { today, flows }: { today: IsoDate; flows: readonly ExpectedFlow[] },
): Promise<ExitCash> {
  const balances = await getBalances([CASH], {}, tx);
  const owedFirst = await owedBeforeExits(tx);
  const dueIn30Days = await maturing(tx, today, addDays(today, DAYS_OF_BUFFER));
  const principal = await sumByPattern(PATTERNS.investorPrincipal, {}, tx);
  const interest = await sumByPattern(PATTERNS.investorInterest, {}, tx);
  const until = addBankingDays(today, SOON_BANKING_DAYS);
  const available = d(balances.get(CASH)?.available ?? "0.00");
  return {
    cash: payableCash({ available, owedFirst, dueIn30Days: sum(dueIn30Days.map(({ amount }) => amount)) }),
    soon: sum(flows.filter(({ on }) => on > today && on <= until).map(({ amount }) => amount)),
    liabilities: d(principal.posted).plus(d(interest.posted)),
  };
}

/** Installments that come in and maturities that go out, below zero, by day: as agreed, for as long as anybody has agreed to something. */
export async function expectedFlows(today: IsoDate): Promise<ExpectedFlow[]> {
  const until = addMonths(today, HORIZON_MONTHS);
  const installments = await installmentsBetween(today, until);
  const maturities = await maturing(db, today, until);
  return [
    ...installments.map(({ dueOn, amount }) => ({ on: dueOn, amount: d(amount) })),
    ...maturities.map(({ on, amount }) => ({ on, amount: amount.negated() })),
  ];
}

async function maturing(tx: Tx, from: IsoDate, until: IsoDate): Promise<ExpectedFlow[]> {
  const rows = await tx.$queryRaw<{ matures_on: Date; amount: string }[]>`
    SELECT matures_on, sum(${MATURITY_AMOUNT})::text AS amount FROM investments
     WHERE status = 'ACTIVE' AND matures_on >= ${from}::date AND matures_on <= ${until}::date GROUP BY matures_on`;
  return rows.map((row) => ({ on: fromDbDate(row.matures_on), amount: d(row.amount) }));
}

const INVESTMENT = { investorId: "i.investor_id", investmentId: "i.id" };

/** Matured and not on its way, and parts of early withdrawals whose payment failed. */
async function owedBeforeExits(tx: Tx): Promise<Decimal> {
  const rows = await tx.$queryRaw<{ amount: string }[]>`
    SELECT (coalesce((SELECT sum(b.posted) FROM investments i
                        JOIN ledger_balances b ON b.code IN (${Prisma.raw(investmentCodeSql(INVESTMENT, "principal"))},
                                                             ${Prisma.raw(investmentCodeSql(INVESTMENT, "interest"))})
                       WHERE i.status = 'MATURED' AND i.payout_order_id IS NULL), 0)
          + coalesce((SELECT sum(w.principal + w.interest) FROM withdrawal_payments w JOIN investments i ON i.id = w.investment_id
                       WHERE w.state = 'UNPAID' AND i.status <> 'MATURED'), 0))::numeric(20, 2)::text AS amount`;
  return d(rows[0]?.amount ?? "0");
}
