// The database is busy or away: a statement that took too long, a lock that another kept, no free connection, a primary that is being
// replaced. Trying again helps.
import { DomainError } from "@/lib/errors";
import { isTransient } from "@/lib/transient-errors";

export function isBusy(error: unknown): boolean {
  return !(error instanceof DomainError) && isTransient(error);
}

/** What the person who waited gets to read. A transaction that was cut off has written nothing, but there may have been one before. */
export const BUSY_SENTENCE =
  "The system is busy and could not finish this in time. Check whether it was done, then try again in a minute.";
