import { expect, it } from "vitest";
import { journalFault, manualJournal, type JournalLine } from "./manual-journal";

const debit = (account: string, amount: string): JournalLine => ({ account, side: "debit", amount });
const credit = (account: string, amount: string): JournalLine => ({ account, side: "credit", amount });
const fee = [debit("expense:bank-fees", "35.00"), credit("suspense:payments", "35.00")];

it("books a fee that nobody explained", () => {
  expect(journalFault(fee)).toBeNull();
  expect(manualJournal(fee)).toEqual({ eventType: "manual-journal", lines: fee });
});

it.each([
  [[fee[0]!], "A journal has at least two lines."],
  [Array.from({ length: 21 }, () => fee[0]!), "A journal has at most 20 lines."],
  [[debit("cash", "1.00"), fee[1]!], "Cash changes only with the bank. Book the bank's line instead."],
  [[debit("borrower:brw_1:loan:loan_1:fees", "1.00"), fee[1]!], /^This is a customer's account/],
  [[debit("expense:lunch", "1.00"), fee[1]!], "There is no account expense:lunch for journals."],
  [[debit("expense:bank-fees", "0.00"), fee[1]!], "Every line needs an amount above 0.00."],
  [[debit("expense:bank-fees", "35.01"), fee[1]!], "Debits of 35.01 and credits of 35.00 do not balance."],
])("names the fault of %j", (lines, sentence) => {
  expect(journalFault(lines)).toMatch(sentence);
  expect(() => manualJournal(lines)).toThrow("Invariant broken");
});
