// What every active loan needs to have set aside today, summed by grade and days past due in the database: `provision` for each of a
// hundred thousand loans in one statement.
import type { IsoDate } from "@/lib/calendar/dates";
import type { Tx } from "@/lib/db";
import { LOSS_GRADES, MONTHS_OF_A_YEAR, PAST_DUE_LOSS, YEARLY_LOSS } from "@/lib/pool/losses/provision";
import { sqlRows } from "@/lib/sql-rows";
import { Prisma } from "@/prisma/generated/client";

export type Bucket = {
  grade: string;
  bucket: number; // days past due from which it counts; 0: current
  loans: number;
  outstanding: string; // dollars
  allowance: string;
};

/** Half to even, in cents: a tie has no remainder that a division could have cut off. */
const rounded = (dollars: Prisma.Sql) => Prisma.sql`(CASE WHEN mod((${dollars}) * 100, 1) = 0.5
    THEN floor((${dollars}) * 100) + mod(floor((${dollars}) * 100), 2) ELSE round((${dollars}) * 100) END / 100)`;

/**
 * The allowance that the book needs, by grade and bucket. Standings must be of the day. A loan without a grade of ours counts as D.
 *
 * @example Art's B5 with 4,583.33 outstanding and 11 months left: { grade: "B", bucket: 0, loans: 1, allowance: "126.04", … }
 */
export function allowanceTarget(tx: Tx, today: IsoDate): Promise<Bucket[]> {
  const yearly = LOSS_GRADES.map((grade) => ({ grade, loss: YEARLY_LOSS[grade] }));
  const late = PAST_DUE_LOSS.map(([days, loss]) => ({ days, loss }));
  return tx.$queryRaw<Bucket[]>`
    SELECT grade, bucket, count(*)::int AS loans, sum(outstanding)::text AS outstanding,
           sum(${rounded(Prisma.sql`outstanding * CASE WHEN bucket > 0 THEN late_loss ELSE yearly_loss * least(${MONTHS_OF_A_YEAR}, months_left) / ${MONTHS_OF_A_YEAR}::numeric END`)})
             ::numeric(20, 2)::text AS allowance
      FROM (
        SELECT y.grade, y.loss AS yearly_loss, s.outstanding, coalesce(late.days, 0) AS bucket, late.loss AS late_loss,
               greatest(0, extract(year FROM left_over.time) * 12 + extract(month FROM left_over.time)) AS months_left
          FROM loan_standings s
          JOIN loans l ON l.id = s.loan_id
          JOIN loan_applications a ON a.id = l.application_id
          JOIN ${sqlRows("y", { grade: "text", loss: "numeric" }, yearly)}
            ON y.grade = CASE WHEN left(a.grade, 1) IN ('A', 'B', 'C') THEN left(a.grade, 1) ELSE 'D' END
          CROSS JOIN LATERAL (
            SELECT age((SELECT n.due_on FROM installments n WHERE n.loan_id = l.id AND n.version = l.schedule_version
                         ORDER BY n.number DESC LIMIT 1)::timestamp, ${today}::date::timestamp) AS time) left_over
          LEFT JOIN LATERAL (
            SELECT p.days, p.loss FROM ${sqlRows("p", { days: "int", loss: "numeric" }, late)}
             WHERE p.days <= ${today}::date - s.late_since ORDER BY p.days DESC LIMIT 1) late ON true
         WHERE s.is_active AND s.outstanding > 0) each
     GROUP BY grade, bucket ORDER BY grade, bucket`;
}
