import { BYTE_ORDER_MARK, csvHeaders, csvLines } from "@/app/_parts/csv";
import { xlsxFile, xlsxResponse } from "@/app/_parts/xlsx";
import { readLoanFilter } from "@/app/admin/reports/loan-filter";
import { REPORTS } from "@/app/admin/reports/reports";
import { isIsoDate, type IsoDate } from "@/lib/calendar/dates";
import { businessDate } from "@/lib/clock";
import { DomainError } from "@/lib/errors";
import { LOAN_TAPE_COLUMNS, loanTapeFile, writeLoanTape } from "@/lib/reporting/loan-tape";
import { apiRefusal, requirePermissionForApi } from "@/lib/session";

/** A report of a date as a CSV file, or with `?format=xlsx` as a spreadsheet; the loan tape is refused where it is not the ledger to the cent. */
export async function GET(request: Request, { params }: RouteContext<"/api/admin/reports/[report]">) {
  const admin = await requirePermissionForApi("report.see");
  if (admin instanceof Response) return admin;
  const { report: name } = await params;
  const today = await businessDate();
  const search = new URL(request.url).searchParams;
  const given = search.get("asOf") ?? today;
  if (!isIsoDate(given) || given > today) return apiRefusal(400, "Choose a date that is not in the future.");
  if (name === "loan-tape") return tape(given);
  const report = Object.hasOwn(REPORTS, name) ? REPORTS[name] : undefined;
  if (!report) return apiRefusal(404, "There is no such report.");
  const rows = await report.load(given, readLoanFilter(Object.fromEntries(search)));
  const lines = rows.map((row) => report.columns.map(({ key }) => row[key] ?? null));
  if (search.get("format") === "xlsx")
    return xlsxResponse(await xlsxFile(report.title, report.columns, lines), `${name}-${given}.xlsx`);
  const body = BYTE_ORDER_MARK + csvLines([report.columns.map(({ header }) => header), ...lines]);
  return new Response(body, { headers: csvHeaders(`${name}-${given}.csv`) });
}

/** The whole file is written before it is sent: a tape that breaks off would look like a shorter one. */
async function tape(asOf: IsoDate): Promise<Response> {
  const parts = [BYTE_ORDER_MARK, csvLines([[...LOAN_TAPE_COLUMNS]])];
  try {
    await writeLoanTape(asOf, (rows) => {
      parts.push(csvLines(rows.map((row) => LOAN_TAPE_COLUMNS.map((column) => row[column] ?? null))));
    });
  } catch (error) {
    if (error instanceof DomainError) return apiRefusal(409, error.message);
    throw error;
  }
  return new Response(parts.join(""), { headers: csvHeaders(`${loanTapeFile(asOf)}.csv`) });
}
