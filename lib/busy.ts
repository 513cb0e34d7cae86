// A statement that took too long, a lock that another kept, no free connection: the system is busy, and trying again helps.
import { DomainError } from "@/lib/errors";

// Statement timeout, lock timeout, too many connections; Prisma's own limits; the pool's.
const BUSY =
  /\b(57014|55P03|53300|P2024|P2028)\b|timeout exceeded when trying to connect|due to connection timeout/;

export function isBusy(error: unknown): boolean {
  if (!(error instanceof Error) || error instanceof DomainError) return false;
  const code = "code" in error ? String(error.code) : "";
  return BUSY.test(`${code} ${error.message}`) || isBusy(error.cause);
}

/** What the person who waited gets to read. A transaction that was cut off has written nothing, but there may have been one before. */
export const BUSY_SENTENCE =
  "The system is busy and could not finish this in time. Check whether it was done, then try again in a minute.";
