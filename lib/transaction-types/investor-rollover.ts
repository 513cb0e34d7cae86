import { d } from "@/lib/money/money";
import { investorInterest, investorPrincipal } from "./account-codes";
import { balanced, credit, debit, type Amount, type Entries } from "./balanced";

/**
 * A matured investment continues in another one; no cash moves.
 *
 *     Dr investor principal (matured)   principal
 *     Dr investor interest (matured)    interest
 *     Cr investor principal (new)       principal + interest
 *
 * @param principal dollars, above zero
 * @param interest  dollars, zero or more
 *
 * @example investorRollover({ investorId: "inv_1", fromId: "ivm_1", intoId: "ivm_2", principal: "10000.00", interest: "480.00" })
 * // Dr principal of ivm_1 10,000.00 · Dr interest of ivm_1 480.00 · Cr principal of ivm_2 10,480.00
 */
export function investorRollover(rollover: {
  investorId: string;
  fromId: string;
  intoId: string;
  principal: Amount;
  interest: Amount;
}): Entries {
  const { investorId, fromId, intoId, principal, interest } = rollover;
  return balanced("investor-rollover", [
    debit(investorPrincipal(investorId, fromId), principal, { investmentId: fromId, rolledInto: intoId }),
    debit(investorInterest(investorId, fromId), interest, { investmentId: fromId, rolledInto: intoId }),
    credit(investorPrincipal(investorId, intoId), d(principal).plus(d(interest)), {
      investmentId: intoId,
      rolledInto: intoId,
    }),
  ]);
}
