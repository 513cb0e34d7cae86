import { inTransaction } from "@/lib/db";
import { waiveFee as waive, type Waiver } from "@/lib/lending/delinquency/waive-fee";

/**
 * Waives a fee in one transaction.
 *
 * @throws DomainError as `lib/lending/delinquency/waive-fee`
 */
export async function waiveFee(waiver: Waiver): Promise<void> {
  await inTransaction((tx) => waive(tx, waiver));
}
