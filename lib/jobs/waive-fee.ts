import { inTransaction } from "@/lib/db";
import { waiveFee as waive, type Waiver } from "@/lib/lending/delinquency/waive-fee";
import { keepCredit } from "@/lib/lending/refunds/keep-credit";
import { businessDate } from "@/lib/clock";

/**
 * Waives a fee, and notes the credit balance that a paid one leaves, in one transaction.
 *
 * @throws DomainError as `lib/lending/delinquency/waive-fee`
 */
export async function waiveFee(waiver: Waiver): Promise<void> {
  await inTransaction(async (tx) => {
    const { paid } = await waive(tx, waiver);
    if (paid.gt(0)) await keepCredit(tx, { loanId: waiver.loanId, on: await businessDate(tx) });
  });
}
