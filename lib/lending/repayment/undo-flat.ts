import type { IsoDate } from "@/lib/calendar/dates";
import type { Tx } from "@/lib/db";
import { invariant } from "@/lib/errors";
import { takenBack, type Booking } from "@/lib/ledger/post-facts";
import type { PostingRequest } from "@/lib/ledger/posting-request";
import { returnKey } from "@/lib/payments/ledger-keys";
import { chargeOffReturned } from "@/lib/lending/charge-off/charge-off-returned";
import { correctFees } from "./correct-fees";
import { reopenKey } from "@/lib/lending/terms/closing";
import { markReopened, type BookedClosing } from "@/lib/lending/terms/find-closing";
import type { LockedRepayment } from "@/lib/lending/terms/find-loan";
import { isPosted, loadPositions, rowsWith } from "@/lib/lending/terms/loan-position";
import { isSameSchedule, withCharged } from "@/lib/lending/terms/remake-schedule";
import { writeSchedules } from "@/lib/lending/terms/write-schedule";

export type ReturnedRepayment = LockedRepayment & {
  businessDate: IsoDate;
  /** The closing of its loan in force. */
  closing: BookedClosing | null;
};

/** Takes returned repayments of flat loans back. @returns what is to be posted: their mirrors, and those of closings */
export async function undoFlat(tx: Tx, returned: ReturnedRepayment[]): Promise<Booking> {
  if (returned.length === 0) return { requests: [] };
  const undone = returned.map(({ closing, ...each }) => ({
    ...each,
    // Days that have elapsed stay charged when an earlier payment comes back; interest that it had paid ahead was not paid.
    closing:
      closing && (closing.repaymentId === each.repayment.id || !closing.unearned.isZero()) ? closing : null,
  }));
  const again = await chargeOffReturned(
    tx,
    undone
      .filter(({ loan }) => loan.status === "CHARGED_OFF")
      .map(({ order, closing, ...each }) => ({
        ...each,
        paymentOrderId: order.id,
        closed: closing?.transactionId ?? null,
      })),
  );
  const fees = await correctFees(tx, returned);
  return {
    requests: [...undone.flatMap(mirrorsOf), ...fees.requests, ...again.requests],
    record: async (posted) => {
      await fees.record(posted);
      await markReopened(tx, reopenedBy(undone, posted));
      await again.record(posted);
      await reopenLoans(
        tx,
        undone.filter(({ loan }) => loan.status === "CLOSED"),
      );
      // Without a disbursement the loan's own money came back too, and with it the schedule.
      await restoreSchedules(
        tx,
        undone.filter(({ loan }) => loan.disbursedOn),
      );
    },
  };
}

/** The mirror of a repayment, and of the closing that goes with it. */
export function mirrorsOf({
  order,
  repayment,
  loan,
  closing,
  businessDate,
}: ReturnedRepayment): PostingRequest[] {
  invariant(repayment.postTransactionId !== null, `repayment ${repayment.id} was posted`);
  const beside = { effectiveOn: businessDate, metadata: { loanId: loan.id, repaymentId: repayment.id } };
  const key = returnKey("REPAYMENT", order.id);
  return [
    takenBack({ ...beside, key, parentId: String(repayment.postTransactionId) }),
    ...(closing
      ? [takenBack({ ...beside, key: reopenKey(order.id), parentId: String(closing.transactionId) })]
      : []),
  ];
}

/** For `markReopened`: the closings whose mirrors were posted. */
export function reopenedBy(returned: readonly ReturnedRepayment[], posted: ReadonlyMap<string, bigint>) {
  return returned.flatMap(({ order, loan, closing }) =>
    closing ? [{ loanId: loan.id, closing, reversal: posted.get(reopenKey(order.id))! }] : [],
  );
}

/** Loans that a repayment had closed and that are active again. */
export async function reopenLoans(tx: Tx, reopened: readonly ReturnedRepayment[]): Promise<void> {
  if (reopened.length === 0) return;
  await tx.loan.updateMany({
    where: { id: { in: reopened.map(({ loan }) => loan.id) } },
    data: { status: "ACTIVE", closedOn: null },
  });
}

/** Made again from the terms and the extra payments still in force, each equals the schedule before the returned payment. */
async function restoreSchedules(tx: Tx, returned: readonly ReturnedRepayment[]): Promise<void> {
  const positions = await loadPositions(
    tx,
    returned.map(({ loan }) => loan.id),
  );
  await writeSchedules(
    tx,
    [...positions.values()].flatMap(({ loan, booked, accrued, repayments }) => {
      const due = rowsWith({ loan, accrued, repayments: repayments.filter(isPosted) });
      const rows = withCharged(due, { before: booked.rows, accrued });
      return isSameSchedule(rows, booked.rows)
        ? []
        : [{ loanId: loan.id, version: loan.scheduleVersion + 1, rows }];
    }),
  );
}
