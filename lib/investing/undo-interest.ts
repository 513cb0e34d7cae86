import { listAccruals, type Accrual } from "@/lib/accruals/queries";
import { undoAccruals } from "@/lib/accruals/undo-accruals";
import type { IsoDate } from "@/lib/calendar/dates";
import type { Tx } from "@/lib/db";
import type { Booking } from "@/lib/ledger/post-facts";
import type { PostingRequest } from "@/lib/ledger/posting-request";
import { returnInterestKey } from "@/lib/payments/ledger-keys";
import { interestCalculation } from "@/lib/transaction-types/interest-calculation";
import { reversal } from "@/lib/transaction-types/reversal";
import type { Investment, PaymentOrder } from "@/prisma/generated/client";

type Returned = {
  /** The deposit's. */
  order: PaymentOrder;
  investment: Investment;
  businessDate: IsoDate;
};
type Undone = { key: string; investment: Investment; businessDate: IsoDate };

/**
 * Takes back all interest that was credited on deposits which the bank has returned, by separate transactions that each name
 * the investment: Dr investor interest, Cr revenue.
 *
 * @returns what is to be posted
 */
export function undoInterest(tx: Tx, returned: readonly Returned[]): Promise<Booking> {
  return undoInterestUnder(
    tx,
    returned.map(({ order, ...each }) => ({ ...each, key: returnInterestKey("DEPOSIT", order.id) })),
  );
}

/** The same under a ledger key of the caller's: of investments whose money came from a deposit into another one. */
export async function undoInterestUnder(tx: Tx, returned: readonly Undone[]): Promise<Booking> {
  const accrualsOf = await listAccruals(
    tx,
    "investment",
    returned.map(({ investment }) => investment.id),
  );
  const undone = returned.flatMap((each) => {
    const accruals = accrualsOf.get(each.investment.id);
    return accruals ? [{ id: each.investment.id, request: correction(each, accruals) }] : [];
  });
  return {
    requests: undone.map(({ request }) => request),
    record: (posted) =>
      undoAccruals(
        tx,
        undone.map(({ id, request }) => ({ type: "investment", id, reversal: posted.get(request.key)! })),
      ),
  };
}

function correction({ key, investment, businessDate }: Undone, accruals: readonly Accrual[]): PostingRequest {
  const { investorId } = investment;
  const investors = accruals.map(({ subjectId: investmentId, period, amount }) => ({
    investorId,
    investmentId,
    period,
    amount: amount.toFixed(2),
  }));
  return {
    ...reversal(interestCalculation({ borrowers: [], investors }).lines),
    key,
    kind: "post",
    mode: "record",
    effectiveOn: businessDate,
    metadata: { investmentId: investment.id },
  };
}
