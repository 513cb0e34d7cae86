import { addDays, toDbDate, type IsoDate } from "@/lib/calendar/dates";
import { db, inTransaction, type Tx } from "@/lib/db";
import { DomainError } from "@/lib/errors";
import { log } from "@/lib/log";
import { lockLoans, usersOf } from "./find-loan";
import { loanState } from "./loan-state";
import { loadPositions } from "./loan-position";
import { planRepayment } from "./repayment-plan";
import { startRepayments, type RepaymentStart } from "./start-repayment";

/** A date that was missed is caught up within these days; afterwards a late installment waits for the borrower. */
const CATCH_UP_DAYS = 10;
/** A debit that came back is tried once more, not before these days have passed. */
const RETRY_AFTER_DAYS = 3;
const MOST_ATTEMPTS = 2;

/** How many are collected in one transaction: few enough that nobody waits long for one of the loans. */
const AT_ONCE = 50;

type Candidate = { loan_id: string; number: number; attempts: number };

/**
 * Collects what is due from borrowers who chose autopay. Payments on their way count as made, so nothing is collected
 * twice; one query when nothing is due.
 *
 * @returns how many repayments were started
 */
export async function collectDue({ businessDate }: { businessDate: IsoDate }): Promise<number> {
  const candidates = await listCandidates(businessDate);
  let started = 0;
  for (let from = 0; from < candidates.length; from += AT_ONCE) {
    started += await collectSome(candidates.slice(from, from + AT_ONCE), businessDate);
  }
  return started;
}

/** Together; where one of them is refused, each by itself, because it must not keep the others from being collected. */
async function collectSome(candidates: Candidate[], on: IsoDate): Promise<number> {
  try {
    return await inTransaction((tx) => collect(tx, candidates, on));
  } catch (error) {
    if (!(error instanceof DomainError)) throw error;
    if (candidates.length === 1) {
      tellRefused(candidates[0]!.loan_id, error);
      return 0;
    }
  }
  let started = 0;
  for (const candidate of candidates) started += await collectSome([candidate], on);
  return started;
}

function tellRefused(loanId: string, error: DomainError) {
  log.warn({ loanId, reason: error.message }, "An installment could not be collected.");
}

/** Loans with an installment that fell due lately, with the newest such installment and the debits tried for it. */
async function listCandidates(on: IsoDate): Promise<Candidate[]> {
  return db.$queryRaw<Candidate[]>`
    WITH due AS (
      SELECT i.loan_id, max(i.number) AS number
        FROM installments i JOIN loans l ON l.id = i.loan_id AND l.schedule_version = i.version
       WHERE i.due_on BETWEEN ${toDbDate(addDays(on, -CATCH_UP_DAYS))}::date AND ${toDbDate(on)}::date
         AND l.status = 'ACTIVE' AND l.is_autopay
       GROUP BY i.loan_id)
    SELECT l.id AS loan_id, due.number, tried.attempts
      FROM due JOIN loans l ON l.id = due.loan_id
     CROSS JOIN LATERAL (
       SELECT count(*)::int AS attempts, max(r.submitted_on) AS last_on,
              coalesce(bool_or(r.status IN ('PENDING', 'POSTED')), false) AS is_made
         FROM repayments r
        WHERE r.loan_id = l.id AND r.is_autopay
          AND r.idempotency_key LIKE 'autopay:' || l.id || ':' || due.number || ':%') tried
     WHERE NOT tried.is_made AND tried.attempts < ${MOST_ATTEMPTS}
       AND (tried.last_on IS NULL OR tried.last_on <= ${toDbDate(addDays(on, -RETRY_AFTER_DAYS))}::date)
     ORDER BY l.number`;
}

async function collect(tx: Tx, candidates: Candidate[], on: IsoDate): Promise<number> {
  const loans = await lockLoans(
    tx,
    candidates.map(({ loan_id }) => loan_id),
  );
  const keyed = candidates.map(({ loan_id: loanId, number, attempts }) => ({
    loanId,
    idempotencyKey: `autopay:${loanId}:${number}:${attempts + 1}`,
  }));
  const where = { idempotencyKey: { in: keyed.map(({ idempotencyKey }) => idempotencyKey) } };
  const made = await tx.repayment.findMany({ where, select: { idempotencyKey: true } });
  const known = new Set(made.map(({ idempotencyKey }) => idempotencyKey));
  const positions = await loadPositions(tx, [...loans.keys()]);
  const userOf = await usersOf(
    tx,
    [...loans.values()].map(({ borrowerId }) => borrowerId),
  );
  const starts = keyed.flatMap(({ loanId, idempotencyKey }): RepaymentStart[] => {
    const loan = loans.get(loanId);
    const position = positions.get(loanId)?.expected;
    if (loan?.status !== "ACTIVE" || !loan.isAutopay || !loan.externalAccountId || !position) return [];
    // Without anything due the plan would be the next installment, which autopay does not collect early.
    if (known.has(idempotencyKey) || loanState({ ...position, asOf: on }).dueAmount.isZero()) return [];
    const plan = planRepayment({ position, kind: "SCHEDULED", asOf: on });
    const { externalAccountId, borrowerId } = loan;
    return [
      { loan, plan, userId: userOf(borrowerId), externalAccountId, idempotencyKey, isAutopay: true, on },
    ];
  });
  if (starts.length > 0) await startRepayments(tx, starts);
  return starts.length;
}
