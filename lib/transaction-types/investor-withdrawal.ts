import { d } from "@/lib/money/money";
import { CASH, investorInterest, investorPrincipal, WITHHOLDING } from "./account-codes";
import { balanced, credit, debit, type Amount, type Entries } from "./balanced";

/**
 * An investor is paid out.
 *
 *     Dr investor principal   principal
 *     Dr investor interest    interest
 *     Cr backup withholding   withheld
 *     Cr cash                 principal + interest − withheld
 *
 * @param principal dollars, zero or more
 * @param interest  dollars, zero or more; not both zero
 * @param withheld  income tax kept back for the IRS, dollars, zero or more; default none
 *
 * @example investorWithdrawal({ investorId: "inv_1", investmentId: "ivm_1", principal: "10000.00", interest: "480.00" })
 * // Dr investor principal 10,000.00 · Dr investor interest 480.00 · Cr cash 10,480.00
 * @example with withheld "115.20", 24% of the interest
 * // Dr investor principal 10,000.00 · Dr investor interest 480.00 · Cr backup withholding 115.20 · Cr cash 10,364.80
 */
export function investorWithdrawal(withdrawal: {
  investorId: string;
  investmentId: string;
  principal: Amount;
  interest: Amount;
  withheld?: Amount;
}): Entries {
  const { investorId, investmentId, principal, interest, withheld = "0" } = withdrawal;
  const metadata = { investmentId };
  return balanced("investor-withdrawal", [
    debit(investorPrincipal(investorId, investmentId), principal, metadata),
    debit(investorInterest(investorId, investmentId), interest, metadata),
    credit(WITHHOLDING, withheld, metadata),
    credit(CASH, d(principal).plus(d(interest)).minus(d(withheld)), metadata),
  ]);
}
