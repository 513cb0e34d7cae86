import { exportPerson } from "@/lib/paperwork/export-person";
import { requireActorForApi } from "@/lib/session";

/** Everything that the caller has with us, as one ZIP file. */
export async function GET() {
  const actor = await requireActorForApi("ANY");
  if (actor instanceof Response) return actor;
  const zip = await exportPerson(actor.userId);
  return new Response(new Uint8Array(zip), {
    headers: {
      "Content-Type": "application/zip",
      "Content-Disposition": 'attachment; filename="modern-lending-export.zip"',
      "Cache-Control": "private, no-store",
    },
  });
}
