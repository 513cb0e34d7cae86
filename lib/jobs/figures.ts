// What an operator watches, read from the database in a few short queries: the queue, webhooks, outboxes, the seal, cash.
import { db } from "@/lib/db";
import { recentPostings } from "@/lib/ledger/recent-postings";
import { countUnsealed } from "@/lib/ledger/seal";
import { getBalances } from "@/lib/ledger/queries";
import { d, ZERO } from "@/lib/money/money";
import { OPEN_STATUSES } from "@/lib/payments/payment-statuses";
import { sumGroups } from "@/lib/pool/kept-sums";
import { coverage } from "@/lib/pool/losses/coverage";
import { owedOnPayouts } from "@/lib/pool/payouts-owed";
import type { Metric } from "@/lib/prometheus";
import { replicaLag } from "@/lib/read-replica";
import { CASH } from "@/lib/transaction-types/account-codes";

const NAME = "modern_lending";

/** Figures of the moment, as gauges. Amounts are in dollars. */
export async function figures(): Promise<Metric[]> {
  return [
    ...(await queue()),
    ...(await inboxes()),
    ...(await webhookLag()),
    ...(await payments()),
    ...(await postings()),
    ...(await money()),
    ...(await bankLines()),
    ...(await replica()),
  ];
}

function gauge(name: string, help: string, samples: Metric["samples"]): Metric {
  return { name: `${NAME}_${name}`, help, type: "gauge", samples };
}

async function queue(): Promise<Metric[]> {
  const [row] = await db.$queryRaw<
    { due: number; running: number; later: number; failed: number; age: number }[]
  >`
    SELECT count(*) FILTER (WHERE locked_at IS NULL AND run_at <= now() AND attempts < max_attempts)::int AS due,
           count(*) FILTER (WHERE locked_at IS NOT NULL)::int AS running,
           count(*) FILTER (WHERE locked_at IS NULL AND run_at > now() AND attempts < max_attempts)::int AS later,
           count(*) FILTER (WHERE locked_at IS NULL AND attempts >= max_attempts)::int AS failed,
           coalesce(extract(epoch FROM now() - min(run_at)
             FILTER (WHERE locked_at IS NULL AND run_at <= now() AND attempts < max_attempts)), 0)::float AS age
      FROM graphile_worker._private_jobs`;
  const { due, running, later, failed, age } = row!;
  return [
    gauge(
      "queue_jobs",
      "Jobs by state: due, running, later (not due yet), failed (no tries left).",
      Object.entries({ due, running, later, failed }).map(([state, value]) => ({ labels: { state }, value })),
    ),
    gauge("queue_oldest_due_seconds", "How long the oldest due job has waited for a worker.", [
      { value: age },
    ]),
  ];
}

async function inboxes(): Promise<Metric[]> {
  const rows = await db.$queryRaw<{ source: string; waiting: number; age: number }[]>`
    SELECT source, count(*)::int AS waiting, coalesce(extract(epoch FROM now() - min(since)), 0)::float AS age FROM (
      SELECT 'payments webhooks' AS source, received_at AS since FROM webhook_messages WHERE status = 'RECEIVED'
      UNION ALL SELECT 'accounting webhooks', received_at FROM writeback_webhooks WHERE status = 'RECEIVED'
      UNION ALL SELECT 'writeback', created_at FROM writeback_events WHERE state IN ('QUEUED', 'WRITING')
      UNION ALL SELECT 'writeback on hold', created_at FROM writeback_events WHERE state = 'HELD'
      UNION ALL SELECT 'payment changes', at FROM payment_transitions WHERE handled_at IS NULL
      UNION ALL SELECT 'emails', next_attempt_at FROM email_messages WHERE state = 'QUEUED' AND next_attempt_at <= now()
    ) waiting GROUP BY source`;
  const sources = [
    "payments webhooks",
    "accounting webhooks",
    "writeback",
    "writeback on hold",
    "payment changes",
    "emails",
  ];
  const of = (name: string) => rows.find(({ source }) => source === name);
  const samples = (value: (name: string) => number) =>
    sources.map((source) => ({ labels: { source }, value: value(source) }));
  return [
    gauge(
      "waiting",
      "What was received or queued and is not processed yet, by source.",
      samples((name) => of(name)?.waiting ?? 0),
    ),
    gauge(
      "waiting_oldest_seconds",
      "How long the oldest of them has waited, by source.",
      samples((name) => of(name)?.age ?? 0),
    ),
  ];
}

/** Of what was processed within five minutes; what waits still is in `waiting`. */
async function webhookLag(): Promise<Metric[]> {
  const rows = await db.$queryRaw<{ source: string; seconds: number }[]>`
    SELECT source, coalesce(extract(epoch FROM max(took)), 0)::float AS seconds FROM (
      SELECT 'payments' AS source, processed_at - received_at AS took FROM webhook_messages
       WHERE received_at > now() - interval '1 day' AND processed_at > now() - interval '5 minutes'
      UNION ALL SELECT 'accounting', processed_at - received_at FROM writeback_webhooks
       WHERE status <> 'RECEIVED' AND received_at > now() - interval '1 day' AND processed_at > now() - interval '5 minutes'
    ) processed GROUP BY source`;
  return [
    gauge(
      "webhook_lag_seconds",
      "The longest time from receiving a webhook until it was processed, of those of the last five minutes.",
      ["payments", "accounting"].map((source) => ({
        labels: { source },
        value: rows.find((row) => row.source === source)?.seconds ?? 0,
      })),
    ),
  ];
}

/** How the ledger is posted to: many transactions in one database transaction share the lock of `cash` and a COMMIT. */
async function postings(): Promise<Metric[]> {
  const { last, transactions, batches } = await recentPostings();
  return [
    {
      ...gauge("ledger_transactions_total", "The number of the ledger's last transaction.", [
        { value: last },
      ]),
      type: "counter",
    },
    gauge(
      "posting_batches",
      "Database transactions that posted to the ledger in the last five minutes, of its last 2,000 transactions.",
      [{ value: batches }],
    ),
    gauge("posting_batch_size", "Transactions of the ledger for each of them, on average.", [
      { value: batches === 0 ? 0 : transactions / batches },
    ]),
  ];
}

async function payments(): Promise<Metric[]> {
  const rows = await db.paymentOrder.groupBy({
    by: ["status"],
    where: { status: { in: ["CREATED", "EXPECTED", ...OPEN_STATUSES] } },
    _count: { _all: true },
  });
  return [
    gauge(
      "open_payment_orders",
      "Payment orders that are on their way, by status.",
      rows.map(({ status, _count }) => ({ labels: { status: status.toLowerCase() }, value: _count._all })),
    ),
  ];
}

async function money(): Promise<Metric[]> {
  const [balances, owed, unsealed, groups] = await Promise.all([
    getBalances([CASH]),
    owedOnPayouts(),
    countUnsealed(),
    sumGroups(),
  ]);
  const cash = balances.get(CASH);
  return [
    gauge("cash_dollars", "Cash of the pool: posted, and available after what is on its way out.", [
      { labels: { balance: "posted" }, value: Number(cash?.posted ?? 0) },
      { labels: { balance: "available" }, value: Number(cash?.available ?? 0) },
    ]),
    gauge(
      "solvency_ratio",
      "Cash, loan principal and interest receivable, by what investors are owed, before any allowance; absent while nothing is owed.",
      solvencyOf(cash?.posted ?? "0.00", groups),
    ),
    gauge("payouts_owed_dollars", "What matured investments are still owed.", [
      { value: Number(owed.amount) },
    ]),
    gauge("unsealed_transactions", "Transactions of the ledger that are not sealed yet.", [
      { value: unsealed },
    ]),
  ];
}

function solvencyOf(cash: string, groups: Awaited<ReturnType<typeof sumGroups>>): Metric["samples"] {
  const posted = (group: keyof typeof groups) => d(groups[group].posted);
  const ratio = coverage({
    cash: d(cash),
    performingPrincipal: posted("borrower-principal"),
    interest: posted("borrower-interest"),
    allowance: ZERO,
    owed: posted("investor-principal").plus(posted("investor-interest")),
  });
  return ratio === null ? [] : [{ value: ratio.toNumber() }];
}

const DAYS_OF_LINES = 60;

async function bankLines(): Promise<Metric[]> {
  const [row] = await db.$queryRaw<{ lines: number; exceptions: number }[]>`
    SELECT (SELECT count(*) FROM bank_accounts a JOIN bank_lines l ON l.bank_account_id = a.id
             WHERE l.posted_on > (SELECT business_date FROM business_clock) - ${DAYS_OF_LINES}::int
               AND NOT EXISTS (SELECT FROM bank_matches m WHERE m.line_id = l.id AND m.undone_at IS NULL))::int AS lines,
           (SELECT count(*) FROM bank_exceptions WHERE resolved_on IS NULL)::int AS exceptions`;
  return [
    gauge(
      "bank_lines_unmatched",
      "Lines of the bank's statements of sixty days that nothing is matched to.",
      [{ value: row!.lines }],
    ),
    gauge("bank_exceptions_open", "Differences between bank and ledger that staff has to resolve.", [
      { value: row!.exceptions },
    ]),
  ];
}

async function replica(): Promise<Metric[]> {
  const lag = await replicaLag();
  return [
    gauge(
      "replica_lag_bytes",
      "WAL that the standby of READ_DATABASE_URL has not replayed yet; absent while it does not answer.",
      lag === null ? [] : [{ value: lag }],
    ),
  ];
}
