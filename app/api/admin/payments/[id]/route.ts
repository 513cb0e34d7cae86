import { DomainError } from "@/lib/errors";
import { getPaymentTimeline } from "@/lib/payments/queries";
import { apiRefusal, requirePermissionForApi } from "@/lib/session";

/** How far a payment order is; its page asks while it is undecided. */
export async function GET(_request: Request, { params }: { params: Promise<{ id: string }> }) {
  const admin = await requirePermissionForApi("payment.see");
  if (admin instanceof Response) return admin;
  const { id } = await params;
  try {
    const { status, isDecided, steps } = await getPaymentTimeline(id);
    return Response.json({ status, isDecided, steps }, { headers: { "Cache-Control": "private, no-store" } });
  } catch (error) {
    if (!(error instanceof DomainError) || error.code !== "not-found") throw error;
    return apiRefusal(404, error.message);
  }
}
