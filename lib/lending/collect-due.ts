import { addDays, toDbDate, type IsoDate } from "@/lib/calendar/dates";
import { db, inTransaction } from "@/lib/db";
import { DomainError } from "@/lib/errors";
import { log } from "@/lib/log";
import { lockLoan, userOf } from "./find-loan";
import { loanState } from "./loan-state";
import { loadPosition } from "./loan-position";
import { planRepayment } from "./repayment-plan";
import { startRepayment } from "./start-repayment";

/** A date that was missed is caught up within these days; afterwards a late installment waits for the borrower. */
const CATCH_UP_DAYS = 10;
/** A debit that came back is tried once more, not before these days have passed. */
const RETRY_AFTER_DAYS = 3;
const MOST_ATTEMPTS = 2;

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
  for (const candidate of candidates) {
    try {
      if (await collect(candidate, businessDate)) started += 1;
    } catch (error) {
      // One borrower's disabled bank account must not keep the others' payments from being collected.
      if (!(error instanceof DomainError)) throw error;
      log.warn(
        { loanId: candidate.loan_id, reason: error.message },
        "An installment could not be collected.",
      );
    }
  }
  return started;
}

/** Loans with an installment that fell due lately, with the newest such installment and the debits tried for it. */
async function listCandidates(on: IsoDate): Promise<Candidate[]> {
  return db.$queryRaw<Candidate[]>`
    SELECT l.id AS loan_id, due.number, tried.attempts
      FROM loans l
     CROSS JOIN LATERAL (
       SELECT max(i.number) AS number FROM installments i
        WHERE i.loan_id = l.id AND i.version = l.schedule_version
          AND i.due_on BETWEEN ${toDbDate(addDays(on, -CATCH_UP_DAYS))}::date AND ${toDbDate(on)}::date) due
     CROSS JOIN LATERAL (
       SELECT count(*)::int AS attempts, max(r.submitted_on) AS last_on,
              coalesce(bool_or(r.status IN ('PENDING', 'POSTED')), false) AS is_made
         FROM repayments r
        WHERE r.loan_id = l.id AND r.is_autopay
          AND r.idempotency_key LIKE 'autopay:' || l.id || ':' || due.number || ':%') tried
     WHERE l.status = 'ACTIVE' AND l.is_autopay AND due.number IS NOT NULL
       AND NOT tried.is_made AND tried.attempts < ${MOST_ATTEMPTS}
       AND (tried.last_on IS NULL OR tried.last_on <= ${toDbDate(addDays(on, -RETRY_AFTER_DAYS))}::date)
     ORDER BY l.number`;
}

async function collect({ loan_id: loanId, number, attempts }: Candidate, on: IsoDate): Promise<boolean> {
  return inTransaction(async (tx) => {
    const loan = await lockLoan(tx, loanId);
    if (loan.status !== "ACTIVE" || !loan.isAutopay || !loan.externalAccountId) return false;
    const idempotencyKey = `autopay:${loanId}:${number}:${attempts + 1}`;
    if ((await tx.repayment.count({ where: { idempotencyKey } })) > 0) return false;
    const { expected } = await loadPosition(tx, loanId);
    // Without anything due the plan would be the next installment, which autopay does not collect early.
    if (loanState({ ...expected, asOf: on }).dueAmount.isZero()) return false;
    const plan = planRepayment({ position: expected, kind: "SCHEDULED", asOf: on });
    const userId = await userOf(tx, loan.borrowerId);
    const { externalAccountId } = loan;
    await startRepayment(tx, { loan, plan, userId, externalAccountId, idempotencyKey, isAutopay: true, on });
    return true;
  });
}
