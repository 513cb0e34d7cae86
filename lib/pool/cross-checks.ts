// Does the ledger agree with the business? Each check is one query that returns nothing when all is well, and one line
// per offender, with its id and the figures that differ, when it is not.
import { LONG_READ_MS } from "@/lib/connection-limits";
import { allowLongStatements, db } from "@/lib/db";
import { falseStandings } from "@/lib/lending/reading/loan-standings";
import { selecting } from "@/lib/ledger/balance-rows";
import { SETTLE_KEY_SQL } from "@/lib/payments/ledger-keys";
import {
  ALLOWANCE,
  CASH,
  CHARGE_OFF_LOSS,
  investmentCodeSql,
  loanCodeSql,
  SUSPENSE_PAYMENTS,
  SUSPENSE_RECEIPTS,
} from "@/lib/transaction-types/account-codes";
import { Prisma } from "@/prisma/generated/client";
import { POOL_GROUPS, poolMonthsSql, type PoolGroup } from "./kept-sums";

export type CheckResult = { id: string; sentence: string; ok: boolean; offending: string[] };

type Check = { id: string; sentence: string; offenders: Prisma.Sql };

/** Runs all of them; none changes anything. */
export async function runCrossChecks(): Promise<CheckResult[]> {
  const results = await db.$transaction(
    async (tx) => {
      await allowLongStatements(tx);
      const results: CheckResult[] = [];
      for (const { id, sentence, offenders } of CHECKS) {
        const rows = await tx.$queryRaw<{ offender: string }[]>(offenders);
        results.push(
          verdict(
            id,
            sentence,
            rows.map((row) => row.offender),
          ),
        );
      }
      return results;
    },
    { timeout: LONG_READ_MS },
  );
  return [...results, verdict("loan-standings", STANDINGS, await falseStandings())];
}

const STANDINGS = "What is kept of how loans stand is what their schedules, payments and the ledger give.";

function verdict(id: string, sentence: string, offending: string[]): CheckResult {
  return { id, sentence, ok: offending.length === 0, offending };
}

/** Dollars posted on the account of a code; 0 when it was never opened. */
const posted = (code: Prisma.Sql) =>
  Prisma.sql`coalesce((SELECT b.posted / 100.0 FROM ledger.account_balances b WHERE b.code = ${code}), 0)::numeric(20, 2)`;

const loanAccount = (part: "principal" | "interest" | "fees" | "credit") =>
  Prisma.raw(loanCodeSql({ borrowerId: "l.borrower_id", loanId: "l.id" }, part));
const investmentAccount = (part: "principal" | "interest") =>
  Prisma.raw(investmentCodeSql({ investorId: "i.investor_id", investmentId: "i.id" }, part));

/** A sum over the repayments of a loan that stand. */
const repaid = (column: Prisma.Sql) =>
  Prisma.sql`coalesce((SELECT sum(${column}) FROM repayments r WHERE r.loan_id = l.id AND r.status = 'POSTED'), 0)`;

/** What was charged off of a loan. */
const givenUp = (column: "principal" | "interest" | "fees") =>
  Prisma.sql`coalesce((SELECT sum(c.${Prisma.raw(column)}) FROM charge_offs c WHERE c.loan_id = l.id), 0)`;

const accrued = (subject: "loan" | "investment", id: Prisma.Sql) =>
  Prisma.sql`coalesce((SELECT sum(a.amount) FROM interest_accruals a
    WHERE a.subject_type = ${subject} AND a.subject_id = ${id} AND a.reversed_transaction_id IS NULL), 0)`;

/** What early withdrawals have fixed and not paid yet. */
const withdrawing = (column: "principal" | "interest") =>
  Prisma.sql`coalesce((SELECT sum(w.${Prisma.raw(column)}) FROM withdrawal_payments w
    WHERE w.investment_id = i.id AND w.state IN ('PAYING', 'UNPAID')), 0)`;

/** Interest that early withdrawals were credited beside the runs, less what they forfeited and took. */
const withdrawn = Prisma.sql`coalesce((SELECT sum(w.running - w.penalty - w.interest) FROM withdrawal_payments w
    WHERE w.investment_id = i.id AND w.state <> 'CANCELED'), 0)`;

/** Interest of a loan charged beside the runs. */
const corrected = Prisma.sql`coalesce((SELECT sum(c.amount) FROM interest_corrections c WHERE c.loan_id = l.id), 0)`;

/** Two figures per row that must be equal. */
const differing = (rows: Prisma.Sql) => Prisma.sql`
  SELECT format('%s: ledger %s, expected %s', id, ledger, expected) AS offender
    FROM (${rows}) compared WHERE ledger <> expected ORDER BY id`;

/**
 * What the ledger posted on cash for each payment order: the settled hold, or the posting under the order's own key when
 * nothing was held. `acted` says whether the rooms above have acted on the completion and on a return.
 */
const ORDERS = Prisma.sql`
  WITH acted AS (
    SELECT o.*,
           CASE o.direction WHEN 'CREDIT' THEN -o.amount ELSE o.amount END AS signed,
           EXISTS (SELECT 1 FROM payment_transitions t WHERE t.payment_order_id = o.id
             AND t.to_status = 'COMPLETED' AND t.handled_at IS NOT NULL) AS is_completed,
           EXISTS (SELECT 1 FROM payment_transitions t WHERE t.payment_order_id = o.id
             AND t.to_status IN ('RETURNED', 'REVERSED') AND t.handled_at IS NOT NULL) AS is_returned,
           EXISTS (SELECT 1 FROM payment_transitions t WHERE t.payment_order_id = o.id
             AND t.to_status IN ('COMPLETED', 'RETURNED', 'REVERSED', 'FAILED', 'DENIED', 'CANCELLED', 'STOPPED')
             AND t.handled_at IS NOT NULL) AS is_decided
      FROM payment_orders o),
  postings AS (
    SELECT o.id AS order_id, t.id AS transaction_id
      FROM payment_orders o JOIN ledger.transactions t ON t.parent_id = o.hold_transaction_id AND t.kind = 3
    UNION
    SELECT o.id, k.ref_id FROM payment_orders o
      JOIN ledger.keys k ON k.idem_key = ${Prisma.raw(SETTLE_KEY_SQL)} AND k.outcome = 'posted'),
  on_cash AS (
    SELECT p.order_id, p.transaction_id,
           coalesce((SELECT sum(e.side * e.amount) / 100.0 FROM ledger.entries e JOIN ledger.accounts a ON a.id = e.account_id
             WHERE e.transaction_id = p.transaction_id AND e.layer = 0 AND a.code = ${CASH}), 0)::numeric(20, 2) AS amount,
           EXISTS (SELECT 1 FROM ledger.transactions v WHERE v.parent_id = p.transaction_id AND v.kind = 5) AS is_reversed
      FROM postings p)`;

/** What the balances of a group's accounts come to, in the columns of `poolMonthsSql`. */
const balancesOf = (group: PoolGroup) => Prisma.sql`
  SELECT ${group}::text AS group_name, coalesce(sum(b.posted_debits), 0) AS debits, coalesce(sum(b.posted_credits), 0) AS credits,
         coalesce(sum(b.pending_debits), 0) AS pending_debits, coalesce(sum(b.pending_credits), 0) AS pending_credits
    FROM ledger.accounts a JOIN ledger.balances b ON b.account_id = a.id WHERE ${selecting(POOL_GROUPS[group])}`;

const CHECKS: readonly Check[] = [
  {
    id: "loan-principal",
    sentence:
      "Principal that borrowers owe in the ledger equals principal disbursed less principal repaid and charged off.",
    offenders: differing(Prisma.sql`
      SELECT l.id, ${posted(loanAccount("principal"))} AS ledger,
             CASE WHEN l.status IN ('ACTIVE', 'CLOSED', 'CHARGED_OFF') THEN l.principal ELSE 0 END
               - ${repaid(Prisma.sql`r.principal + r.unearned_interest`)} - ${givenUp("principal")} AS expected
        FROM loans l`),
  },
  {
    id: "loan-schedule",
    sentence:
      "Principal that active loans owe in the ledger equals the principal remaining on their schedules.",
    offenders: differing(Prisma.sql`
      SELECT l.id, ${posted(loanAccount("principal"))} AS ledger,
             coalesce((SELECT sum(n.principal) FROM installments n WHERE n.loan_id = l.id AND n.version = l.schedule_version), 0)
               - ${repaid(Prisma.sql`r.principal + r.unearned_interest - r.extra_principal`)} AS expected
        FROM loans l WHERE l.status = 'ACTIVE'`),
  },
  {
    id: "loan-interest",
    sentence:
      "Interest that borrowers owe in the ledger equals interest charged less interest repaid and charged off.",
    offenders: differing(Prisma.sql`
      SELECT l.id, ${posted(loanAccount("interest"))} AS ledger,
             ${accrued("loan", Prisma.sql`l.id`)} + ${corrected} - ${repaid(Prisma.sql`r.interest - r.unearned_interest`)} - ${givenUp("interest")} AS expected
        FROM loans l`),
  },
  {
    id: "loan-fees",
    sentence:
      "Fees that borrowers owe in the ledger equal fees assessed less those waived, paid and charged off.",
    offenders: differing(Prisma.sql`
      SELECT l.id, ${posted(loanAccount("fees"))} AS ledger,
             f.assessed - f.waived + f.credited - ${repaid(Prisma.sql`r.fees`)} - ${givenUp("fees")} AS expected
        FROM (SELECT loan_id, sum(amount) AS assessed, coalesce(sum(amount) FILTER (WHERE waived_on IS NOT NULL), 0) AS waived,
                     sum(credited) AS credited FROM loan_fees GROUP BY loan_id) f
        JOIN loans l ON l.id = f.loan_id`),
  },
  {
    id: "loan-credits",
    sentence:
      "What we owe a borrower beyond a loan equals what was paid of fees that were waived, less refunds.",
    offenders: differing(Prisma.sql`
      SELECT l.id, ${posted(loanAccount("credit"))} AS ledger,
             coalesce((SELECT sum(f.credited) FROM loan_fees f WHERE f.loan_id = l.id), 0)
               - coalesce((SELECT sum(r.amount) FROM refunds r WHERE r.loan_id = l.id AND r.status = 'POSTED'), 0) AS expected
        FROM loans l WHERE EXISTS (SELECT FROM loan_credits c WHERE c.loan_id = l.id)`),
  },
  {
    id: "delinquency-history",
    sentence:
      "The last row of a loan's delinquency history is what is kept of it, unless it is no longer repaid.",
    offenders: Prisma.sql`
      SELECT format('%s: kept %s, history %s', d.loan_id, d.bucket, h.bucket) AS offender
        FROM loan_delinquencies d
        JOIN loans l ON l.id = d.loan_id AND l.status = 'ACTIVE'
        JOIN LATERAL (SELECT bucket, late_since FROM loan_days y WHERE y.loan_id = d.loan_id ORDER BY y.id DESC LIMIT 1) h ON TRUE
       WHERE h.bucket <> d.bucket OR h.late_since IS DISTINCT FROM d.late_since ORDER BY 1`,
  },
  {
    id: "charged-off-loans",
    sentence: "A charged-off loan owes nothing in the ledger, and no other loan has amounts charged off.",
    offenders: Prisma.sql`
      SELECT format('%s (%s): principal %s, interest %s, charged off %s times', id, status, principal, interest, times) AS offender
        FROM (SELECT l.id, l.status, ${posted(loanAccount("principal"))} AS principal, ${posted(loanAccount("interest"))} AS interest,
                     (SELECT count(*) FROM charge_offs c WHERE c.loan_id = l.id) AS times
                FROM loans l) found
       WHERE CASE WHEN status = 'CHARGED_OFF' THEN principal <> 0 OR interest <> 0 OR times = 0 ELSE times > 0 END
       ORDER BY id`,
  },
  {
    id: "charge-off-loss",
    sentence:
      "The loss in the ledger equals principal charged off, less interest paid ahead and what the allowance absorbed.",
    offenders: Prisma.sql`
      SELECT format('%s: ledger %s, expected %s', ${CHARGE_OFF_LOSS}::text, ledger, expected) AS offender
        FROM (SELECT ${posted(Prisma.sql`${CHARGE_OFF_LOSS}`)} AS ledger,
                     coalesce((SELECT sum(principal + least(interest, 0)) FROM charge_offs), 0)
                       - coalesce((SELECT sum(absorbed) FROM allowance_runs), 0) AS expected) compared
       WHERE ledger <> expected`,
  },
  {
    id: "allowance",
    sentence:
      "The allowance in the ledger is what the last night's run set it to, and its provisions less what it absorbed.",
    offenders: Prisma.sql`
      SELECT format('%s: ledger %s, last run %s, provisions less losses %s', ${ALLOWANCE}::text, ledger, last, summed) AS offender
        FROM (SELECT ${posted(Prisma.sql`${ALLOWANCE}`)} AS ledger,
                     coalesce((SELECT allowance FROM allowance_runs ORDER BY business_date DESC LIMIT 1), 0) AS last,
                     coalesce((SELECT sum(provision - absorbed) FROM allowance_runs), 0) AS summed) compared
       WHERE ledger <> last OR ledger <> summed`,
  },
  {
    id: "investment-principal",
    sentence:
      "The principal owed to investors in the ledger equals that of each active investment and of early withdrawals on their way.",
    offenders: differing(Prisma.sql`
      SELECT i.id, ${posted(investmentAccount("principal"))} AS ledger,
             CASE WHEN i.status IN ('ACTIVE', 'MATURED') THEN i.principal ELSE 0 END + ${withdrawing("principal")} AS expected
        FROM investments i`),
  },
  {
    id: "investment-interest",
    sentence: "The interest owed to investors in the ledger equals interest credited and not yet paid out.",
    offenders: differing(Prisma.sql`
      SELECT i.id, ${posted(investmentAccount("interest"))} AS ledger,
             CASE WHEN i.status IN ('ACTIVE', 'MATURED')
               THEN ${accrued("investment", Prisma.sql`i.id`)} + ${withdrawn} ELSE 0 END + ${withdrawing("interest")} AS expected
        FROM investments i`),
  },
  {
    id: "payment-postings",
    sentence:
      "Every completed payment order has exactly one posted transaction of its amount on cash, reversed if it was returned.",
    offenders: Prisma.sql`${ORDERS}
      SELECT format('%s: %s postings, %s on cash, order of %s%s', o.id, count(p.transaction_id), coalesce(sum(p.amount), 0),
               o.signed, CASE WHEN o.is_returned THEN ', returned' ELSE '' END) AS offender
        FROM acted o LEFT JOIN on_cash p ON p.order_id = o.id
       GROUP BY o.id, o.signed, o.is_completed, o.is_returned
      HAVING CASE WHEN o.is_completed
               THEN count(p.transaction_id) <> 1 OR sum(p.amount) <> o.signed OR bool_or(p.is_reversed) <> o.is_returned
               ELSE count(p.transaction_id) <> 0 END
       ORDER BY o.id`,
  },
  {
    id: "cash-from-payments",
    sentence:
      "Cash in the ledger equals the sum of completed payment orders less those returned, and of what was booked from bank statements or sent back.",
    offenders: Prisma.sql`${ORDERS}
      SELECT format('%s: ledger %s, payment orders %s', ${CASH}::text, ledger, expected) AS offender
        FROM (SELECT ${posted(Prisma.sql`${CASH}`)} AS ledger,
                     coalesce((SELECT sum(signed) FROM acted WHERE is_completed AND NOT is_returned), 0)
                       + coalesce((SELECT sum(m.amount) FROM bank_matches m WHERE m.transaction_id IS NOT NULL AND m.undone_at IS NULL), 0)
                       - coalesce((SELECT sum(b.amount) FROM bank_send_backs b WHERE b.sent_on IS NOT NULL), 0) AS expected) compared
       WHERE ledger <> expected`,
  },
  {
    id: "suspense",
    sentence:
      "The suspense accounts equal what was booked on them from bank statements and is not resolved yet, and by journals.",
    offenders: differing(Prisma.sql`
      SELECT s.code AS id, ${posted(Prisma.sql`s.code`)} AS ledger,
             coalesce((SELECT sum(abs(m.amount)) FROM bank_matches m
               WHERE m.target_type = 'SUSPENSE' AND m.target_id = s.code AND m.undone_at IS NULL
                 AND NOT EXISTS (SELECT 1 FROM bank_exceptions e WHERE e.line_id = m.line_id AND e.transaction_id IS NOT NULL)), 0)
             + coalesce((SELECT sum(a.normal_side * e.side * e.amount) FROM ledger.entries e
                 JOIN ledger.accounts a ON a.id = e.account_id JOIN ledger.transactions t ON t.id = e.transaction_id
                WHERE a.code = s.code AND e.layer = 0 AND t.event_type = 'manual-journal'), 0) / 100.0 AS expected
        FROM (VALUES (${SUSPENSE_RECEIPTS}), (${SUSPENSE_PAYMENTS})) s (code)`),
  },
  {
    id: "open-holds",
    sentence:
      "Every pending payment order has an open hold, and every open hold belongs to such an order, to money that is being sent back, or to money that is not final yet.",
    offenders: Prisma.sql`${ORDERS},
      holds AS (
        SELECT h.id, NOT EXISTS (SELECT 1 FROM ledger.transactions c WHERE c.parent_id = h.id AND c.kind IN (3, 4)) AS is_open
          FROM ledger.transactions h WHERE h.kind = 2)
      SELECT format('%s: hold %s is %s', o.id, h.id, CASE WHEN h.is_open THEN 'still open' ELSE 'already resolved' END) AS offender
        FROM acted o JOIN holds h ON h.id = o.hold_transaction_id WHERE h.is_open = o.is_decided
      UNION ALL
      SELECT format('hold %s belongs to no payment order', h.id) FROM holds h
       WHERE h.is_open AND NOT EXISTS (SELECT 1 FROM payment_orders o WHERE o.hold_transaction_id = h.id)
         AND NOT EXISTS (SELECT 1 FROM bank_send_backs b WHERE b.hold_transaction_id = h.id AND b.state = 'ASKED')
         AND NOT EXISTS (SELECT 1 FROM finality_holds f WHERE f.hold_transaction_id = h.id AND f.ended_on IS NULL)
      UNION ALL
      SELECT format('%s: hold %s for money that is not final is already resolved', f.payment_order_id, h.id)
        FROM finality_holds f JOIN holds h ON h.id = f.hold_transaction_id WHERE f.ended_on IS NULL AND NOT h.is_open`,
  },
  {
    id: "signed-documents",
    sentence: "Every signed document still has its original hash.",
    offenders: Prisma.sql`
      SELECT id AS offender FROM signed_documents
       WHERE sha256 <> encode(sha256(convert_to(body, 'UTF8')), 'hex') ORDER BY id`,
  },
  {
    id: "pool-sums",
    sentence: "The sums that are kept of the pool's accounts are the sums of their balances.",
    offenders: Prisma.sql`
      WITH kept AS (
        SELECT group_name, sum(debits) AS debits, sum(credits) AS credits, sum(pending_debits) AS pending_debits,
               sum(pending_credits) AS pending_credits
          FROM (${poolMonthsSql()}) months GROUP BY 1)
      SELECT format('%s: kept %s, %s, %s and %s, balances %s, %s, %s and %s', b.group_name, k.debits, k.credits, k.pending_debits,
                    k.pending_credits, b.debits, b.credits, b.pending_debits, b.pending_credits) AS offender
        FROM (${Prisma.join((Object.keys(POOL_GROUPS) as PoolGroup[]).map(balancesOf), " UNION ALL ")}) b
        LEFT JOIN kept k ON k.group_name = b.group_name
       WHERE (coalesce(k.debits, 0), coalesce(k.credits, 0), coalesce(k.pending_debits, 0), coalesce(k.pending_credits, 0))
             <> (b.debits, b.credits, b.pending_debits, b.pending_credits) ORDER BY 1`,
  },
];
