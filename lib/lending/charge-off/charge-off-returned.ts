// A payment that comes back after its loan was charged off: what it had paid is charged off like the rest, so that the loan's
// accounts are at zero again and its loss is what was really lost.
import { accrualsOf } from "@/lib/accruals/queries";
import { toDbDate, type IsoDate } from "@/lib/calendar/dates";
import type { Tx } from "@/lib/db";
import { newId } from "@/lib/ids";
import type { PostingRequest } from "@/lib/ledger/posting-request";
import { d, sum } from "@/lib/money/money";
import { addParts, partsOf, type Parts } from "@/lib/money/parts";
import { storedParts } from "@/lib/lending/terms/stored-parts";
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
 * What to post beside the mirror of the payment, and how to note it down once it is posted: the caller posts both in one
 * call.
 *
 * Dr charge-off loss, Dr revenue, Cr borrower principal, Cr borrower interest.
 */
export async function chargeOffReturned(tx: Tx, returned: Returned) {
  const { loan, paymentOrderId, businessDate } = returned;
  const [loanId, parts] = [loan.id, await paidBy(tx, returned)];
  const request: PostingRequest = {
    ...chargeOff({ borrowerId: loan.borrowerId, loanId, parts }),
    key: returnChargeOffKey(paymentOrderId),
    kind: "post",
    mode: "record",
    effectiveOn: businessDate,
    metadata: { loanId },
  };
  const record = async (transactionId: bigint) => {
    await tx.chargeOff.create({
      data: {
        id: newId("cho"),
        ...{ loanId, paymentOrderId, transactionId },
        ...storedParts(parts),
        chargedOffOn: toDbDate(businessDate),
      },
    });
  };
  return { request, record };
}

/** Dollars that the payment, with the closing it had brought about, had taken off the two accounts of its loan. */
async function paidBy(tx: Tx, { repayment, closed }: Returned): Promise<Parts> {
  const unearned = d(repayment.unearnedInterest);
  const accruals = closed === null ? [] : await accrualsOf(tx, { type: "loan", id: repayment.loanId });
  const byClosing = accruals.filter(({ transactionId }) => transactionId === closed);
  const chargedByClosing = sum(byClosing.map(({ amount }) => amount));
  const closing = partsOf({ interest: unearned.plus(chargedByClosing).negated(), principal: unearned });
  return addParts(partsOf(repayment), closing);
}
