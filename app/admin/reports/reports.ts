// The reports by the name in their address: what each shows, and its columns.
import { formatDate, MONTHS, monthEnd, type IsoDate } from "@/lib/calendar/dates";
import { d, toMoney } from "@/lib/money/money";
import { cashFlow } from "@/lib/reporting/cash-flow";
import { income } from "@/lib/reporting/income";
import type { LoanFacts } from "@/lib/reporting/loan-facts";
import {
  loansAtRisk,
  loansOfCohort,
  loansThatRolled,
  portfolioAtRisk,
  rollRates,
  vintages,
  type LoanFilter,
} from "@/lib/reporting/portfolio";

type Cell = string | number | null;
export type ReportRow = Readonly<Record<string, Cell>>;
export type ReportColumn = { key: string; header: string; as: "text" | "count" | "money" | "percent" };

type ReportChart = {
  title: string;
  summary: string;
  series: readonly string[];
  bars: { key: string; label: string; values: (string | null)[] }[];
};

export type Report = {
  title: string;
  description: string;
  columns: readonly ReportColumn[];
  /** True where the loans of a report can be chosen by borrower and grade. */
  isOfLoans: boolean;
  load: (asOf: IsoDate, filter: LoanFilter) => Promise<ReportRow[]>;
  chart: (rows: readonly ReportRow[]) => ReportChart;
  /** What the figures of a row are made of: the loans behind it, or the page of the ledger with the entries. */
  behind: (row: ReportRow, column: string) => { row: string } | { href: string } | null;
  /** The loans behind a row, by what `behind` calls it. */
  loans?: (asOf: IsoDate, row: string, filter: LoanFilter) => Promise<LoanFacts[]>;
};

const textOf = (row: ReportRow, key: string) => String(row[key] ?? "");
const barsOf = (
  rows: readonly ReportRow[],
  label: (row: ReportRow) => string,
  keys: readonly string[],
): ReportChart["bars"] =>
  rows.map((row, at) => ({
    key: String(at),
    label: label(row),
    values: keys.map((key) => (row[key] == null ? null : String(row[key]))),
  }));
/** Transactions of the ledger over some days, of one event or of all that touch an account. */
const entries = (of: { event: string } | { account: string }, from: IsoDate, to: IsoDate) => {
  const filter = "event" in of ? `eventType=${of.event}` : `account=${encodeURIComponent(of.account)}`;
  return { href: `/admin/ledger/transactions?${filter}&from=${from}&to=${to}` };
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
    isOfLoans: true,
    load: portfolioAtRisk,
    chart: (rows) => ({
      title: "Outstanding principal by days past due",
      summary: "Active loans, grouped by how many days their oldest unpaid installment is past due.",
      series: ["Outstanding principal"],
      bars: barsOf(
        rows.filter(({ measure }) => !/^(PAR|all)/.test(String(measure))),
        (row) => textOf(row, "measure"),
        ["outstanding"],
      ),
    }),
    behind: (row) => ({ row: textOf(row, "measure") }),
    loans: loansAtRisk,
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
    isOfLoans: true,
    load: async (asOf, filter) => (await rollRates(asOf, filter)).filter(({ loans }) => loans > 0),
    chart: (rows) => ({
      title: "Principal by where it moved",
      summary: "Principal at the end of the month before, by days past due then and now.",
      series: ["Principal before"],
      bars: barsOf(rows, (row) => `${textOf(row, "from")} to ${textOf(row, "to")}`, ["amount"]),
    }),
    behind: (row) => ({ row: `${textOf(row, "from")}|${textOf(row, "to")}` }),
    loans: (asOf, row, filter) => {
      const [from = "", to = ""] = row.split("|");
      return loansThatRolled(asOf, { from, to }, filter);
    },
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
    isOfLoans: true,
    load: vintages,
    chart: (rows) => ({
      title: "Loss rate by cohort",
      summary:
        "Principal charged off as a share of the original amount, in percent, at the last month on book.",
      series: ["Loss rate"],
      bars: barsOf(
        rows.filter((row, at) => rows[at + 1]?.cohort !== row.cohort),
        (row) => monthWords(textOf(row, "cohort")),
        ["lossRate"],
      ),
    }),
    behind: (row) => ({ row: textOf(row, "cohort") }),
    loans: loansOfCohort,
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
    isOfLoans: false,
    load: async (asOf) =>
      (await income(asOf)).map((row) => ({
        ...row,
        isoMonth: row.month,
        month: monthWords(row.month),
        chargedOff: toMoney(d(row.interestChargedOff).plus(d(row.chargeOffLoss))),
      })),
    chart: (rows) => ({
      title: "Income by month on both bases",
      summary:
        "Accrual income counts interest when it is charged and credited, cash income when it is received and paid.",
      series: ["Accrual income", "Cash income"],
      bars: barsOf(
        rows.filter(({ isoMonth }) => isoMonth !== "total"),
        (row) => textOf(row, "month"),
        ["accrualIncome", "cashIncome"],
      ),
    }),
    behind: (row, column) => {
      const month = textOf(row, "isoMonth");
      const event = INCOME_EVENTS[column];
      return event && month !== "total" ? entries({ event }, `${month}-01`, monthEnd(`${month}-01`)) : null;
    },
  },
  "cash-flow": {
    title: "Cash flow",
    description:
      "Thirteen weeks up to the date and thirteen after it: installments due and investments that mature, against repayments and payouts on cash. The error is the net of what happened less what was expected.",
    columns: [
      text("week", "Week"),
      money("expectedIn", "Installments due"),
      money("actualIn", "Repaid"),
      money("expectedOut", "Maturing"),
      money("actualOut", "Paid out"),
      money("otherNet", "Other cash"),
      money("error", "Error"),
    ],
    isOfLoans: false,
    load: async (asOf) =>
      (await cashFlow(asOf)).map((row) => ({
        ...row,
        isAhead: row.isAhead ? "yes" : "no",
        week: `${formatDate(row.from)} to ${formatDate(row.to)}`,
        expectedNet: toMoney(d(row.expectedIn).minus(row.expectedOut)),
        actualNet: row.actualIn === null ? null : toMoney(d(row.actualIn).minus(row.actualOut ?? "0")),
      })),
    chart: (rows) => ({
      title: "Net cash by week, expected and actual",
      summary:
        "Money in from borrowers less money out to investors. The weeks after the date have no actual amount.",
      series: ["Expected", "Actual"],
      bars: barsOf(rows, (row) => textOf(row, "from").slice(5), ["expectedNet", "actualNet"]),
    }),
    behind: (row, column) => {
      const [from, to] = [textOf(row, "from"), textOf(row, "to")];
      if (textOf(row, "isAhead") === "yes" || /^(week|expected)/.test(column)) return null;
      const event = { actualIn: "borrower-repayment", actualOut: "investor-withdrawal" }[column];
      return entries(event ? { event } : { account: "cash" }, from, to);
    },
  },
};

/** The event whose transactions make up a column of the income report. */
const INCOME_EVENTS: Readonly<Record<string, string>> = {
  interestEarned: "interest-calculation",
  investorInterest: "interest-calculation",
  accrualIncome: "interest-calculation",
  fees: "borrower-repayment",
  chargedOff: "charge-off",
  interestReceived: "borrower-repayment",
  cashIncome: "borrower-repayment",
  interestPaid: "investor-withdrawal",
};
