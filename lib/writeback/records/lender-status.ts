// How far the lender account's feed is. Pure.
export type LenderStatus = "none" | "connecting" | "connected" | "disconnected" | "unknown";

/**
 * Codat's word for a mapped source account, which is free text.
 *
 * @example lenderStatusOf("Connected") // "connected"
 */
export function lenderStatusOf(status: string | null): LenderStatus {
  switch (status?.toLowerCase()) {
    case "connected":
    case "linked":
      return "connected";
    case "connecting":
    case "pending":
      return "connecting";
    case "disconnected":
    case "unlinked":
      return "disconnected";
    default:
      return "unknown";
  }
}

/**
 * How far the lender account is that the person has asked for last, once it was accepted.
 *
 * @example shownStatus({ lenderSourceId: "lender_1", lenderStatus: "connected", nextStatus: "connecting" }) // "connecting"
 */
export function shownStatus({
  lenderSourceId,
  lenderStatus,
  nextStatus,
}: {
  lenderSourceId: string | null;
  lenderStatus: string | null;
  nextStatus: string | null;
}): LenderStatus {
  if (nextStatus !== null) return lenderStatusOf(nextStatus);
  return lenderSourceId === null ? "none" : lenderStatusOf(lenderStatus);
}
