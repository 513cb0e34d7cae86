import { csvHeaders } from "@/app/_parts/csv";
import { readPeriod } from "@/app/investor/_parts/statement-period";
import { statementCsv } from "@/app/investor/_parts/statement-csv";
import { wholeStatement } from "@/app/investor/_parts/whole-statement";
import { businessDate } from "@/lib/clock";
import { onReplica } from "@/lib/read-replica";
import { requireActorForApi } from "@/lib/session";

/** The caller's statement of a year or a month as a CSV file. */
export async function GET(request: Request) {
  const investor = await requireActorForApi("INVESTOR");
  if (investor instanceof Response) return investor;
  const query = new URL(request.url).searchParams;
  const given = { year: query.get("year") ?? undefined, month: query.get("month") ?? undefined };
  const period = readPeriod(given, await businessDate());
  const csv = statementCsv(await onReplica(() => wholeStatement(investor.investorId, period)));
  const name = period.month ? `${period.year}-${period.month}` : period.year;
  return new Response(csv, { headers: csvHeaders(`statement-${name}.csv`) });
}
