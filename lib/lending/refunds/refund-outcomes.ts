import { toDbDate, type IsoDate } from "@/lib/calendar/dates";
import type { Tx } from "@/lib/db";
import { invariant } from "@/lib/errors";
import { findAllPosted } from "@/lib/ledger/keys";
import { released, settled, takenBack, type Booking } from "@/lib/ledger/post-facts";
import { d, dollars } from "@/lib/money/money";
import type { NotificationKind } from "@/lib/notifications/kinds";
import { notifyEach } from "@/lib/notifications/notify";
import { notifyStaffOfReturns } from "@/lib/notifications/notify-staff-of-return";
import { disableExternalAccounts } from "@/lib/payments/external-accounts";
import { failKey, returnKey, settleKey } from "@/lib/payments/ledger-keys";
import { describeReturn } from "@/lib/payments/return-codes";
import type { Loan, PaymentOrder, Refund } from "@/prisma/generated/client";
import type { MoneyStatus } from "@/prisma/generated/enums";
import { loanPath, lockLoans, requireHold, usersOf } from "@/lib/lending/terms/find-loan";

type Outcome = { paymentOrderId: string; businessDate: IsoDate; returnCode?: string };
type Found = {
  order: PaymentOrder;
  refund: Refund;
  loan: Loan;
  businessDate: IsoDate;
  returnCode?: string | undefined;
};

/**
 * Refunds have arrived: Dr borrower credit, Cr cash.
 *
 * @returns what is to be posted
 */
export async function settleRefunds(tx: Tx, outcomes: Outcome[]): Promise<Booking> {
  const cleared = (await lock(tx, outcomes)).filter(({ refund }) => refund.status === "PENDING");
  if (cleared.length === 0) return { requests: [] };
  await mark(tx, cleared, "POSTED");
  await tell(tx, cleared, {
    kind: "refund-settled",
    words: "has been sent",
    body: "It should be in your bank account now.",
  });
  return {
    requests: cleared.map(({ order, loan, businessDate }) =>
      settled({
        key: settleKey("REFUND", order.id),
        holdId: requireHold(order),
        effectiveOn: businessDate,
        eventType: "borrower-refund",
        metadata: { loanId: loan.id },
      }),
    ),
  };
}

/**
 * Refunds never arrived: the credit balance is as it was.
 *
 * @returns what is to be posted: the holds are released
 */
export async function failRefunds(tx: Tx, outcomes: Outcome[]): Promise<Booking> {
  return release(tx, await lock(tx, outcomes), "FAILED");
}

/**
 * The bank sent refunds back: Dr cash, Cr borrower credit, or the hold is released.
 *
 * @returns what is to be posted
 */
export async function returnRefunds(tx: Tx, outcomes: Outcome[]): Promise<Booking> {
  const found = await lock(
    tx,
    outcomes.filter(({ returnCode }) => describeReturn(returnCode).returnsMoney),
  );
  await disableExternalAccounts(
    tx,
    found.flatMap(({ order, returnCode }) => {
      const { disablesAccount, words } = describeReturn(returnCode ?? order.returnCode);
      return order.externalAccountId && disablesAccount
        ? [{ id: order.externalAccountId, reason: words }]
        : [];
    }),
  );
  await notifyStaffOfReturns(tx, found);
  const pending = await release(tx, found, "RETURNED");
  const back = found.filter(({ refund }) => refund.status === "POSTED");
  if (back.length === 0) return pending;
  await mark(tx, back, "RETURNED");
  await tell(tx, back, CAME_BACK);
  const posted = await findAllPosted(
    tx,
    back.map(({ order }) => settleKey("REFUND", order.id)),
  );
  return {
    requests: [
      ...pending.requests,
      ...back.map(({ order, loan, businessDate }) =>
        takenBack({
          key: returnKey("REFUND", order.id),
          parentId: String(posted.get(settleKey("REFUND", order.id))!.transactionId),
          effectiveOn: businessDate,
          metadata: { loanId: loan.id },
        }),
      ),
    ],
  };
}

const CAME_BACK = {
  kind: "refund-failed",
  words: "could not be sent",
  body: "We still owe you this amount. Check your bank accounts in your profile, and contact us to have it sent again.",
} as const;

async function release(tx: Tx, found: readonly Found[], status: "FAILED" | "RETURNED"): Promise<Booking> {
  const pending = found.filter(({ refund }) => refund.status === "PENDING");
  if (pending.length === 0) return { requests: [] };
  await mark(tx, pending, status);
  await tell(tx, pending, CAME_BACK);
  return {
    requests: pending.map(({ order, loan, businessDate }) =>
      released({
        key: failKey("REFUND", order.id),
        holdId: requireHold(order),
        effectiveOn: businessDate,
        metadata: { loanId: loan.id },
      }),
    ),
  };
}

async function lock(tx: Tx, outcomes: readonly Outcome[]): Promise<Found[]> {
  if (outcomes.length === 0) return [];
  const ids = outcomes.map(({ paymentOrderId }) => paymentOrderId);
  const before = await tx.refund.findMany({ where: { paymentOrderId: { in: ids } } });
  const loans = await lockLoans(
    tx,
    before.map(({ loanId }) => loanId),
  );
  // Read after the lock: a verb that held it may just have changed the refund.
  const refunds = await tx.refund.findMany({ where: { paymentOrderId: { in: ids } } });
  const orders = await tx.paymentOrder.findMany({ where: { id: { in: ids } } });
  return outcomes.map(({ paymentOrderId, businessDate, returnCode }) => {
    const order = orders.find(({ id }) => id === paymentOrderId);
    const refund = refunds.find((each) => each.paymentOrderId === paymentOrderId);
    const loan = refund && loans.get(refund.loanId);
    invariant(order && refund && loan, `payment order ${paymentOrderId} is of a refund`);
    return { order, refund, loan, businessDate, returnCode };
  });
}

async function mark(tx: Tx, found: readonly Found[], status: MoneyStatus): Promise<void> {
  const { businessDate } = found[0]!;
  await tx.refund.updateMany({
    where: { id: { in: found.map(({ refund }) => refund.id) } },
    data: { status, ...(status === "POSTED" ? { postedOn: toDbDate(businessDate) } : {}) },
  });
}

async function tell(
  tx: Tx,
  found: readonly Found[],
  { kind, words, body }: { kind: NotificationKind; words: string; body: string },
): Promise<void> {
  const userOf = await usersOf(
    tx,
    found.map(({ loan }) => loan.borrowerId),
  );
  await notifyEach(
    tx,
    found.map(({ refund, loan, businessDate }) => ({
      userId: userOf(loan.borrowerId),
      kind,
      title: `Your refund of ${dollars(d(refund.amount))} ${words}`,
      body,
      href: loanPath(loan.id),
      datedOn: businessDate,
    })),
  );
}
