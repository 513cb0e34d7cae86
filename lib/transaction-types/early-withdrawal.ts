import { EARLY_WITHDRAWAL_REVENUE, investorInterest } from "./account-codes";
import { balanced, credit, debit, type Amount, type Entries } from "./balanced";

/**
 * An investor who leaves before maturity forfeits interest.
 *
 *     Dr investor interest             penalty
 *     Cr revenue:early-withdrawal      penalty
 *
 * @param penalty dollars, above zero
 *
 * @example earlyWithdrawalPenalty({ investorId: "inv_1", investmentId: "ivm_1", penalty: "120.00" })
 * // Dr investor:inv_1:investment:ivm_1:interest 120.00 · Cr revenue:early-withdrawal 120.00
 */
export function earlyWithdrawalPenalty(withdrawal: {
  investorId: string;
  investmentId: string;
  penalty: Amount;
}): Entries {
  const { investorId, investmentId, penalty } = withdrawal;
  const metadata = { investmentId };
  return balanced("early-withdrawal", [
    debit(investorInterest(investorId, investmentId), penalty, metadata),
    credit(EARLY_WITHDRAWAL_REVENUE, penalty, metadata),
  ]);
}
