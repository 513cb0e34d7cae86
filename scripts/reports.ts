// `npm run reports`: the reports as CSV or JSON on standard output; faults to standard error.
import { parseArgs } from "node:util";
import { stringify } from "csv-stringify/sync";
import { isIsoDate, type IsoDate } from "@/lib/calendar/dates";
import { businessDate } from "@/lib/clock";
import { db } from "@/lib/db";
import { DomainError } from "@/lib/errors";
import { cashFlow } from "@/lib/reporting/cash-flow";
import { income } from "@/lib/reporting/income";
import { LOAN_TAPE_COLUMNS, writeLoanTape } from "@/lib/reporting/loan-tape";
import { portfolioAtRisk, rollRates, vintages } from "@/lib/reporting/portfolio";

const USAGE = `Usage: npm run --silent reports -- <report> [--as-of DATE] [--format csv|json]

  loan-tape     one row per loan that was paid out; refused when the balances are not the ledger's to the cent
  par           portfolio at risk: outstanding principal by days past due, and PAR0, 30, 60 and 90
  roll-rates    where the active loans of the end of the month before are on the date
  vintages      by month of disbursement: cumulative charge-offs by month on book
  income        by month, accrual and cash basis side by side
  cash-flow     thirteen weeks before the date, expected against actual with the error, and thirteen weeks ahead

DATE is a business date such as 2026-12-31; without it, today. The format is csv unless json is asked for.`;

class UsageError extends Error {}

const REPORTS: Readonly<Record<string, (asOf: IsoDate) => Promise<object[]>>> = {
  par: portfolioAtRisk,
  "roll-rates": rollRates,
  vintages,
  income,
  "cash-flow": cashFlow,
};

// A reader that closes early, such as head, is no fault.
process.stdout.on("error", () => process.exit());

async function run(args: string[]): Promise<void> {
  const { report, asOf: given, format } = read(args);
  const asOf = given ?? (await businessDate());
  if (report === "loan-tape") return tape(asOf, format);
  const rows = await REPORTS[report]!(asOf);
  process.stdout.write(
    format === "json" ? `${JSON.stringify(rows, null, 2)}\n` : csv(rows, Object.keys(rows[0] ?? {}), true),
  );
}

type Request = { report: string; asOf: IsoDate | undefined; format: "csv" | "json" };

function read(args: string[]): Request {
  const { values, positionals } = parse(args);
  const [report, ...rest] = positionals;
  if (rest.length > 0) throw new UsageError(`Unexpected: ${rest.join(" ")}.`);
  if (report === undefined) throw new UsageError("No report was named.");
  if (report !== "loan-tape" && !Object.hasOwn(REPORTS, report))
    throw new UsageError(`There is no report "${report}".`);
  const asOf = values["as-of"];
  if (asOf !== undefined && !isIsoDate(asOf))
    throw new UsageError(`"${asOf}" is not a date such as 2026-12-31.`);
  const { format = "csv" } = values;
  if (format !== "csv" && format !== "json") throw new UsageError("--format is csv or json.");
  return { report, asOf, format };
}

function parse(args: string[]) {
  try {
    const options = { "as-of": { type: "string" }, format: { type: "string" } } as const;
    return parseArgs({ args, options, allowPositionals: true });
  } catch (error) {
    throw new UsageError(error instanceof Error ? error.message : String(error));
  }
}

/** Written as it is read: a tape has a hundred thousand rows. */
async function tape(asOf: IsoDate, format: Request["format"]): Promise<void> {
  let written = 0;
  const { loans, balance } = await writeLoanTape(asOf, async (rows) => {
    const text =
      format === "json"
        ? rows.map((row, at) => `${written + at === 0 ? "[\n" : ",\n"}  ${JSON.stringify(row)}`).join("")
        : csv(rows, LOAN_TAPE_COLUMNS, written === 0);
    written += rows.length;
    if (!process.stdout.write(text)) await new Promise((drained) => process.stdout.once("drain", drained));
  });
  if (written === 0) process.stdout.write(format === "json" ? "[" : csv([], LOAN_TAPE_COLUMNS, true));
  if (format === "json") process.stdout.write("\n]\n");
  process.stderr.write(`${loans} loans, balance ${balance}, equal to the ledger on ${asOf}.\n`);
}

/** A cell that a spreadsheet would run as a formula gets an apostrophe; a negative amount stays a number. */
function csv(rows: object[], columns: readonly string[], header: boolean): string {
  const safe = (value: unknown) =>
    typeof value === "string" && /^[=+\-@\t\r]/.test(value) && !/^-\d+(\.\d+)?$/.test(value)
      ? `'${value}`
      : value;
  const cells = rows.map((row) => columns.map((column) => safe((row as Record<string, unknown>)[column])));
  return stringify(header ? [[...columns], ...cells] : cells);
}

try {
  await run(process.argv.slice(2));
} catch (error) {
  const isUsage = error instanceof UsageError;
  process.stderr.write(
    `${error instanceof Error ? error.message : String(error)}\n${isUsage ? `\n${USAGE}\n` : ""}`,
  );
  process.exitCode = isUsage ? 2 : error instanceof DomainError ? 1 : 3;
} finally {
  await db.$disconnect();
}
