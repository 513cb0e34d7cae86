import { LISTS } from "@/app/admin/lists";
import { exportList } from "@/app/_parts/list/export-list";
import { apiRefusal, requireActorForApi } from "@/lib/session";

/** A list of the administrators as a CSV file, with the filters and the order of its page. */
export async function GET(request: Request, { params }: RouteContext<"/api/admin/lists/[list]">) {
  const admin = await requireActorForApi("ADMIN");
  if (admin instanceof Response) return admin;
  const view = LISTS.get((await params).list);
  if (!view) return apiRefusal(404, "There is no such list.");
  return exportList(view, request, view.fixed?.(admin));
}
