// What a connection's state means, in words for people. Pure, free of server code.
import type { ConnectionStatus } from "./codat-shapes";

export const CONNECTION_WORDS: Record<ConnectionStatus, string> = {
  PendingAuth: "Waiting for you to allow access",
  Linked: "Connected",
  Unlinked: "Disconnected",
  Deauthorized: "Access was revoked",
  Unknown: "Checking",
};

/** The data that has to be read once before accounts can be chosen. */
const NEEDED_DATA = {
  bankAccounts: "Bank accounts",
  chartOfAccounts: "Accounts",
  suppliers: "Suppliers",
} as const;

export type Readiness = { dataType: string; label: string; status: string; isComplete: boolean };

/** The progress of the first sync, one row for each kind of data that is needed. */
export function readinessOf(stored: unknown): Readiness[] {
  const states = typeof stored === "object" && stored !== null ? (stored as Record<string, unknown>) : {};
  return Object.entries(NEEDED_DATA).map(([dataType, label]) => {
    const status = typeof states[dataType] === "string" ? states[dataType] : "Waiting";
    return { dataType, label, status, isComplete: status === "Complete" };
  });
}

/**
 * Whether accounts can be chosen.
 *
 * @example isReady({ bankAccounts: "Complete", chartOfAccounts: "Complete", suppliers: "Fetching" }) // false
 */
export function isReady(stored: unknown): boolean {
  return readinessOf(stored).every(({ isComplete }) => isComplete);
}

/** Access has to be given again: the platform says so, or reading the data failed for want of it. */
export function needsReconnect(status: string, stored: unknown): boolean {
  if (status === "Deauthorized" || status === "Unlinked") return true;
  return readinessOf(stored).some(({ status: sync }) => sync === "AuthError");
}
