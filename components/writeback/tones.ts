// Which color a state of writeback has; it always carries its word as well.
import type { Tone } from "@/components/ui/status-badge";
import type { ConnectionView } from "@/lib/writeback/books/connection-view";
import type { LogRow, OperationRow } from "@/lib/writeback/pages/log-queries";

export function connectionTone({
  status,
  needsReconnect,
}: Pick<ConnectionView, "status" | "needsReconnect">): Tone {
  if (status === "Deauthorized" || (status === "Linked" && needsReconnect)) return "failed";
  if (status === "Linked") return "posted";
  return status === "Unlinked" ? "voided" : "pending";
}

export const EVENT_TONES: Record<LogRow["state"], Tone> = {
  PARKED: "voided",
  QUEUED: "pending",
  WRITING: "pending",
  HELD: "failed",
  DONE: "posted",
  BY_HAND: "info",
};

export const OPERATION_TONES: Record<OperationRow["state"], Tone> = {
  READY: "pending",
  SENDING: "pending",
  PENDING: "pending",
  UNKNOWN: "pending",
  SUCCESS: "posted",
  FAILED: "failed",
  SKIPPED: "voided",
};
