import { DomainError } from "@/lib/errors";
import { getPaymentTimeline } from "@/lib/payments/queries";
import { apiRefusal, requireActorForApi } from "@/lib/session";

/** How far one of the caller's own payments has come; somebody else's does not exist. */
export async function GET(_request: Request, { params }: RouteContext<"/api/payment-orders/[id]">) {
  const actor = await requireActorForApi("ANY");
  if (actor instanceof Response) return actor;
  const { id } = await params;
  try {
    const payment = await getPaymentTimeline(id, actor.userId);
    return Response.json(payment, { headers: { "Cache-Control": "private, no-store" } });
  } catch (error) {
    if (error instanceof DomainError && error.code === "not-found") return apiRefusal(404, error.message);
    throw error;
  }
}
