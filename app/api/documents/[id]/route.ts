import { getDocument } from "@/lib/documents/queries";
import { DomainError } from "@/lib/errors";
import { apiRefusal, requireActorForApi } from "@/lib/session";

/** One of the caller's own documents, byte for byte as it was signed: `sha256sum` of it gives the hash on its page. */
export async function GET(_request: Request, { params }: RouteContext<"/api/documents/[id]">) {
  const actor = await requireActorForApi("ANY");
  if (actor instanceof Response) return actor;
  const { id } = await params;
  try {
    const document = await getDocument(actor.userId, id);
    return new Response(document.body, {
      headers: {
        "Content-Type": "text/plain; charset=utf-8",
        "Content-Disposition": `attachment; filename="${document.kind}-${document.signedOn}.txt"`,
        "Cache-Control": "private, no-store",
      },
    });
  } catch (error) {
    if (error instanceof DomainError && error.code === "not-found") return apiRefusal(404, error.message);
    throw error;
  }
}
