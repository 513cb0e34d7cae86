import { businessDateState } from "@/app/admin/business-date/state";
import { requirePermissionForApi } from "@/lib/session";

/** How far the business date has come; the page asks every second while it moves. */
export async function GET() {
  const admin = await requirePermissionForApi("business-date.see");
  if (admin instanceof Response) return admin;
  return Response.json(await businessDateState(), { headers: { "Cache-Control": "private, no-store" } });
}
