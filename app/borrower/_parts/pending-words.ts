// What every amount says while payments are on their way. Pure.
import { formatMoney } from "@/components/ui/format-money";

/** Whether an amount of dollars is more than nothing. */
export const isSome = (amount: string): boolean => /[1-9]/.test(amount);

/**
 * What is pending, and that the figures beside it count on it; empty when nothing is.
 *
 * @example pendingWords("466.67", "This amount assumes") // "$466.67 is pending. This amount assumes that it clears."
 */
export function pendingWords(onItsWay: string, assumption = "This amount assumes"): string {
  return isSome(onItsWay) ? `${formatMoney(onItsWay, "$")} is pending. ${assumption} that it clears.` : "";
}
