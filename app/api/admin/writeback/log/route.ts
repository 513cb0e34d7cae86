import { ADMIN_LOG_RULES } from "@/app/_writeback/log-rules";
import { logCsv } from "@/app/_writeback/log-csv";
import { readFilters } from "@/app/_parts/search";
import { requireActorForApi } from "@/lib/session";

/** The log of all writes as a CSV file, with the filters of the page. */
export async function GET(request: Request) {
  const admin = await requireActorForApi("ADMIN");
  if (admin instanceof Response) return admin;
  const query = Object.fromEntries(new URL(request.url).searchParams);
  return logCsv(await readFilters(ADMIN_LOG_RULES, Promise.resolve(query)));
}
