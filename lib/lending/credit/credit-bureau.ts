// The client of the credit bureau. Only this file knows its address and how it answers.
import "server-only";
import { env } from "@/lib/env";
import { DomainError } from "@/lib/errors";
import { log } from "@/lib/log";
import { creditReportSchema, type CreditReport } from "./credit-report";

const TIMEOUT_MS = 10_000;

/**
 * Asks for a soft credit check, which leaves no mark with the bureau, so asking again after a failure is harmless.
 *
 * @throws DomainError "unavailable" when the bureau does not answer, or not as agreed
 */
export async function pullCreditReport(question: {
  reference: string;
  name: string;
  taxIdLast4: string;
}): Promise<CreditReport> {
  const response = await ask(question);
  if (!response.ok) throw unavailable(`it responded with status ${response.status}`);
  const parsed = creditReportSchema.safeParse(await response.json().catch(() => null));
  if (!parsed.success) throw unavailable("its response has an unexpected format");
  return parsed.data;
}

async function ask(question: object) {
  try {
    return await fetch(new URL("/v1/soft-pulls", env.BUREAU_BASE_URL), {
      method: "POST",
      headers: { authorization: `Bearer ${env.BUREAU_API_KEY}`, "content-type": "application/json" },
      body: JSON.stringify(question),
      signal: AbortSignal.timeout(TIMEOUT_MS),
      cache: "no-store",
    });
  } catch (error) {
    throw unavailable(error instanceof Error ? error.message : String(error));
  }
}

function unavailable(cause: string) {
  log.warn({ cause }, "The credit bureau could not be reached.");
  return new DomainError("unavailable", "The credit bureau is not responding. We will try again.");
}
