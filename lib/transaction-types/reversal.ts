import { balanced, type Entries, type Line } from "./balanced";

/**
 * The mirror of a transaction: each debit becomes a credit of the same account and amount. The ledger makes this mirror
 * itself when it reverses; here it says what will be posted, for screens and for tests.
 *
 *     Cr what was debited
 *     Dr what was credited
 *
 * @param lines the posted lines of the original
 *
 * @example reversal([{ account: "cash", side: "debit", amount: "5.00" }, { account: "c", side: "credit", amount: "5.00" }])
 * // Cr cash 5.00 · Dr c 5.00
 */
export function reversal(lines: Line[]): Entries {
  const mirrored = lines.map((line): Line => ({ ...line, side: line.side === "debit" ? "credit" : "debit" }));
  return balanced("reversal", mirrored);
}
