import { getIssued } from "@/lib/documents/issued/queries";
import { fileOf } from "@/lib/documents/issued/render";
import { DomainError } from "@/lib/errors";
import { may } from "@/lib/permissions";
import { apiRefusal, lacksSecondFactor, requireActorForApi } from "@/lib/session";

/**
 * A document that was issued to the caller, as PDF or, with `?format=txt`, as its text twin; whoever may see documents reads anybody's. Somebody
 * else's does not exist.
 */
export async function GET(request: Request, { params }: RouteContext<"/api/documents/issued/[id]">) {
  const actor = await requireActorForApi("ANY");
  if (actor instanceof Response) return actor;
  const { id } = await params;
  const isText = new URL(request.url).searchParams.get("format") === "txt";
  try {
    const seesAll = may(actor.roles, "document.see") && !lacksSecondFactor(actor);
    const document = await getIssued(id, seesAll ? null : actor.userId);
    const { pdf, text } = await fileOf(document.id);
    const name = `${document.kind}-${document.number}.${isText ? "txt" : "pdf"}`;
    return new Response(isText ? text : new Uint8Array(pdf), {
      headers: {
        "Content-Type": isText ? "text/plain; charset=utf-8" : "application/pdf",
        "Content-Disposition": `attachment; filename="${name}"`,
        "Cache-Control": "private, no-store",
      },
    });
  } catch (error) {
    if (error instanceof DomainError && error.code === "not-found") return apiRefusal(404, error.message);
    throw error;
  }
}
