import { auditHead, sealAudit } from "@/lib/audit/seal-audit";
import { exportAudit } from "@/lib/audit/export-audit";
import { businessDate } from "@/lib/clock";
import { requirePermissionForApi } from "@/lib/session";

/** The whole audit log as JSON lines, oldest first; the last line is the head of its chain. The export is an event itself. */
export async function GET(): Promise<Response> {
  const actor = await requirePermissionForApi("audit.export");
  if (actor instanceof Response) return actor;
  await sealAudit();
  const head = await auditHead();
  const lines = await exportAudit({ actorUserId: actor.userId, head });
  const encoder = new TextEncoder();
  const body = new ReadableStream<Uint8Array>({
    async pull(controller) {
      const { value, done } = await lines.next();
      if (done) controller.close();
      else controller.enqueue(encoder.encode(value));
    },
    async cancel() {
      await lines.return(undefined);
    },
  });
  return new Response(body, {
    headers: {
      "Content-Type": "application/jsonl; charset=utf-8",
      "Content-Disposition": `attachment; filename="audit-${await businessDate()}.jsonl"`,
      "Cache-Control": "private, no-store",
    },
  });
}
