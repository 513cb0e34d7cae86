import { chunksOf } from "@/lib/chunks";
import { addDays, dateParts, type IsoDate } from "@/lib/calendar/dates";
import { db, inTransaction } from "@/lib/db";
import { inHalves, logLeftOut } from "@/lib/in-halves";
import { BUCKET_POLICY } from "@/lib/lending/servicing/delinquency";
import { lockLoanRows } from "@/lib/lending/terms/find-loan";
import { loadPositions } from "@/lib/lending/terms/loan-position";
import { book } from "@/lib/ledger/post-facts";
import { assessLateFees } from "./assess-fees";
import { NEVER } from "./facts";
import { recordDelinquency } from "./record-delinquency";

/** How many loans are read in one transaction. */
const AT_ONCE = 200;

/**
 * The morning of a business date: loans that are late from today on, or get into another bucket, are noted down, and late fees are
 * assessed on installments whose grace is over. Only loans of which
 * something can have changed by itself are read (`next_on`); those that paid what has fallen due are passed over in one statement.
 *
 * Running it twice notes nothing twice.
 *
 * @returns how many loans were passed over, and how many have changed
 */
export async function runDelinquency({
  businessDate,
}: {
  businessDate: IsoDate;
}): Promise<{ passed: number; changed: number }> {
  const passed = await passOver(businessDate);
  const waiting = await db.$queryRaw<{ id: string }[]>`
    SELECT loan_id AS id FROM loan_delinquencies WHERE next_on <= ${businessDate}::date ORDER BY loan_id`;
  let changed = 0;
  for (const some of chunksOf(waiting, AT_ONCE)) {
    const ids = some.map(({ id }) => id);
    const counts = await inHalves(
      ids,
      (loanIds) => look(loanIds, businessDate),
      (loanId, error) => logLeftOut({ loanId }, error, "How late a loan is could not be noted down."),
    );
    changed += counts.reduce((sum, count) => sum + count, 0);
  }
  if (isMonthEnd(businessDate)) await noteMonthEnd(businessDate);
  return { passed, changed };
}

function look(loanIds: string[], on: IsoDate): Promise<number> {
  return inTransaction(async (tx) => {
    await lockLoanRows(tx, loanIds);
    const read = await loadPositions(tx, loanIds);
    const fees = await assessLateFees(tx, read.values(), on);
    const day = { loanIds, on, reason: "day" } as const;
    if (fees.requests.length === 0) return (await recordDelinquency(tx, { ...day, read })).length;
    await book(tx, [fees]);
    return (await recordDelinquency(tx, day)).length;
  });
}

/**
 * Loans that are not late and whose payments, pending ones included, cover everything that fell due before the day, and loans that
 * are not being repaid. One that somebody is changing is left to be read.
 */
function passOver(on: IsoDate): Promise<number> {
  return db.$executeRaw`
    UPDATE loan_delinquencies d
       SET next_on = CASE WHEN l.status = 'ACTIVE' THEN coalesce(due.next_on + 1, ${NEVER}::date) ELSE ${NEVER}::date END,
           late_since = NULL, bucket = 'current', past_due_principal = 0, past_due_interest = 0,
           past_due_fees = CASE WHEN l.status = 'ACTIVE' THEN d.past_due_fees ELSE 0 END
      FROM (SELECT loan_id FROM loan_delinquencies WHERE next_on <= ${on}::date ORDER BY loan_id FOR UPDATE SKIP LOCKED) free
      JOIN loans l ON l.id = free.loan_id
     CROSS JOIN LATERAL (
       SELECT coalesce(sum(i.principal) FILTER (WHERE i.due_on < ${on}::date), 0) AS principal,
              coalesce(sum(i.interest) FILTER (WHERE i.due_on < ${on}::date), 0) AS interest,
              min(i.due_on) FILTER (WHERE i.due_on >= ${on}::date) AS next_on
         FROM installments i WHERE i.loan_id = l.id AND i.version = l.schedule_version) due
     CROSS JOIN LATERAL (
       SELECT coalesce(sum(r.principal - r.extra_principal), 0) AS principal,
              coalesce(sum(r.interest - r.extra_interest), 0) AS interest
         FROM repayments r WHERE r.loan_id = l.id AND r.status IN ('POSTED', 'PENDING')) paid
     WHERE d.loan_id = free.loan_id
       AND (l.status <> 'ACTIVE'
            OR d.late_since IS NULL AND paid.principal >= due.principal AND paid.interest >= due.interest)`;
}

function isMonthEnd(on: IsoDate): boolean {
  return dateParts(addDays(on, 1)).day === 1;
}

async function noteMonthEnd(on: IsoDate): Promise<void> {
  await db.$executeRaw`
    INSERT INTO loan_days (loan_id, day, days_past_due, late_since, bucket, bucket_before, past_due_principal, past_due_interest,
                           past_due_fees, is_accruing, reason, policy)
    SELECT d.loan_id, ${on}::date, coalesce(${on}::date - d.late_since, 0), d.late_since, d.bucket, d.bucket, d.past_due_principal,
           d.past_due_interest, d.past_due_fees, d.is_accruing, 'month-end', ${BUCKET_POLICY}
      FROM loan_delinquencies d JOIN loans l ON l.id = d.loan_id
     WHERE l.status = 'ACTIVE' ON CONFLICT (loan_id, day) WHERE reason = 'month-end' DO NOTHING`;
}
