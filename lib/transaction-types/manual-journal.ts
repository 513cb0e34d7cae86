import { d } from "@/lib/money/money";
import { accountSpecs, CASH } from "./account-codes";
import { balanced, credit, debit, total, type Entries, type Line } from "./balanced";

export type JournalLine = { account: string; side: "debit" | "credit"; amount: string };

const MOST_LINES = 20;

/** Accounts of the house that a journal may touch. Cash changes with the bank alone. */
export const JOURNAL_ACCOUNTS: readonly { code: string; name: string }[] = accountSpecs
  .house()
  .filter(({ code }) => code !== CASH)
  .map(({ code, name }) => ({ code, name }));

/**
 * Why these lines are no journal, as a sentence for the accountant; null when they are one.
 *
 * @param lines dollars, two decimals
 *
 * @example journalFault([{ account: "cash", side: "debit", amount: "1.00" }, { account: "revenue:fees", side: "credit", amount: "1.00" }])
 * // "Cash changes only with the bank. Book the bank's line instead."
 */
export function journalFault(lines: readonly JournalLine[]): string | null {
  if (lines.length < 2) return "A journal has at least two lines.";
  if (lines.length > MOST_LINES) return `A journal has at most ${MOST_LINES} lines.`;
  for (const { account, amount } of lines) {
    if (account === CASH) return "Cash changes only with the bank. Book the bank's line instead.";
    if (/^(investor|borrower):/.test(account))
      return "This is a customer's account. Use the verb for it: payout, repayment, charge-off.";
    if (!JOURNAL_ACCOUNTS.some(({ code }) => code === account))
      return `There is no account ${account} for journals.`;
    if (!d(amount).greaterThan(0)) return "Every line needs an amount above 0.00.";
  }
  const [debits, credits] = [total([...lines], "debit"), total([...lines], "credit")];
  if (debits.equals(credits)) return null;
  return `Debits of ${debits.toFixed(2)} and credits of ${credits.toFixed(2)} do not balance.`;
}

/**
 * What an accountant enters by hand, on accounts of the house, after another accountant has approved it.
 *
 *     Dr and Cr as entered
 *
 * @param lines dollars above zero, at most 20 lines, balanced
 * @throws Error when `journalFault` has a sentence: a bug of the caller
 *
 * @example manualJournal([{ account: "expense:bank-fees", side: "debit", amount: "35.00" },
 *   { account: "suspense:payments", side: "credit", amount: "35.00" }]) // Dr expense:bank-fees 35.00 · Cr suspense:payments 35.00
 */
export function manualJournal(lines: readonly JournalLine[]): Entries {
  const fault = journalFault(lines);
  if (fault) throw new Error(`Invariant broken: ${fault}`);
  return balanced(
    "manual-journal",
    lines.map(({ account, side, amount }): Line => (side === "debit" ? debit : credit)(account, amount)),
  );
}
