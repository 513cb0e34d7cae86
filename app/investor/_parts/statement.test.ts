import { describe, expect, it } from "vitest";
import type { StatementLine } from "@/lib/investing/statement";
import { statementCsv } from "./statement-csv";
import { readPeriod } from "./statement-period";
import { withBalances } from "./whole-statement";

function line(amount: string, description: string): StatementLine {
  const isCredit = !amount.startsWith("-");
  return {
    on: "2026-02-01",
    investmentId: "ivm_1",
    investmentNumber: 1,
    part: "interest",
    description,
    amount,
    debit: isCredit ? null : amount.slice(1),
    credit: isCredit ? amount : null,
    accountCode: "investor:inv_1:investment:ivm_1:interest",
    transactionId: "7",
    isReversed: false,
  };
}

describe("a statement", () => {
  it("runs from the opening balance to the closing one", () => {
    const entries = withBalances("10000.00", [
      line("40.00", "Interest for month 1"),
      line("-10040.00", "Payout"),
    ]);
    expect(entries.map(({ balanceAfter }) => balanceAfter)).toEqual(["10040.00", "0.00"]);
  });

  it("leaves for a spreadsheet without a cell that begins like a formula", () => {
    const entries = withBalances("0.00", [
      line("40.00", '=HYPERLINK("http://evil.example")'),
      line("1.00", "@cmd"),
    ]);
    const csv = statementCsv({ openingBalance: "0.00", closingBalance: "41.00", entries });
    const cells = csv.split(/[,\r\n]/).map((cell) => cell.replace(/^\uFEFF?"?/, ""));
    expect(cells.filter((cell) => /^[=+@\t]/.test(cell))).toEqual([]);
    expect(csv).toContain("'@cmd");
  });

  it("keeps a negative balance a number", () => {
    const entries = withBalances("0.00", [line("-10.00", "Interest taken back")]);
    const csv = statementCsv({ openingBalance: "0.00", closingBalance: "-10.00", entries });
    expect(csv).toContain(",10.00,,-10.00,");
    expect(csv).toContain(",Closing balance,,,,-10.00,");
  });

  it("writes opening, entries and closing, one a line", () => {
    const entries = withBalances("0.00", [line("40.00", "Interest for month 1")]);
    const csv = statementCsv({ openingBalance: "0.00", closingBalance: "40.00", entries });
    expect(csv.trim().split("\r\n")).toHaveLength(4);
    expect(csv).toContain("2026-02-01,Investment 1,Interest for month 1,interest,,40.00,40.00,7");
  });
});

describe("a period of an address", () => {
  const today = "2026-07-01";

  it("is this year when none is named", () => {
    expect(readPeriod({}, today)).toMatchObject({ from: "2026-01-01", to: "2026-12-31", name: "2026" });
  });

  it("is one month of a year", () => {
    expect(readPeriod({ year: "2028", month: "02" }, today)).toMatchObject({
      from: "2028-02-01",
      to: "2028-02-29",
      name: "February 2028",
    });
  });

  it("ignores what is no year and no month", () => {
    expect(readPeriod({ year: "20260", month: "13" }, today).name).toBe("2026");
    expect(readPeriod({ year: "'; drop", month: "-1" }, today).name).toBe("2026");
  });
});
