import { CASH, investorPrincipal } from "./account-codes";
import { balanced, credit, debit, type Amount, type Entries } from "./balanced";

/**
 * An investor's money arrives in the pool.
 *
 *     Dr cash                 amount
 *     Cr investor principal   amount
 *
 * @param amount dollars, above zero
 *
 * @example investorDeposit({ investorId: "inv_1", investmentId: "ivm_1", amount: "10000.00" })
 * // Dr cash 10,000.00 · Cr investor:inv_1:investment:ivm_1:principal 10,000.00
 */
export function investorDeposit(deposit: {
  investorId: string;
  investmentId: string;
  amount: Amount;
}): Entries {
  const { investorId, investmentId, amount } = deposit;
  const metadata = { investmentId };
  return balanced("investor-deposit", [
    debit(CASH, amount, metadata),
    credit(investorPrincipal(investorId, investmentId), amount, metadata),
  ]);
}
