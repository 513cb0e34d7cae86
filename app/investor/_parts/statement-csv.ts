import { stringify } from "csv-stringify/sync";
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

/** A statement for a spreadsheet. A text that a spreadsheet would take for a formula is written so that it does not. */
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
  return stringify(
    [
      COLUMNS,
      balance("Opening balance", openingBalance),
      ...rows,
      balance("Closing balance", closingBalance),
    ],
    { escape_formulas: true, record_delimiter: "windows", bom: true },
  );
}
