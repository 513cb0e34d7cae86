import type { Parts } from "@/lib/money/parts";
import { invariant } from "./balanced";

/**
 * Parts that can be booked and stored today: a loan has an account and columns for interest and principal, and none for fees.
 *
 * @throws Error for a fee: dropping it would lose money
 *
 * @example withoutFees(partsOf({ interest: "50.00", principal: "416.67" })).principal // 416.67
 */
export function withoutFees({ fees, interest, principal }: Parts): Omit<Parts, "fees"> {
  invariant(fees.isZero(), `fees of ${fees.toFixed(2)} have no account yet`);
  return { interest, principal };
}
