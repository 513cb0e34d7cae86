// BAI2 type codes as far as reading a statement needs them.

export const OPENING_LEDGER = "010";
export const CLOSING_LEDGER = "015";

// From, to, sign. Source: X9 BTRS code list (the successor of BAI2), "transaction" column of each range.
const RANGES: [from: number, to: number, sign: 1n | -1n][] = [
  [100, 399, 1n],
  [400, 699, -1n],
  [720, 759, 1n], // loan payments
  [760, 799, -1n], // loan disbursements
  [920, 959, 1n], // the bank's own codes
  [960, 999, -1n],
];

/** A detail record that only carries text. */
export const NON_MONETARY = "890";

/**
 * The sign of a transaction by its type code.
 *
 * @param code three digits
 * @returns 1n for a credit, -1n for a debit, null when the code is no transaction's
 *
 * @example signOf("142") // 1n: ACH credit received
 * @example signOf("475") // -1n: check paid
 */
export function signOf(code: string): 1n | -1n | null {
  const number = Number(code);
  return RANGES.find(([from, to]) => number >= from && number <= to)?.[2] ?? null;
}
