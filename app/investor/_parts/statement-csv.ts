import { BYTE_ORDER_MARK, csvLines } from "@/app/_parts/csv";
import type { WholeStatement } from "./whole-statement";

const COLUMNS = [
  "Date",
  "Investment",
  "Description",
  "Part",
  "Debit",
  "Credit",
  "Balance",
  "Ledger transaction",
];

/** A statement for a spreadsheet. */
export function statementCsv({ openingBalance, closingBalance, entries }: WholeStatement): string {
  const rows = entries.map((entry) => [
    entry.on,
    `Investment ${entry.investmentNumber}`,
    entry.description,
    entry.part,
    entry.debit ?? "",
    entry.credit ?? "",
    entry.balanceAfter,
    entry.transactionId,
  ]);
  const balance = (name: string, amount: string) => ["", "", name, "", "", "", amount, ""];
  return (
    BYTE_ORDER_MARK +
    csvLines([
      COLUMNS,
      balance("Opening balance", openingBalance),
      ...rows,
      balance("Closing balance", closingBalance),
    ])
  );
}
