// The reports by the name in their address: what each shows, and its columns.
import { MONTHS, type IsoDate } from "@/lib/calendar/dates";
import { d, toMoney } from "@/lib/money/money";
import { income } from "@/lib/reporting/income";
import { portfolioAtRisk, rollRates, vintages } from "@/lib/reporting/portfolio";

type Cell = string | number | null;
export type ReportRow = Readonly<Record<string, Cell>>;
export type ReportColumn = { key: string; header: string; as: "text" | "count" | "money" | "percent" };

export type Report = {
  title: string;
  description: string;
  columns: readonly ReportColumn[];
  load: (asOf: IsoDate) => Promise<ReportRow[]>;
};

const text = (key: string, header: string): ReportColumn => ({ key, header, as: "text" });
const count = (key: string, header: string): ReportColumn => ({ key, header, as: "count" });
const money = (key: string, header: string): ReportColumn => ({ key, header, as: "money" });
const percent = (key: string, header: string): ReportColumn => ({ key, header, as: "percent" });

/** @example monthWords("2026-06") // "Jun 2026", on one line */
function monthWords(month: string): string {
  const [year, number] = month.split("-").map(Number);
  const name = number === undefined ? undefined : MONTHS[number - 1];
  return name ? `${name.slice(0, 3)}\u00a0${year}` : "Total";
}

export const REPORTS: Readonly<Record<string, Report>> = {
  par: {
    title: "Portfolio at risk",
    description:
      "Outstanding principal of active loans by days past due. PAR30 is the share of loans more than 30 days past due.",
    columns: [
      text("measure", "Measure"),
      count("loans", "Loans"),
      money("outstanding", "Outstanding principal"),
      percent("share", "Share"),
    ],
    load: portfolioAtRisk,
  },
  "roll-rates": {
    title: "Roll rates",
    description:
      "The active loans of the end of the month before, by days past due then, and where they are on this date. Each bucket adds up to 100%.",
    columns: [
      text("from", "Days past due before"),
      text("to", "Now"),
      count("loans", "Loans"),
      money("amount", "Principal before"),
      percent("share", "Share"),
    ],
    load: async (asOf) => (await rollRates(asOf)).filter(({ loans }) => loans > 0),
  },
  vintages: {
    title: "Vintages",
    description:
      "Loans by month of disbursement: principal charged off by the end of each month on book, as it is known now.",
    columns: [
      text("cohort", "Disbursed"),
      count("monthOnBook", "Month on book"),
      count("loans", "Loans"),
      money("original", "Original amount"),
      money("netLoss", "Charged off"),
      percent("lossRate", "Loss rate"),
      percent("lateRate", "31 or more days past due"),
    ],
    load: vintages,
  },
  income: {
    title: "Income",
    description:
      "Interest and fees by month, on the accrual basis and on the cash basis side by side. Both agree once every loan is repaid and every investment paid out, except for charged-off principal.",
    columns: [
      text("month", "Month"),
      money("interestEarned", "Earned"),
      money("investorInterest", "To investors"),
      money("fees", "Fees"),
      money("chargedOff", "Charged off"),
      money("accrualIncome", "Accrual income"),
      money("interestReceived", "Received"),
      money("interestPaid", "Paid out"),
      money("cashIncome", "Cash income"),
    ],
    load: async (asOf) =>
      (await income(asOf)).map((row) => ({
        ...row,
        month: monthWords(row.month),
        chargedOff: toMoney(d(row.interestChargedOff).plus(d(row.chargeOffLoss))),
      })),
  },
};
