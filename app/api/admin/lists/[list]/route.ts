import { LISTS } from "@/app/admin/lists";
import { exportList } from "@/app/_parts/list/export-list";
import { apiRefusal, requireActorForApi, requirePermissionForApi } from "@/lib/session";

/** A list of staff as a CSV file, with the filters and the order of its page, for whom its permission is. */
export async function GET(request: Request, { params }: RouteContext<"/api/admin/lists/[list]">) {
  const actor = await requireActorForApi("STAFF");
  if (actor instanceof Response) return actor;
  const view = LISTS.get((await params).list);
  if (!view) return apiRefusal(404, "There is no such list.");
  const allowed = await (view.permission
    ? requirePermissionForApi(view.permission)
    : requireActorForApi("STAFF"));
  if (allowed instanceof Response) return allowed;
  return exportList(view, request, view.fixed?.(actor));
}
