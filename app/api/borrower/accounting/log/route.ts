import { exportList } from "@/app/_parts/list/export-list";
import { OWN_LOG } from "@/app/borrower/settings/accounting/log/list";
import { requireActorForApi } from "@/lib/session";

/** The caller's own log as a CSV file, with the filters and the order of the page. */
export async function GET(request: Request) {
  const actor = await requireActorForApi("BORROWER");
  if (actor instanceof Response) return actor;
  return exportList(OWN_LOG, request, { borrowerId: actor.borrowerId });
}
