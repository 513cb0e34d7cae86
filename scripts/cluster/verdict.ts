// What the clients were answered, compared with what is stored: each acknowledged request once, and nothing that nobody asked for.
import type { DatabaseCluster } from "./database-cluster";
import type { Load } from "./load";
import type { Journal } from "./payer";
import type { Probe } from "./probe";

export type Verdict = {
  requests: { what: string; sent: number; acknowledged: number; stored: number; refused: number }[];
  faults: string[];
};

export async function judge(cluster: DatabaseCluster, load: Load, probes: Probe[]): Promise<Verdict> {
  return cluster.asSuperuser("lending", async (client) => {
    const rowsOf = async (sql: string) => (await client.query<{ key: string; id: string }>(sql)).rows;
    const repayments = await rowsOf(
      "SELECT idempotency_key AS key, id FROM repayments WHERE idempotency_key NOT LIKE 'autopay%' AND NOT EXISTS (SELECT 1 FROM payment_orders o WHERE o.subject_id = repayments.id AND o.channel IS NULL)",
    );
    const investments = await rowsOf(
      "SELECT idempotency_key AS key, id FROM investments WHERE idempotency_key LIKE 'cluster-%'",
    );
    const faults = [
      ...compare(
        "payment",
        load.payments,
        repayments.filter(({ key }) => load.payments.sent.has(key)),
      ),
      ...compare("deposit", load.deposits, investments),
    ];
    for (const probe of probes) {
      const { rows } = await client.query<{ n: number }>(
        "SELECT count(*)::int AS n FROM cluster_probe WHERE lane = $1",
        [probe.lane],
      );
      const acknowledged = probe.acknowledged.length;
      // The last row may have been stored without its answer.
      if (rows[0]!.n < acknowledged || rows[0]!.n > acknowledged + 1)
        faults.push(`${probe.lane}: ${acknowledged} rows were acknowledged and ${rows[0]!.n} are stored`);
    }
    // A hold for each payment and deposit, posted once: its key is the ledger's.
    const { rows: twice } = await client.query<{ id: string; n: number }>(`
      SELECT o.id, count(k.*)::int AS n FROM payment_orders o
        LEFT JOIN ledger.keys k ON k.ref_id = o.hold_transaction_id
       WHERE o.hold_transaction_id IS NOT NULL GROUP BY o.id HAVING count(k.*) <> 1`);
    for (const { id, n } of twice) faults.push(`the payment order ${id} has ${n} holds in the ledger`);
    const { rows: locked } = await client.query<{ n: number }>(
      "SELECT count(*)::int AS n FROM graphile_worker._private_jobs WHERE locked_at < now() - interval '1 minute'",
    );
    if (locked[0]!.n > 0) faults.push(`${locked[0]!.n} jobs are still locked`);
    const { rows: moves } = await client.query<{ n: number; open: number }>(
      `SELECT count(*)::int AS n, count(*) FILTER (WHERE status <> 'DONE')::int AS open FROM date_moves`,
    );
    if (moves[0]!.open > 0) faults.push(`${moves[0]!.open} moves of the business date are not done`);
    return {
      requests: [
        row(
          "payments of people",
          load.payments,
          repayments.filter(({ key }) => load.payments.sent.has(key)).length,
        ),
        row("deposits", load.deposits, investments.length),
        {
          what: "business days",
          sent: load.moves,
          acknowledged: load.moves,
          stored: moves[0]!.n,
          refused: 0,
        },
        ...probes.map((probe) => ({
          what: `rows ${probe.lane}`,
          sent: probe.acknowledged.length,
          acknowledged: probe.acknowledged.length,
          stored: probe.acknowledged.length,
          refused: 0,
        })),
      ],
      faults,
    };
  });
}

function row(what: string, journal: Journal, stored: number) {
  return {
    what,
    sent: journal.sent.size,
    acknowledged: journal.acknowledged.size,
    stored,
    refused: journal.refused.size,
  };
}

/** Every key is unique in its table, so that a row is there once or not at all. */
export function compare(what: string, journal: Journal, stored: { key: string }[]): string[] {
  const there = new Set(stored.map(({ key }) => key));
  return [
    ...(there.size === stored.length ? [] : [`${stored.length - there.size} ${what}s are stored twice`]),
    ...[...journal.acknowledged.keys()]
      .filter((key) => !there.has(key))
      .map((key) => `lost: the ${what} ${key} was acknowledged`),
    ...[...there]
      .filter((key) => !journal.sent.has(key))
      .map((key) => `the ${what} ${key} is stored and nobody asked for it`),
    ...[...there]
      .filter((key) => journal.refused.has(key))
      .map((key) => `the ${what} ${key} was refused and is stored`),
  ];
}
