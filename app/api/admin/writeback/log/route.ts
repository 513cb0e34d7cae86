import { exportList } from "@/app/_parts/list/export-list";
import { WRITEBACK_LOG } from "@/app/admin/settings/writeback/log/list";
import { requirePermissionForApi } from "@/lib/session";

/** The log of all writes as a CSV file, with the filters and the order of the page. */
export async function GET(request: Request) {
  const admin = await requirePermissionForApi("writeback.see");
  if (admin instanceof Response) return admin;
  return exportList(WRITEBACK_LOG, request);
}
