import { answerQuestion } from "@/app/_writeback/answer-question";
import { requirePermissionForApi } from "@/lib/session";

/** How one borrower's accounting settings stand, and what their books offer for them. */
export async function GET(request: Request, { params }: RouteContext<"/api/admin/writeback/[id]">) {
  const admin = await requirePermissionForApi("writeback.see");
  if (admin instanceof Response) return admin;
  return answerQuestion((await params).id, request);
}
