import { LOG_RULES } from "@/app/_writeback/log-rules";
import { logCsv } from "@/app/_writeback/log-csv";
import { readFilters } from "@/app/_parts/search";
import { requireActorForApi } from "@/lib/session";

/** The caller's own log as a CSV file, with the filters of the page. */
export async function GET(request: Request) {
  const actor = await requireActorForApi("BORROWER");
  if (actor instanceof Response) return actor;
  const query = Object.fromEntries(new URL(request.url).searchParams);
  return logCsv({ ...(await readFilters(LOG_RULES, Promise.resolve(query))), borrowerId: actor.borrowerId });
}
