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
  const [sending, clearing, depositing] = [
    await run("same-day-rails", DAY),
    await run("bank-settlement", CLEARED),
    await run("bank-settlement", DAY),
  ];
  if (sending) add("hand over", sent.items, sending.from, sent.to);
  if (eve.items > 0) add("hand over deposits", eve.items, move.from, eve.to);
  const answers = await heard("^COMPLETED$", CLEARED);
  if (clearing) add("hear answers", answers.items, clearing.from, answers.to);
  const deposits = await heard("^COMPLETED$", DAY);
  if (depositing && deposits.items > 0) add("hear deposits", deposits.items, depositing.from, deposits.to);
  steps.push(...(await settled(client)));
  const repayments = (name: string) => steps.find(({ step }) => step === name);
  const chain = ["collect", "hand over", "hear answers", "settle repayments"].map((name) => repayments(name));
  const perItem = chain.reduce(
    (sum, each) => sum + (each && each.items > 0 ? each.seconds / each.items : 0),
    0,
  );
  const count = repayments("collect")?.items ?? 0;
  steps.push({ step: "repayments end to end", items: count, seconds: perItem * count });
  const queue = await one(`SELECT 1 AS items, error::timestamptz AS "to" FROM date_moves`);
  const items = (await one(`SELECT count(*)::int AS items FROM payment_orders WHERE created_on >= '${EVE}'`))
    .items;
  add("day", items, move.from, move.to);
  add("day and its queue", items, move.from, queue.to);
  return steps;
}

/** Of each kind, the time since what was settled before it, or since the last answer. Handled in the order in which it was heard. */
async function settled(client: pg.Client): Promise<Step[]> {
  const { rows } = await client.query<{ step: string; items: number; seconds: number }>(
    `WITH done AS (
       SELECT t.business_date AS on_date, o.kind, count(*)::int AS items, max(t.handled_at) AS "to", max(t.at) AS heard
         FROM payment_transitions t JOIN payment_orders o ON o.id = t.payment_order_id
        WHERE t.to_status = 'COMPLETED' AND t.business_date IN ('${DAY}', '${CLEARED}') GROUP BY 1, 2),
     ordered AS (
       SELECT *, lag("to") OVER (PARTITION BY on_date ORDER BY "to") AS before,
              max(heard) OVER (PARTITION BY on_date) AS last_heard FROM done)
     SELECT 'settle ' || lower(kind::text) || 's' AS step, items,
            extract(epoch FROM "to" - greatest(coalesce(before, last_heard), last_heard))::float AS seconds
       FROM ordered ORDER BY on_date, "to"`,
  );
  const all = await client.query<{ items: number; seconds: number }>(
    `SELECT count(*)::int AS items, extract(epoch FROM max(handled_at) - max(at))::float AS seconds
       FROM payment_transitions WHERE to_status = 'COMPLETED' AND business_date = '${CLEARED}'`,
  );
  return [...rows, { step: "settle", ...all.rows[0]! }];
}
