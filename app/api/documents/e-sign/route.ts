import { openESignText } from "@/lib/documents/e-sign-access";
import { fileOf } from "@/lib/documents/issued/render";
import { requireActorForApi } from "@/lib/session";

/** The consent to electronic documents as a PDF, with the code that the caller types to show that they can read it. */
export async function GET() {
  const actor = await requireActorForApi("ANY");
  if (actor instanceof Response) return actor;
  const { documentId } = await openESignText({ userId: actor.userId });
  const { pdf } = await fileOf(documentId);
  return new Response(new Uint8Array(pdf), {
    headers: {
      "Content-Type": "application/pdf",
      "Content-Disposition": 'inline; filename="consent-to-electronic-documents.pdf"',
      "Cache-Control": "private, no-store",
    },
  });
}
