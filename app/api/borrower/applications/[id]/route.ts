import { getApplication } from "@/lib/lending/application/application-queries";
import { apiRefusal, requireActorForApi } from "@/lib/session";

export type ApplicationProgress = { status: string; isBureauOutOfReach: boolean };

/** How far one of the caller's own applications has come; somebody else's does not exist. */
export async function GET(_request: Request, { params }: RouteContext<"/api/borrower/applications/[id]">) {
  const actor = await requireActorForApi("BORROWER");
  if (actor instanceof Response) return actor;
  const application = await getApplication(actor.borrowerId, (await params).id);
  if (!application) return apiRefusal(404, "Application not found.");
  const { status, isBureauOutOfReach } = application;
  const progress: ApplicationProgress = { status, isBureauOutOfReach };
  return Response.json(progress, { headers: { "Cache-Control": "private, no-store" } });
}
