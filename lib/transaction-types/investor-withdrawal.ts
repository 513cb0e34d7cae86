import { d } from "@/lib/money/money";
import { CASH, investorInterest, investorPrincipal } from "./account-codes";
import { balanced, credit, debit, type Amount, type Entries } from "./balanced";

/**
 * An investor is paid out.
 *
 *     Dr investor principal   principal
 *     Dr investor interest    interest
 *     Cr cash                 principal + interest
 *
 * @param principal dollars, zero or more
 * @param interest  dollars, zero or more; not both zero
 *
 * @example investorWithdrawal({ investorId: "inv_1", investmentId: "ivm_1", principal: "10000.00", interest: "480.00" })
 * // Dr investor principal 10,000.00 · Dr investor interest 480.00 · Cr cash 10,480.00
 */
export function investorWithdrawal(withdrawal: {
  investorId: string;
  investmentId: string;
  principal: Amount;
  interest: Amount;
}): Entries {
  const { investorId, investmentId, principal, interest } = withdrawal;
  const metadata = { investmentId };
  return balanced("investor-withdrawal", [
    debit(investorPrincipal(investorId, investmentId), principal, metadata),
    debit(investorInterest(investorId, investmentId), interest, metadata),
    credit(CASH, d(principal).plus(d(interest)), metadata),
  ]);
}
