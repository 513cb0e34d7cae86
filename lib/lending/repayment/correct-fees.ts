// Payments of flat loans that come back after a fee which they had paid was waived: the borrower is no longer owed what was credited.
import type { Tx } from "@/lib/db";
import type { Booking } from "@/lib/ledger/post-facts";
import { sum } from "@/lib/money/money";
import { feeCorrection } from "@/lib/transaction-types/loan-fee";
import { creditOfFees } from "@/lib/lending/terms/loan-fees";
import { feesPaid, loadPositions } from "@/lib/lending/terms/loan-position";
import { writeCredited } from "@/lib/lending/terms/write-restatement";
import type { ReturnedRepayment } from "./undo-flat";

const correctFeesKey = (paymentOrderId: string) => `correct-fees:${paymentOrderId}`;

/**
 * Dr borrower credit, Cr borrower fees.
 *
 * @param returned whose status says already that they were returned
 * @returns what is to be posted beside the mirrors
 */
export async function correctFees(
  tx: Tx,
  returned: readonly ReturnedRepayment[],
): Promise<Required<Booking>> {
  const nothing = { requests: [], record: () => Promise.resolve() };
  const loanIds = returned.map(({ loan }) => loan.id);
  const credited = await tx.loanFee.count({ where: { loanId: { in: loanIds }, credited: { gt: 0 } } });
  if (credited === 0) return nothing;
  const positions = await loadPositions(tx, loanIds);
  const changed = returned.flatMap(({ order, loan, businessDate }) => {
    const position = positions.get(loan.id);
    if (!position) return [];
    const fees = feesPaid(position);
    const amount = sum(position.fees.map((fee) => fee.credited)).minus(creditOfFees(fees));
    return amount.isZero() ? [] : [{ order, loan, businessDate, fees, amount }];
  });
  return {
    requests: changed.map(({ order, loan: { id: loanId, borrowerId }, businessDate, amount }) => ({
      ...feeCorrection({ borrowerId, loanId, amount }),
      key: correctFeesKey(order.id),
      kind: "post",
      mode: "record",
      effectiveOn: businessDate,
      metadata: { loanId },
    })),
    record: () =>
      writeCredited(
        tx,
        changed.flatMap(({ fees }) => fees),
      ),
  };
}
