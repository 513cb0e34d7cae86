import { d, type Decimal } from "@/lib/money/money";
import {
  BANK_FEES,
  BANK_INTEREST,
  CASH,
  RECON_DIFFERENCE,
  SUSPENSE_PAYMENTS,
  SUSPENSE_RECEIPTS,
  WITHHOLDING,
} from "./account-codes";
import { balanced, credit, debit, invariant, type Entries, type EventType, type Line } from "./balanced";

export type BankBooking = "FEE" | "INTEREST" | "TAX" | "SUSPENSE";

/**
 * A line of the bank's statement that no payment order explains. The bank has moved the money, so cash moves too.
 *
 *     fee        Dr bank fees              Cr cash
 *     interest   Dr cash                   Cr bank interest
 *     tax        Dr backup withholding     Cr cash
 *     receipt    Dr cash                   Cr unidentified receipts
 *     payment    Dr unidentified payments  Cr cash
 *
 * @param amount dollars, signed as on the statement: above zero came in. A fee that the bank gives back is above zero
 *
 * Source: specification of payments, section 4.
 *
 * @example bankLine({ as: "FEE", amount: "-35.00" }) // Dr expense:bank-fees 35.00 · Cr cash 35.00
 */
export function bankLine({ as, amount }: { as: BankBooking; amount: Decimal | string }): Entries {
  const signed = d(amount);
  const other = accountOf(as, signed.isPositive());
  const size = signed.abs();
  const lines: Line[] = signed.isPositive()
    ? [debit(CASH, size), credit(other, size)]
    : [debit(other, size), credit(CASH, size)];
  return balanced(eventOf(as, signed.isPositive()), lines);
}

function accountOf(as: BankBooking, isReceipt: boolean): string {
  if (as === "FEE") return BANK_FEES;
  if (as === "INTEREST") return BANK_INTEREST;
  if (as === "TAX") return WITHHOLDING;
  return isReceipt ? SUSPENSE_RECEIPTS : SUSPENSE_PAYMENTS;
}

function eventOf(as: BankBooking, isReceipt: boolean): EventType {
  if (as === "FEE") return "bank-fee";
  if (as === "INTEREST") return "bank-interest";
  if (as === "TAX") return "tax-payment";
  return isReceipt ? "unidentified-receipt" : "unidentified-payment";
}

/**
 * An unidentified payment was a fee of the bank.
 *
 *     Dr bank fees   Cr unidentified payments
 *
 * @param amount dollars above zero
 *
 * @example suspenseWasFee("35.00") // Dr expense:bank-fees 35.00 · Cr suspense:payments 35.00
 */
export function suspenseWasFee(amount: Decimal | string): Entries {
  return balanced("bank-fee", [debit(BANK_FEES, amount), credit(SUSPENSE_PAYMENTS, amount)]);
}

/**
 * The bank gave an unidentified payment back: the receipt and the payment explain each other.
 *
 *     Dr unidentified receipts   Cr unidentified payments
 *
 * @param amount dollars above zero, the same for both
 *
 * @example suspenseOffset("466.67") // Dr suspense:receipts 466.67 · Cr suspense:payments 466.67
 */
export function suspenseOffset(amount: Decimal | string): Entries {
  return balanced("suspense-offset", [debit(SUSPENSE_RECEIPTS, amount), credit(SUSPENSE_PAYMENTS, amount)]);
}

/**
 * An unidentified receipt goes back to whom it came from.
 *
 *     Dr unidentified receipts   Cr cash
 *
 * @param amount dollars above zero
 *
 * @example receiptSentBack("750.00") // Dr suspense:receipts 750.00 · Cr cash 750.00
 */
export function receiptSentBack(amount: Decimal | string): Entries {
  return balanced("receipt-sent-back", [debit(SUSPENSE_RECEIPTS, amount), credit(CASH, amount)]);
}

/** The most that is written off, in dollars. */
export const MOST_WRITTEN_OFF = "1.00";

/**
 * A difference with the bank that is not worth asking about.
 *
 *     payment   Dr reconciliation differences   Cr unidentified payments
 *     receipt   Dr unidentified receipts        Cr reconciliation differences
 *
 * @param amount dollars, signed as on the statement, at most `MOST_WRITTEN_OFF` in size
 *
 * @example suspenseWrittenOff("-0.40") // Dr expense:recon-difference 0.40 · Cr suspense:payments 0.40
 */
export function suspenseWrittenOff(amount: Decimal | string): Entries {
  const size = d(amount).abs();
  invariant(size.lte(MOST_WRITTEN_OFF), `at most ${MOST_WRITTEN_OFF} is written off`);
  const lines: Line[] = d(amount).isPositive()
    ? [debit(SUSPENSE_RECEIPTS, size), credit(RECON_DIFFERENCE, size)]
    : [debit(RECON_DIFFERENCE, size), credit(SUSPENSE_PAYMENTS, size)];
  return balanced("recon-difference", lines);
}
