// The running balance of a CSV file: it must follow from row to row, and it gives the balances of the statement.
import { written } from "@/lib/payments/bank/fields";
import { BankFileError } from "@/lib/payments/bank/statement";
import type { BankLine } from "@/lib/payments/bank/statement";

export type CsvRow = { line: BankLine; amount: bigint; balance: bigint | null; at: number };

type Balances = { opening: bigint | null; closing: bigint | null; closingAt: number | null };

/**
 * The balances before the first and after the last row in time.
 *
 * @param rows in file order, oldest or newest first; a balance may be missing in some
 * @returns nulls when no row has a balance
 * @throws BankFileError "balance" at the row whose balance does not follow, when it follows in neither order
 *
 * @example amounts -12.34 and 5.00 with balances 87.66 and 92.66 // opening 100.00, closing 92.66
 */
export function runningBalances(rows: readonly CsvRow[], currency: string): Balances {
  const newestFirst = (rows[0]?.line.postedOn ?? "") > (rows.at(-1)?.line.postedOn ?? "");
  const likely = newestFirst ? [...rows].reverse() : rows;
  const balances = chain(likely);
  if (!("broken" in balances)) return balances;
  const reverse = chain([...likely].reverse());
  if (!("broken" in reverse)) return reverse;
  const { at, balance, expected } = balances.broken;
  throw new BankFileError(
    "balance",
    { line: at },
    `the balance is ${written(balance, currency)}, but ${written(expected, currency)} follows from the rows before it. A row is missing or a column has moved.`,
  );
}

function chain(
  rows: readonly CsvRow[],
): Balances | { broken: { at: number; balance: bigint; expected: bigint } } {
  let opening: bigint | null = null;
  let total = 0n;
  let closingAt: number | null = null;
  for (const { amount, balance, at } of rows) {
    total += amount;
    if (balance === null) continue;
    opening ??= balance - total;
    closingAt = at;
    if (opening + total !== balance) return { broken: { at, balance, expected: opening + total } };
  }
  return { opening, closing: opening === null ? null : opening + total, closingAt };
}
