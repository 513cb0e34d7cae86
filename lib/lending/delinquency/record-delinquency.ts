import { compare, toDbDate, type IsoDate } from "@/lib/calendar/dates";
import type { Tx } from "@/lib/db";
import { groupBy } from "@/lib/group-by";
import { partsOf, partsText, type Parts } from "@/lib/money/parts";
import { notifyEach } from "@/lib/notifications/notify";
import { sqlRows } from "@/lib/sql-rows";
import { BUCKET_POLICY } from "@/lib/lending/servicing/delinquency";
import { loanPath, usersOf } from "@/lib/lending/terms/find-loan";
import { loadPositions, type LoanPosition } from "@/lib/lending/terms/loan-position";
import { factsOf, nextChange, NOT_LATE, type Facts } from "./facts";
import { nextLateFeeOn } from "./late-fees";

/** Why a loan is looked at. */
export type Reason = "payment" | "return" | "day" | "fee" | "plan";

type Kept = {
  loanId: string;
  lateSince: IsoDate | null;
  bucket: string;
  isAccruing: boolean;
  pastDue: Parts;
};
/** Positions that were read in this transaction, after everything that changes them. */
type Read = ReadonlyMap<string, LoanPosition>;
type Change = { position: LoanPosition; facts: Facts; was: Kept; isAccruing: boolean };

/**
 * Notes down how late loans are, in the transaction in which it changed. A loan of which nothing has changed gets no row in the
 * history. Its borrower is notified once it is no longer late.
 *
 * The truth stays `standingOn`; of loans that are not being repaid nothing is noted.
 *
 * @returns the loans whose facts have changed
 */
export async function recordDelinquency(
  tx: Tx,
  { loanIds, on, reason, read }: { loanIds: readonly string[]; on: IsoDate; reason: Reason; read?: Read },
): Promise<string[]> {
  const ids = [...new Set(loanIds)];
  if (ids.length === 0) return [];
  const positions = read ?? (await loadPositions(tx, ids));
  const kept = await lockKept(tx, ids);
  const looked = kept.flatMap((was): Change[] => {
    const position = positions.get(was.loanId);
    if (position?.loan.status !== "ACTIVE") return [];
    return [{ position, was, facts: factsOf(position, on), isAccruing: true }];
  });
  const changed = looked.filter(isChanged);
  await keep(tx, looked, on);
  await tx.loanDay.createMany({ data: changed.map((change) => dayOf(change, { on, reason })) });
  await notifyOfCures(tx, changed, on);
  return changed.map(({ was }) => was.loanId);
}

/**
 * The same for payments that have started, which can only make a late loan less late: loans that are not late are not read.
 */
export async function recordPaid(
  tx: Tx,
  { loanIds, on }: { loanIds: readonly string[]; on: IsoDate },
): Promise<void> {
  if (loanIds.length === 0) return;
  const late = await tx.loanDelinquency.findMany({
    where: { loanId: { in: [...loanIds] }, bucket: { not: NOT_LATE.bucket } },
    select: { loanId: true },
  });
  await recordDelinquency(tx, { loanIds: late.map(({ loanId }) => loanId), on, reason: "payment" });
}

type Outcome = { loan: { id: string }; businessDate: IsoDate };

/** The same for payments that have cleared. */
export async function recordCleared(tx: Tx, outcomes: readonly Outcome[]): Promise<void> {
  for (const [on, loanIds] of byDate(outcomes)) await recordPaid(tx, { loanIds, on });
}

/** The same for payments that were not made, or that came back. */
export async function recordUnpaid(tx: Tx, outcomes: readonly Outcome[]): Promise<void> {
  for (const [on, loanIds] of byDate(outcomes))
    await recordDelinquency(tx, { loanIds, on, reason: "return" });
}

/** What a batch hears is nearly always of one date. */
function byDate(outcomes: readonly Outcome[]): Map<IsoDate, string[]> {
  const groups = groupBy(outcomes, ({ businessDate }) => businessDate);
  return new Map([...groups].map(([on, those]) => [on, those.map(({ loan }) => loan.id)]));
}

/** Locked, so that of two who note down the same loan the second sees what the first has noted. */
async function lockKept(tx: Tx, loanIds: string[]): Promise<Kept[]> {
  const rows = await tx.$queryRaw<(Omit<Kept, "pastDue"> & Parts<string>)[]>`
    SELECT loan_id AS "loanId", late_since::text AS "lateSince", bucket, is_accruing AS "isAccruing",
           past_due_principal::text AS principal, past_due_interest::text AS interest, past_due_fees::text AS fees
      FROM loan_delinquencies WHERE loan_id = ANY(${loanIds}::text[]) ORDER BY loan_id FOR UPDATE`;
  return rows.map(({ fees, interest, principal, ...row }) => ({
    ...row,
    pastDue: partsOf({ fees, interest, principal }),
  }));
}

function isChanged({ facts, was, isAccruing }: Change): boolean {
  const [now, then] = [partsText(facts.pastDue), partsText(was.pastDue)];
  return (
    facts.lateSince !== was.lateSince ||
    facts.bucket !== was.bucket ||
    isAccruing !== was.isAccruing ||
    now.fees !== then.fees ||
    now.interest !== then.interest ||
    now.principal !== then.principal
  );
}

const KEPT = {
  loan_id: "text",
  late_since: "date",
  bucket: "text",
  principal: "numeric",
  interest: "numeric",
  fees: "numeric",
  is_accruing: "boolean",
  next_on: "date",
} as const;

async function keep(tx: Tx, looked: Change[], on: IsoDate): Promise<void> {
  if (looked.length === 0) return;
  const rows = looked.map(({ position, facts, isAccruing }) => ({
    ...{ loan_id: position.loan.id, late_since: facts.lateSince, bucket: facts.bucket },
    ...partsText(facts.pastDue),
    is_accruing: isAccruing,
    next_on: first(
      nextChange({ expected: position.expected, facts, after: on }),
      nextLateFeeOn(position, on),
    ),
  }));
  await tx.$executeRaw`
    UPDATE loan_delinquencies d
       SET late_since = now.late_since, bucket = now.bucket, past_due_principal = now.principal, past_due_interest = now.interest,
           past_due_fees = now.fees, is_accruing = now.is_accruing, next_on = now.next_on
      FROM ${sqlRows("now", KEPT, rows)} WHERE d.loan_id = now.loan_id`;
}

const first = (a: IsoDate, b: IsoDate) => (compare(a, b) < 0 ? a : b);

function dayOf({ facts, was, isAccruing }: Change, { on, reason }: { on: IsoDate; reason: Reason }) {
  const { fees, interest, principal } = partsText(facts.pastDue);
  return {
    ...{ loanId: was.loanId, day: toDbDate(on), daysPastDue: facts.daysPastDue, bucket: facts.bucket },
    lateSince: facts.lateSince && toDbDate(facts.lateSince),
    bucketBefore: was.bucket,
    ...{ pastDuePrincipal: principal, pastDueInterest: interest, pastDueFees: fees, isAccruing, reason },
    event: eventOf(was.bucket, facts.bucket),
    policy: BUCKET_POLICY,
  };
}

/** What others may want to hear of; null when the bucket is the same. */
function eventOf(before: string, after: string): "loan.late" | "loan.bucket" | "loan.cured" | null {
  if (before === after) return null;
  if (after === NOT_LATE.bucket) return "loan.cured";
  return before === NOT_LATE.bucket ? "loan.late" : "loan.bucket";
}

async function notifyOfCures(tx: Tx, changed: Change[], on: IsoDate): Promise<void> {
  const cured = changed.filter(({ facts, was }) => was.lateSince !== null && facts.lateSince === null);
  if (cured.length === 0) return;
  const byBorrower = groupBy(cured, ({ position }) => position.loan.borrowerId);
  const userOf = await usersOf(tx, [...byBorrower.keys()]);
  await notifyEach(
    tx,
    cured.map(({ position: { loan } }) => ({
      userId: userOf(loan.borrowerId),
      kind: "loan-current",
      title: `Loan ${loan.number} is no longer past due`,
      body: "Your payments cover everything that was due. If one is returned, the days count from the original due date again.",
      href: loanPath(loan.id),
      datedOn: on,
    })),
  );
}
