// Which errors a simulation brings about itself. Every other one is a mistake of the product and ends the run.
import { APIError } from "modern-treasury";
import { DomainError } from "@/lib/errors";

/** A process that died, a bank that was out of order, an answer that did not come; and what follows from those by design. */
export function isBroughtAbout(error: unknown): boolean {
  if (!(error instanceof Error)) return false;
  if (error.message.includes("The process died here.")) return true;
  if (error instanceof APIError) return error.status === 503 || error.status === 504;
  if (error instanceof DomainError) return error.code === "unavailable";
  // A later change of an order whose earlier one waits: its job comes again.
  return /^An earlier change of payment order \S+ is not handled yet\.$/.test(error.message);
}
