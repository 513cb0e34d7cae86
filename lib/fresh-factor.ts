// Before what somebody who found an open browser must not be able to do.
import { now } from "@/lib/clock";
import { DomainError } from "@/lib/errors";

const TEN_MINUTES_MS = 10 * 60 * 1000;

/** True when the person at this session has proved within ten minutes who they are, by the strongest means they have. */
export function hasFreshFactor({ factorAt }: { readonly factorAt: Date | null }): boolean {
  return factorAt !== null && now().getTime() - factorAt.getTime() < TEN_MINUTES_MS;
}

/**
 * Requires a fresh proof of who is asking: a code or a passkey, of a person without either the password. Call it at the head of an
 * action.
 *
 * @param back the page to which the person returns afterward
 * @throws DomainError "not-allowed", with the way to the page that asks
 */
export function requireFreshFactor(actor: { readonly factorAt: Date | null }, back: string): void {
  if (hasFreshFactor(actor)) return;
  throw new DomainError("not-allowed", "Confirm that it is you, then do this again.", undefined, {
    href: `/confirm?next=${encodeURIComponent(back)}`,
    label: "Confirm that it is you",
  });
}
