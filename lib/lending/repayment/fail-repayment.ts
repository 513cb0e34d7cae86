import type { IsoDate } from "@/lib/calendar/dates";
import type { Tx } from "@/lib/db";
import { released, type Booking } from "@/lib/ledger/post-facts";
import { d, dollars } from "@/lib/money/money";
import { notifyEach } from "@/lib/notifications/notify";
import { sqlRows } from "@/lib/sql-rows";
import { applyReturnCodes, stopAfterLastAttempts } from "@/lib/lending/autopay/bank-answer";
import { recordUnpaid } from "@/lib/lending/delinquency/record-delinquency";
import {
  loanPath,
  lockByRepayments,
  requireHold,
  usersOf,
  type LockedRepayment,
} from "@/lib/lending/terms/find-loan";

/** What the borrower is notified of when a repayment has ended without being paid. */
const ENDED = {
  FAILED: "repayment-failed",
  RETURNED: "repayment-returned",
  CANCELLED: "repayment-cancelled",
} as const;

type Outcome = { paymentOrderId: string; businessDate: IsoDate; returnCode?: string | undefined };

/**
 * The payments did not happen: their announcements are taken back, and what they would have paid stays due.
 *
 * @returns what is to be posted: the holds are released
 */
export async function failRepayments(tx: Tx, outcomes: Outcome[]): Promise<Booking> {
  if (outcomes.length === 0) return { requests: [] };
  const locked = await lockByRepayments(tx, outcomes);
  const failed = locked
    .map((found) => ({ ...found, isCanceled: found.order.status === "CANCELLED" }))
    .filter(({ repayment }) => repayment.status === "PENDING"); // the others were acted on before
  const coded = failed.filter(({ returnCode }) => returnCode);
  const words = await applyReturnCodes(tx, coded);
  const wordsOf = new Map(coded.map(({ order }, at) => [order.id, words[at]!]));
  await stopAfterLastAttempts(
    tx,
    failed
      .filter(({ returnCode, isCanceled }) => !returnCode && !isCanceled)
      .map(({ order, businessDate }) => ({ order, on: businessDate })),
  );
  return endPending(
    tx,
    failed.map(({ isCanceled, ...found }) => ({
      ...found,
      status: isCanceled ? ("CANCELLED" as const) : ("FAILED" as const),
      title: `Your payment of ${dollars(d(found.repayment.amount))} was ${isCanceled ? "canceled" : "unsuccessful"}`,
      body: `${wordsOf.get(found.order.id) ?? found.order.failureReason ?? ""} No money was collected, and the amount is still due.`.trim(),
    })),
  );
}

export type EndedRepayment = LockedRepayment & {
  status: "CANCELLED" | "FAILED" | "RETURNED";
  businessDate: IsoDate;
  title: string;
  body: string;
};

/** Ends repayments that never cleared. @returns what is to be posted */
export async function endPending(tx: Tx, ended: EndedRepayment[]): Promise<Booking> {
  if (ended.length === 0) return { requests: [] };
  await tx.$executeRaw`
    UPDATE repayments r SET status = ended.status::"MoneyStatus"
      FROM ${sqlRows(
        "ended",
        { id: "text", status: "text" },
        ended.map(({ repayment, status }) => ({ id: repayment.id, status })),
      )}
     WHERE r.id = ended.id`;
  const userOf = await usersOf(
    tx,
    ended.map(({ loan }) => loan.borrowerId),
  );
  await notifyEach(
    tx,
    ended.map(({ loan, status, title, body, businessDate }) => ({
      userId: userOf(loan.borrowerId),
      kind: ENDED[status],
      ...{ title, body },
      href: loanPath(loan.id),
      datedOn: businessDate,
    })),
  );
  return {
    requests: ended.map(({ order, loan, repayment, businessDate }) =>
      released({
        key: `end-repayment:${order.id}`,
        holdId: requireHold(order),
        effectiveOn: businessDate,
        metadata: { loanId: loan.id, repaymentId: repayment.id },
      }),
    ),
    record: () => recordUnpaid(tx, ended),
  };
}
