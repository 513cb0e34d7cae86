import { listAccruals, type Accrual } from "@/lib/accruals/queries";
import type { Tx } from "@/lib/db";
import { invariant } from "@/lib/errors";
import { together, type Booking } from "@/lib/ledger/post-facts";
import { ZERO } from "@/lib/money/money";
import { partsOf, sumParts, type Parts } from "@/lib/money/parts";
import { chargeOffReturned } from "@/lib/lending/charge-off/charge-off-returned";
import { markReopened } from "@/lib/lending/terms/find-closing";
import { isPosted, loadPositions, type LoanPosition } from "@/lib/lending/terms/loan-position";
import {
  asItCounts,
  correctionKey,
  postedSplits,
  restatementOf,
  restatementRequests,
  writeRestatements,
} from "@/lib/lending/terms/write-restatement";
import { mirrorsOf, reopenedBy, reopenLoans, type ReturnedRepayment } from "./undo-flat";

type Returned = ReturnedRepayment & {
  /** What it took off the loan's accounts when it was posted. */
  was: Parts;
};

/**
 * Takes returned repayments of loans on a declining balance back: each loan is computed again without its payment, and the difference
 * is posted with the mirror: what would have accrued on the restored principal, and how later payments count now.
 *
 * @returns what is to be posted
 */
export async function restateWithout(tx: Tx, repayments: ReturnedRepayment[]): Promise<Booking> {
  if (repayments.length === 0) return { requests: [] };
  const splits = await postedSplits(tx, repayments);
  const returned = repayments.map((each, at): Returned => ({ ...each, was: splits[at]! }));
  const isComputed = ({ loan }: Returned) => loan.status !== "CHARGED_OFF" && loan.disbursedOn !== null;
  return together(
    await undoAsItCounts(
      tx,
      returned.filter((each) => !isComputed(each)).map((each) => ({ ...each, closing: null })),
    ),
    await computeAgain(tx, returned.filter(isComputed)),
  );
}

function besides({ loan, repayment, order, businessDate }: Returned) {
  const metadata = { loanId: loan.id, repaymentId: repayment.id };
  return { key: correctionKey("returned", order.id), effectiveOn: businessDate, metadata };
}

/** Of loans that are charged off, or whose own money came back too. */
async function undoAsItCounts(tx: Tx, returned: Returned[]): Promise<Booking> {
  const again = await chargeOffReturned(
    tx,
    returned
      .filter(({ loan }) => loan.status === "CHARGED_OFF")
      .map(({ order, ...each }) => ({ ...each, paymentOrderId: order.id, closed: null })),
  );
  const requests = returned.flatMap((each) => {
    const entries = asItCounts(each.loan, each.repayment, each.was);
    return [...mirrorsOf(each), ...restatementRequests({ entries }, besides(each))];
  });
  return { requests: [...requests, ...again.requests], record: again.record };
}

async function computeAgain(tx: Tx, returned: Returned[]): Promise<Booking> {
  const loanIds = returned.map(({ loan }) => loan.id);
  const positions = await loadPositions(tx, loanIds);
  const accrualsOf = await listAccruals(tx, "loan", loanIds);
  const restated = returned.map((each) => {
    const position = positions.get(each.loan.id);
    invariant(position, `loan ${each.loan.id} was paid out`);
    const standing = position.repayments.filter(isPosted);
    const restatement = withoutPayment(each, position, accrualsOf.get(each.loan.id) ?? []);
    return { ...each, before: position.booked.rows, repayments: standing, restatement };
  });
  return {
    requests: restated.flatMap((each) => [
      ...mirrorsOf(each),
      ...restatementRequests(each.restatement, besides(each)),
    ]),
    record: async (posted) => {
      await markReopened(tx, reopenedBy(restated, posted));
      await reopenLoans(
        tx,
        restated.filter(({ loan, restatement }) => loan.status === "CLOSED" && !restatement.isClosed),
      );
      await writeRestatements(
        tx,
        restated.map((each) => ({ ...each, transactionId: posted.get(besides(each).key) })),
      );
    },
  };
}

/** A closing is of a loan that was closed before loans were computed again: what it had charged goes with it. */
function withoutPayment(
  { loan, closing, was }: Returned,
  position: LoanPosition,
  accruals: readonly Accrual[],
) {
  const closed = closing && accruals.find(({ transactionId }) => transactionId === closing.transactionId);
  const accrued = new Map([...position.accrued].filter(([period]) => period !== closed?.period));
  const charged = new Map(position.charged);
  if (closed) charged.set(closed.period, charged.get(closed.period)!.minus(closed.amount));
  const unearned = closing?.unearned ?? ZERO;
  return restatementOf(
    { loan, accrued, charged, fees: position.fees },
    {
      standing: position.repayments.filter(isPosted),
      balances: sumParts([
        position.booked.owed,
        was,
        partsOf({ interest: unearned.plus(closed?.amount ?? ZERO).negated(), principal: unearned }),
      ]),
    },
  );
}
