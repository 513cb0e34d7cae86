// What only a sandbox bank lets us do. Everything here refuses outside sandbox mode.
import type { IsoDate } from "@/lib/calendar/dates";
import { env, isSandbox } from "@/lib/env";
import { DomainError } from "@/lib/errors";
import { simulateIncoming } from "./provider";

const TIMEOUT_MS = 30_000; // a new date may settle thousands of orders

/** Moves the bank's date; everything that was waiting for it settles before this resolves. */
export async function setBankDate(date: IsoDate): Promise<void> {
  await control("POST", "/sandbox/clock", { date });
}

/** Sets where the bank sends its webhooks; null: nowhere. */
export async function setBankWebhookUrl(url: string | null): Promise<void> {
  await control("PUT", "/sandbox/webhook_endpoint", { url });
}

/** A wire arrives at our bank, as if an investor had sent it. */
export async function simulateIncomingWire(wire: { reference: string; amount: string }): Promise<void> {
  requireSandbox();
  await simulateIncoming({ ...wire, rail: "WIRE" });
}

async function control(method: "POST" | "PUT", path: string, body: object): Promise<void> {
  requireSandbox();
  const credentials = Buffer.from(`${env.PAYMENTS_ORGANIZATION_ID}:${env.PAYMENTS_API_KEY}`).toString(
    "base64",
  );
  const answer = await fetch(new URL(path, env.PAYMENTS_BASE_URL), {
    method,
    headers: { authorization: `Basic ${credentials}`, "content-type": "application/json" },
    body: JSON.stringify(body),
    signal: AbortSignal.timeout(TIMEOUT_MS),
    cache: "no-store",
  }).catch(() => null);
  if (!answer?.ok) throw new DomainError("unavailable", "The sandbox bank is not responding. Is it running?");
}

function requireSandbox(): void {
  if (!isSandbox) throw new DomainError("not-allowed", "This is only available in the sandbox.");
}
