// Tables and amounts as the ledger's commands print them.

/** With thousands separated, and the decimals that it has: "1,234.50", "5,100" of yen, a true minus. */
export function amountText(amount: string): string {
  const [whole = "0", decimals] = amount.replace("-", "").split(".");
  const grouped = whole.replace(/\B(?=(\d{3})+$)/g, ",");
  const sign = amount.startsWith("-") && /[1-9]/.test(amount) ? "−" : "";
  return `${sign}${grouped}${decimals === undefined ? "" : `.${decimals}`}`;
}

/** The same, and nothing for zero: for a column where most rows have nothing. */
export function amountOrNothing(amount: string): string {
  return /[1-9]/.test(amount) ? amountText(amount) : "";
}

/** Columns beside each other, two spaces between; those of `right` are numbers. */
export function tableText(rows: string[][], right: number[]): string {
  const widths = (rows[0] ?? []).map((_, column) => Math.max(...rows.map((row) => row[column]!.length)));
  const line = (row: string[]) =>
    row
      .map((text, column) =>
        right.includes(column) ? text.padStart(widths[column]!) : text.padEnd(widths[column]!),
      )
      .join("  ");
  return rows.map((row) => `${line(row).trimEnd()}\n`).join("");
}
