// How long each step of the day took, from what the day wrote down itself: the product is not slowed by being measured, and a
// build of before is measured the same way.
import type pg from "pg";
import { CLEARED, DAY, EVE } from "./day-book";

export type Step = { step: string; items: number; seconds: number };

type Span = { items: number; from: Date; to: Date };

export async function measureSteps(client: pg.Client): Promise<Step[]> {
  const run = async (job: string, on: string) => {
    const { rows } = await client.query<{ from: Date; to: Date }>(
      `SELECT started_at AS "from", finished_at AS "to" FROM job_runs WHERE job = $1 AND business_date = $2`,
      [job, on],
    );
    return rows[0] ?? null;
  };
  const one = async (sql: string, parameters: unknown[] = []): Promise<Span> =>
    (await client.query<Span>(sql, parameters)).rows[0]!;
  const made = (kind: string) =>
    one(
      `SELECT count(*)::int AS items, min(created_at) AS "from", max(created_at) AS "to" FROM payment_orders
        WHERE kind = $1::"PaymentKind" AND created_on = '${DAY}'`,
      [kind],
    );
  const heard = (status: string, on: string) =>
    one(
      `SELECT count(*)::int AS items, min(at) AS "from", max(at) AS "to" FROM payment_transitions
        WHERE to_status::text ~ $1 AND business_date = $2 AND payment_order_id !~ '^po_b[0-9]{1,7}$'`,
      [status, on],
    );
  const move = await one(`SELECT 1 AS items, created_at AS "from", finished_at AS "to" FROM date_moves`);
  const steps: Step[] = [];
  const add = (step: string, items: number, from: Date, to: Date) =>
    steps.push({ step, items, seconds: (to.getTime() - from.getTime()) / 1000 });

  const interest = await run("interest", DAY);
  const accruals = await one(
    `SELECT count(*)::int AS items FROM interest_accruals WHERE business_date = '${DAY}'`,
  );
  if (interest) add("interest", accruals.items, interest.from, interest.to);
  const late = await run("delinquency", CLEARED); // the morning after the installments fell due
  const watched = await one("SELECT count(*)::int AS items FROM loans WHERE status = 'ACTIVE'");
  if (late) add("delinquency", watched.items, late.from, late.to);
  for (const [step, job, kind] of [
    ["collect", "collections", "REPAYMENT"],
    ["mature and pay out", "maturities", "PAYOUT"],
    ["disburse", "disbursements", "DISBURSEMENT"],
  ] as const) {
    const [ran, orders] = [await run(job, DAY), await made(kind)];
    if (ran) add(step, orders.items, ran.from, ran.to);
  }
  const eve = await heard("^APPROVED$", EVE);
  const sent = await heard("^APPROVED$", DAY);
  const sending = await run("same-day-rails", DAY);
  const collecting = await run("collections", DAY);
  if (collecting && sending) add("collect and hand over", sent.items, collecting.from, sent.to);
  if (eve.items > 0) add("hand over deposits", eve.items, move.from, eve.to);
  steps.push(...(await settled(client)));
  // Everything the day sent takes the same way as the repayments, which are most of it.
  const perItem = ["collect and hand over", "hear and settle"]
    .map((name) => steps.find(({ step }) => step === name))
    .reduce((sum, each) => sum + (each ? each.seconds / each.items : 0), 0);
  const repayments = await made("REPAYMENT");
  steps.push({ step: "end to end", items: repayments.items, seconds: perItem * repayments.items });
  const queue = await one(`SELECT 1 AS items, error::timestamptz AS "to" FROM date_moves`);
  const items = (await one(`SELECT count(*)::int AS items FROM payment_orders WHERE created_on >= '${EVE}'`))
    .items;
  add("day", items, move.from, move.to);
  add("day and its queue", items, move.from, queue.to);
  return steps;
}

/** Of what waits for the bank's answer at a time, from the day's first question to the last one booked; and how long each waited. */
async function settled(client: pg.Client): Promise<Step[]> {
  const { rows } = await client.query<Step>(
    `SELECT CASE on_date WHEN '${DAY}' THEN 'hear and settle deposits' ELSE 'hear and settle' END AS step, count(*)::int AS items,
            extract(epoch FROM max(handled_at) - min(r.started_at))::float AS seconds
       FROM (SELECT t.business_date AS on_date, t.handled_at FROM payment_transitions t
              WHERE t.to_status = 'COMPLETED' AND t.business_date IN ('${DAY}', '${CLEARED}')) t
       JOIN job_runs r ON r.business_date = t.on_date AND r.job = 'bank-settlement' GROUP BY on_date ORDER BY on_date`,
  );
  return rows;
}
