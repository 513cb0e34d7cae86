import { accruedThrough } from "@/lib/accruals/queries";
import { fromDbDate, toDbDate, type IsoDate } from "@/lib/calendar/dates";
import type { Tx } from "@/lib/db";
import { d } from "@/lib/money/money";
import { Prisma } from "@/prisma/generated/client";
import { interestOfPeriod } from "./projection";

export type InvestorInterestDue = {
  investorId: string;
  investmentId: string;
  period: number;
  dueOn: IsoDate;
  amount: string;
};

/**
 * Interest that active investments have earned and that has not been credited: month n is due n months after the
 * start, clamped to the month's end (PostgreSQL's interval arithmetic does the same as `addMonths`). Months whose
 * rounded interest is zero are left out: there is nothing to post for them. Oldest first. The investments stay
 * locked until the transaction ends, so that no deposit is returned in between.
 */
export async function listInterestDue(
  tx: Tx,
  { businessDate, investmentIds }: { businessDate: IsoDate; investmentIds?: readonly string[] | undefined },
): Promise<InvestorInterestDue[]> {
  const rows = await tx.$queryRaw<DueRow[]>`
    SELECT i.id, i.investor_id, i.principal::text, i.annual_rate::text, i.term_months, month.period, month.due_on
      FROM investments i
      -- Months are credited in order, so the first one to look at follows the last one credited.
     CROSS JOIN LATERAL (SELECT ${accruedThrough("investment", Prisma.sql`i.id`)} + 1 AS period) next
     CROSS JOIN LATERAL (
       SELECT n AS period, (i.started_on + make_interval(months => n))::date AS due_on
         FROM generate_series(next.period, least(i.term_months,
           12 * (extract(year FROM ${toDbDate(businessDate)}::date)::int - extract(year FROM i.started_on)::int)
              + extract(month FROM ${toDbDate(businessDate)}::date)::int - extract(month FROM i.started_on)::int)) AS n) month
     WHERE i.status = 'ACTIVE'
       AND (${investmentIds === undefined} OR i.id = ANY(${[...(investmentIds ?? [])]}::text[]))
       AND month.due_on <= ${toDbDate(businessDate)}::date
     ORDER BY month.due_on, i.number, month.period
       FOR UPDATE OF i`;
  return rows.map(due).filter(({ amount }) => !d(amount).isZero());
}

type DueRow = {
  id: string;
  investor_id: string;
  principal: string;
  annual_rate: string;
  term_months: number;
  period: number;
  due_on: Date;
};

function due(row: DueRow): InvestorInterestDue {
  const terms = { principal: row.principal, annualRate: row.annual_rate, termMonths: row.term_months };
  return {
    investorId: row.investor_id,
    investmentId: row.id,
    period: row.period,
    dueOn: fromDbDate(row.due_on),
    amount: interestOfPeriod({ ...terms, period: row.period }),
  };
}
