// What in the settings can change without the person, and what counts as a change. Pure.
import type { WritebackSettings } from "@/lib/writeback/pages/queries";

/**
 * Something is under way at the accounting service whose messages may be late.
 *
 * @param isBack the person has just allowed access on the software's own page
 */
export function isMoving(
  { connection, mapping, pendingOperations }: WritebackSettings,
  isBack: boolean,
): boolean {
  if (isBack && connection && connection.status !== "Linked") return true;
  if (connection?.status === "PendingAuth" || connection?.status === "Unknown") return true;
  if (connection?.status !== "Linked") return false;
  return (
    !connection.isReady ||
    mapping.lender?.status === "connecting" ||
    pendingOperations.some(({ state }) => state !== "FAILED")
  );
}

/** Equal for two answers that would draw the same page: without ages and the instant of the last sync. */
export function fingerprint({ connection, pendingOperations, ...settings }: WritebackSettings): string {
  return JSON.stringify({
    ...settings,
    connection: connection && { ...connection, lastSyncAt: null },
    pendingOperations: pendingOperations.map(({ id, state, error }) => ({ id, state, error })),
  });
}
