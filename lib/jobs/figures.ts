// What an operator watches, read from the database in a few short queries: the queue, webhooks, outboxes, the seal, cash.
import { db } from "@/lib/db";
import { countUnsealed } from "@/lib/ledger/seal";
import { getBalances } from "@/lib/ledger/queries";
import { OPEN_STATUSES } from "@/lib/payments/payment-statuses";
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
    ...(await payments()),
    ...(await money()),
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
    ) waiting GROUP BY source`;
  const sources = [
    "payments webhooks",
    "accounting webhooks",
    "writeback",
    "writeback on hold",
    "payment changes",
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
  const [balances, owed, unsealed] = await Promise.all([
    getBalances([CASH]),
    owedOnPayouts(),
    countUnsealed(),
  ]);
  const cash = balances.get(CASH);
  return [
    gauge("cash_dollars", "Cash of the pool: posted, and available after what is on its way out.", [
      { labels: { balance: "posted" }, value: Number(cash?.posted ?? 0) },
      { labels: { balance: "available" }, value: Number(cash?.available ?? 0) },
    ]),
    gauge("payouts_owed_dollars", "What matured investments are still owed.", [
      { value: Number(owed.amount) },
    ]),
    gauge("unsealed_transactions", "Transactions of the ledger that are not sealed yet.", [
      { value: unsealed },
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
