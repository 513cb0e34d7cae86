// Payments that come back after their loans were charged off: what they had paid is charged off like the rest, so that each loan's
// accounts are at zero again and its loss is what was really lost.
import { listAccruals, type Accrual } from "@/lib/accruals/queries";
import { toDbDate, type IsoDate } from "@/lib/calendar/dates";
import type { Tx } from "@/lib/db";
import { newId } from "@/lib/ids";
import type { Booking } from "@/lib/ledger/post-facts";
import { d, sum } from "@/lib/money/money";
import { addParts, partsOf, partsText, type Parts } from "@/lib/money/parts";
import { chargeOff } from "@/lib/transaction-types/charge-off";
import type { Loan, Repayment } from "@/prisma/generated/client";

/** The ledger key under which what a returned payment had paid was charged off. */
const returnChargeOffKey = (paymentOrderId: string) => `charge-off-return:${paymentOrderId}`;

type Returned = {
  loan: Loan;
  repayment: Repayment;
  /** The transaction by which the payment had closed the loan, when it had. */
  closed: bigint | null;
  paymentOrderId: string;
  businessDate: IsoDate;
};

/**
 * What to post beside the mirrors of the payments, and how to note it down once it is posted: the caller posts all of it in one call.
 *
 * Dr charge-off loss, Dr revenue, Cr borrower principal, Cr borrower interest.
 */
export async function chargeOffReturned(tx: Tx, returned: readonly Returned[]): Promise<Required<Booking>> {
  const closed = returned.filter(({ closed }) => closed !== null);
  const accrualsOf = await listAccruals(
    tx,
    "loan",
    closed.map(({ loan }) => loan.id),
  );
  const partsOfEach = new Map(
    returned.map((each) => [each.paymentOrderId, paidBy(each, accrualsOf.get(each.loan.id) ?? [])]),
  );
  return {
    requests: returned.map(({ loan: { id: loanId, borrowerId }, paymentOrderId, businessDate }) => ({
      ...chargeOff({ borrowerId, loanId, parts: partsOfEach.get(paymentOrderId)! }),
      key: returnChargeOffKey(paymentOrderId),
      kind: "post",
      mode: "record",
      effectiveOn: businessDate,
      metadata: { loanId },
    })),
    record: async (posted) => {
      await tx.chargeOff.createMany({
        data: returned.map(({ loan, paymentOrderId, businessDate }) => ({
          id: newId("cho"),
          ...{ loanId: loan.id, paymentOrderId },
          transactionId: posted.get(returnChargeOffKey(paymentOrderId))!,
          ...partsText(partsOfEach.get(paymentOrderId)!),
          chargedOffOn: toDbDate(businessDate),
        })),
      });
    },
  };
}

/** Dollars that the payment, with the closing it had brought about, had taken off the two accounts of its loan. */
function paidBy({ repayment, closed }: Returned, accruals: readonly Accrual[]): Parts {
  const unearned = d(repayment.unearnedInterest);
  const byClosing = accruals.filter(({ transactionId }) => transactionId === closed);
  const chargedByClosing = sum(byClosing.map(({ amount }) => amount));
  const closing = partsOf({ interest: unearned.plus(chargedByClosing).negated(), principal: unearned });
  return addParts(partsOf(repayment), closing);
}
