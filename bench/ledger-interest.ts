// The product's own interest run over a large pool: a month of 100,000 loans and 50,000 investments that all fall due on
// one date, with a stop in the middle that the next run must take up.
import { REVENUE } from "@/lib/transaction-types/account-codes";
import type { Bench } from "./ledger-server";

const LOANS = 100_000;
const INVESTMENTS = 50_000;
const DUE = "2026-02-01";
const ACCOUNTS_A_CALL = 20_000;

export type InterestBench = {
  loans: number;
  investments: number;
  seconds: number;
  transactions: number;
  check: string;
};

export async function interestRun(bench: Bench): Promise<InterestBench> {
  await bench.freshBooks();
  await fill(bench);
  const { runInterest } = await import("@/lib/pool/run-interest");
  const began = performance.now();
  const run = await runInterest({ businessDate: DUE });
  const seconds = (performance.now() - began) / 1000;
  const again = await runInterest({ businessDate: DUE });
  const { getBalances } = await import("@/lib/ledger/queries");
  const revenue = (await getBalances([REVENUE])).get(REVENUE)!.posted;
  const { runChecks } = await import("@/lib/ledger/check");
  const broken = (await runChecks()).filter(({ ok }) => !ok).map(({ id }) => id);
  if (run.loans !== LOANS || run.investments !== INVESTMENTS) broken.push("not all of them");
  if (again.transactions.length > 0) broken.push("the second run posted again");
  const before = revenueBefore(bench);
  if ((Number(revenue) - (await before)).toFixed(2) !== run.revenue) broken.push("revenue");
  return {
    loans: run.loans,
    investments: run.investments,
    seconds,
    transactions: run.transactions.length,
    check: broken.length === 0 ? "clean" : `VOID: ${broken.join(", ")}`,
  };
}

/** What the preloaded events left on revenue. */
async function revenueBefore(bench: Bench): Promise<number> {
  return bench.asOwner(async (client) => {
    const { rows } = await client.query<{ sum: string }>(
      `SELECT COALESCE(sum(-e.side * e.amount), 0)::text AS sum FROM ledger.entries e JOIN ledger.accounts a ON a.id = e.account_id
       WHERE a.code = $1 AND e.effective_on < $2`,
      [REVENUE, DUE],
    );
    return Number(rows[0]!.sum) / 100;
  });
}

/** Loans and investments as their verbs would leave them, without the people and papers behind them. */
async function fill(bench: Bench) {
  await bench.asOwner(async (client) => {
    await client.query("SET session_replication_role = replica");
    for (const statement of POOL) await client.query(statement);
    await client.query("INSERT INTO loan_standings (loan_id) SELECT id FROM loans");
    await client.query("SET session_replication_role = origin");
    for (const [count, party, thing, side] of [
      [LOANS, "borrower:brw_", "loan:loan_", 1],
      [INVESTMENTS, "investor:inv_", "investment:ivm_", -1],
    ] as const) {
      for (let from = 1; from <= count; from += ACCOUNTS_A_CALL) {
        await client.query(
          `SELECT ledger.open_accounts(array_agg(c.code), array_agg('Interest'::text), array_agg($1::smallint), array_agg(''::text),
            array_agg('USD'::text), array_agg(2::smallint))
           FROM (SELECT $2 || g || ':' || $3 || g || ':interest' AS code FROM generate_series($4::int, $5::int) g) c`,
          [side, party, thing, from, Math.min(from + ACCOUNTS_A_CALL - 1, count)],
        );
      }
    }
    await client.query("VACUUM ANALYZE");
  });
}

const POOL = [
  `INSERT INTO loans (id, borrower_id, application_id, offer_id, agreement_id, status, principal, origination_fee, annual_rate, term_months,
      method, day_count, rounding, accepted_on, disbursed_on, first_due_on, schedule_version)
    SELECT 'loan_' || g, 'brw_' || g, 'app_' || g, 'off_' || g, 'agr_' || g, 'ACTIVE', 5000, 0, 0.12, 12,
      'FLAT', '30/360', 'half-even', '2026-01-01', '2026-01-01', '${DUE}', 1 FROM generate_series(1, ${LOANS}) g`,
  `INSERT INTO installments (loan_id, version, number, due_on, days, payment, principal, interest, balance)
    SELECT 'loan_' || g, 1, n, DATE '2026-01-01' + make_interval(months => n), 30, 466.67, 416.67, 50, 5000 - 416.67 * n
    FROM generate_series(1, ${LOANS}) g, generate_series(1, 2) n`,
  `INSERT INTO investments (id, investor_id, option_id, status, principal, annual_rate, term_months, external_account_id, agreement_id,
      idempotency_key, started_on, matures_on, created_on)
    SELECT 'ivm_' || g, 'inv_' || g, 'opt_1', 'ACTIVE', 10000, 0.048, 12, 'eac_' || g, 'agr_i' || g, 'ivm_' || g,
      '2026-01-01', '2027-01-01', '2026-01-01'
    FROM generate_series(1, ${INVESTMENTS}) g`,
];
