import { listAccruals } from "@/lib/accruals/queries";
import { undoAccruals } from "@/lib/accruals/undo-accruals";
import { toDbDate, type IsoDate } from "@/lib/calendar/dates";
import { recordAudits } from "@/lib/audit/record-audit";
import type { Tx } from "@/lib/db";
import { findAllPosted } from "@/lib/ledger/keys";
import { takenBack, together, type Booking } from "@/lib/ledger/post-facts";
import type { PostingRequest } from "@/lib/ledger/posting-request";
import { d, type Decimal, dollars, sum, toMoney, ZERO } from "@/lib/money/money";
import { notifyAdministrators, notifyEach } from "@/lib/notifications/notify";
import { returnInterestKey, returnKey, settleKey } from "@/lib/payments/ledger-keys";
import { describeReturn } from "@/lib/payments/return-codes";
import { interestCalculation } from "@/lib/transaction-types/interest-calculation";
import { reversal } from "@/lib/transaction-types/reversal";
import type { InterestCorrection } from "@/prisma/generated/client";
import { applyReturnCodes } from "@/lib/lending/autopay/bank-answer";
import { failDisbursements } from "./fail-disbursement";
import { findClosings, markReopened, type BookedClosing } from "@/lib/lending/terms/find-closing";
import { reopenKey } from "@/lib/lending/terms/closing";
import {
  loanPath,
  lockByDisbursements,
  usersOf,
  type LockedDisbursement,
} from "@/lib/lending/terms/find-loan";

type Outcome = { paymentOrderId: string; businessDate: IsoDate; returnCode?: string };
type Found = LockedDisbursement & { businessDate: IsoDate; returnCode?: string | undefined };
type Returned = Found & {
  /** The transaction by which it was posted. */
  settled: bigint;
  /** Dollars of the payments that stand. */
  paid: Decimal;
};
/** With what has to be undone; of a loan that is charged off nothing but the posting. */
type Undone = Returned & {
  closing: BookedClosing | null;
  corrections: InterestCorrection[];
  /** Dollars of interest by period. */
  charged: ReadonlyMap<number, Decimal>;
};

/**
 * The money came back: the loans never began. The posting and all interest charged since are undone, and the borrower may
 * name another account. Money that came back before it had cleared only frees its reservation.
 *
 * What the borrower has paid in the meantime, even all of it, stays on the loan's accounts as a credit: it counts when the loan is
 * paid out again. A loan that is charged off stays so; what came back for it is for a person to decide on.
 *
 * Dr cash, Cr borrower principal (the mirror); Dr revenue, Cr borrower interest for what was charged; the mirror of what a
 * closing had booked.
 *
 * @returns what is to be posted
 */
export async function returnDisbursements(tx: Tx, outcomes: Outcome[]): Promise<Booking> {
  const returns = outcomes.filter(({ returnCode }) => describeReturn(returnCode).returnsMoney); // no notifications of change
  if (returns.length === 0) return { requests: [] };
  const { pending, returned } = await load(tx, returns);
  const failed = await failDisbursements(
    tx,
    pending.map(({ order, businessDate, returnCode = "unknown" }) => ({
      ...{ paymentOrderId: order.id, businessDate, returnCode },
    })),
  );
  if (returned.length === 0) return failed;
  await tx.loan.updateMany({
    where: { id: { in: returned.map(({ loan }) => loan.id) }, status: { not: "CHARGED_OFF" } },
    data: {
      status: "DISBURSEMENT_FAILED",
      disbursedOn: null,
      firstDueOn: null,
      dueDay: null,
      closedOn: null,
    },
  });
  const words = await applyReturnCodes(tx, returned);
  await tell(
    tx,
    returned.map((each, at) => ({ ...each, words: words[at]! })),
  );
  return together(failed, await undo(tx, returned));
}

/** Those that had cleared, and those that had not. */
async function load(tx: Tx, outcomes: Outcome[]): Promise<{ pending: Found[]; returned: Returned[] }> {
  const ids = outcomes.map(({ paymentOrderId }) => paymentOrderId);
  const locked = await lockByDisbursements(tx, outcomes);
  const posted = await findAllPosted(
    tx,
    ids.flatMap((id) => [settleKey("DISBURSEMENT", id), returnKey("DISBURSEMENT", id)]),
  );
  const sums = await tx.repayment.groupBy({
    by: ["loanId"],
    where: { loanId: { in: locked.map(({ loan }) => loan.id) }, status: "POSTED" },
    _sum: { amount: true },
  });
  const paidOn = new Map(sums.map(({ loanId, _sum }) => [loanId, d(_sum.amount ?? "0")]));
  return {
    pending: locked.filter(({ order }) => !posted.has(settleKey("DISBURSEMENT", order.id))),
    returned: locked.flatMap((each) => {
      const settled = posted.get(settleKey("DISBURSEMENT", each.order.id));
      if (!settled || posted.has(returnKey("DISBURSEMENT", each.order.id))) return []; // acted on before
      return [{ ...each, settled: settled.transactionId, paid: paidOn.get(each.loan.id) ?? ZERO }];
    }),
  };
}

async function undo(tx: Tx, returned: Returned[]): Promise<Booking> {
  const undone = await loadUndone(tx, returned);
  return {
    requests: undone.flatMap((each) => {
      const { order, closing, settled } = each;
      return [
        mirror(each, settled, returnKey("DISBURSEMENT", order.id)),
        ...(closing ? [mirror(each, closing.transactionId, reopenKey(order.id))] : []),
        ...undoInterest(each),
      ];
    }),
    record: async (posted) => {
      await markReopened(
        tx,
        undone.flatMap(({ loan, order, closing }) =>
          closing ? [{ loanId: loan.id, closing, reversal: posted.get(reopenKey(order.id))! }] : [],
        ),
      );
      const taken = undone.flatMap((each) => {
        const reversal = posted.get(returnInterestKey("DISBURSEMENT", each.order.id));
        return reversal === undefined ? [] : [{ ...each, reversal }];
      });
      await undoAccruals(
        tx,
        taken.map(({ loan, reversal }) => ({ type: "loan", id: loan.id, reversal })),
      );
      await tx.interestCorrection.createMany({ data: taken.flatMap(undoneCorrections) });
    },
  };
}

async function loadUndone(tx: Tx, returned: Returned[]): Promise<Undone[]> {
  const loanIds = returned.filter(({ loan }) => loan.status !== "CHARGED_OFF").map(({ loan }) => loan.id);
  const closings = await findClosings(tx, loanIds);
  const accrualsOf = await listAccruals(tx, "loan", loanIds);
  const corrections = await tx.interestCorrection.findMany({ where: { loanId: { in: loanIds } } });
  return returned.map((each) => {
    const closing = closings.get(each.loan.id) ?? null;
    const accruals = (accrualsOf.get(each.loan.id) ?? []).filter(
      ({ transactionId }) => transactionId !== closing?.transactionId,
    );
    const made = corrections.filter(({ loanId }) => loanId === each.loan.id);
    const charged = new Map<number, Decimal>();
    for (const { period, amount } of [...accruals, ...made])
      charged.set(period, (charged.get(period) ?? ZERO).plus(d(amount)));
    return { ...each, closing, corrections: made, charged };
  });
}

function undoneCorrections({ loan, corrections, businessDate, reversal }: Undone & { reversal: bigint }) {
  const periods = new Set(corrections.map(({ period }) => period));
  return [...periods].flatMap((period) => {
    const made = sum(corrections.filter((each) => each.period === period).map(({ amount }) => d(amount)));
    return made.isZero()
      ? []
      : [
          {
            loanId: loan.id,
            period,
            transactionId: reversal,
            amount: toMoney(made.negated()),
            businessDate: toDbDate(businessDate),
          },
        ];
  });
}

function mirror({ loan, businessDate }: Returned, parentId: bigint, key: string) {
  return takenBack({
    key,
    parentId: String(parentId),
    effectiveOn: businessDate,
    metadata: { loanId: loan.id },
  });
}

/** A run's transaction is never reversed whole for one loan's sake; this loan's part is taken back by one that names it. */
function undoInterest({ loan, order, businessDate, charged }: Undone): PostingRequest[] {
  if (sum(charged.values()).isZero()) return [];
  const borrowers = [...charged].map(([period, amount]) => ({
    borrowerId: loan.borrowerId,
    loanId: loan.id,
    period,
    amount: toMoney(amount),
  }));
  return [
    {
      ...reversal(interestCalculation({ borrowers, investors: [] }).lines),
      key: returnInterestKey("DISBURSEMENT", order.id),
      kind: "post",
      mode: "record",
      effectiveOn: businessDate,
      metadata: { loanId: loan.id },
    },
  ];
}

async function tell(tx: Tx, returned: (Returned & { words: string })[]): Promise<void> {
  const userOf = await usersOf(
    tx,
    returned.map(({ loan }) => loan.borrowerId),
  );
  await notifyEach(
    tx,
    returned.map(({ loan, words, paid, businessDate }) => ({
      userId: userOf(loan.borrowerId),
      kind: "disbursement-returned",
      title: "Your bank returned the loan's disbursement",
      body:
        loan.status === "CHARGED_OFF"
          ? `${words} The loan is charged off. We will review it and contact you.`
          : `${words} You owe nothing for it, and no interest is owed.${creditWords(paid)} Choose another bank account.`,
      href: loanPath(loan.id),
      datedOn: businessDate,
    })),
  );
  await recordAudits(
    tx,
    returned.map(({ loan, order, paid, businessDate }) => ({
      actorUserId: null,
      action: "loan.return-disbursement",
      subjectType: "loan",
      subjectId: loan.id,
      detail: { paymentOrderId: order.id, paid: toMoney(paid), status: loan.status },
      businessDate,
    })),
  );
  await notifyAdministrators(
    tx,
    ...returned
      .filter(({ loan, paid }) => !paid.isZero() || loan.status === "CHARGED_OFF")
      .map(({ loan, paid, businessDate }) => ({
        kind: "disbursement-returned" as const,
        title: `The disbursement of loan ${loan.number} was returned after payments on it`,
        body: `The borrower has paid ${dollars(paid)}, which we owe them until the loan is disbursed again.`,
        href: `/admin/loans/${loan.id}`,
        datedOn: businessDate,
      })),
  );
}

function creditWords(paid: Decimal): string {
  return paid.isZero()
    ? ""
    : ` What you have paid, ${dollars(paid)}, is credited to you and will count when the loan is disbursed again. Contact us if you prefer a refund.`;
}
