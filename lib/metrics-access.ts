// Who may read /metrics: whoever has the token, or a program on this machine where none is set. The figures name nobody, but the cash
// and the state of the queue are nobody else's business.
import { createHash, timingSafeEqual } from "node:crypto";

/**
 * @param forwarded the header X-Forwarded-For, at whose end our own server has put who connected
 * @param token     METRICS_TOKEN; then nothing else counts
 */
export function mayReadMetrics(
  { authorization, forwarded }: { authorization: string | null; forwarded: string | null },
  token: string | undefined,
): boolean {
  if (token !== undefined) return isSame(authorization ?? "", `Bearer ${token}`);
  const seen = (forwarded ?? "").split(",").map((address) => address.trim());
  return seen.length === 1 && isThisMachine(seen[0]!); // more than one: a proxy on this machine passes on a stranger
}

function isSame(given: string, wanted: string): boolean {
  const digest = (text: string) => createHash("sha256").update(text).digest();
  return timingSafeEqual(digest(given), digest(wanted));
}

function isThisMachine(address: string): boolean {
  return /^(::ffff:)?127\.\d+\.\d+\.\d+$/.test(address) || address === "::1";
}
