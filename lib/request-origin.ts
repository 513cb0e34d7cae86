import "server-only";
import { isIPv6 } from "node:net";
import { headers } from "next/headers";
import { env } from "@/lib/env";

/** Where a request came from, as far as one can tell; kept with signatures and sessions. */
export type RequestOrigin = {
  readonly ipAddress: string | undefined;
  readonly userAgent: string | undefined;
};

export async function requestOrigin(): Promise<RequestOrigin> {
  return originOf(await headers());
}

/** The number of this request in the log of the web server. */
export async function requestId(): Promise<string | undefined> {
  return (await headers()).get("x-request-id")?.slice(0, 64) ?? undefined;
}

export function originOf(headers: Pick<Headers, "get">): RequestOrigin {
  // Our own server appends whom it has seen (scripts/serve.js), and so does each proxy; what is before them anyone can write.
  const seen = headers.get("x-forwarded-for")?.split(",") ?? [];
  const ipAddress = (seen.at(-1 - env.TRUSTED_PROXIES) ?? seen[0])?.trim().slice(0, 64);
  return {
    ipAddress: ipAddress || undefined,
    userAgent: headers.get("user-agent")?.slice(0, 300) || undefined,
  };
}

/**
 * What limits by address count: an IPv4 address, or the /64 of an IPv6 address, since one customer is given at least
 * that many and could come from another address each time (RFC 6177).
 *
 * @example networkOf("2001:db8:1:2:3:4:5:6") // "2001:db8:1:2::/64"; networkOf("::ffff:192.0.2.7") // "192.0.2.7"
 */
export function networkOf(ipAddress: string | undefined): string {
  // Some proxies write brackets and a port, and a link-local address may name its interface.
  const address = (ipAddress ?? "unknown").replace(/^\[([^\]]*)\](:\d+)?$/, "$1").replace(/%.*$/, "");
  if (!isIPv6(address)) return address.replace(/^(\d+\.\d+\.\d+\.\d+):\d+$/, "$1");
  const groups = groupsOf(address);
  const [high = 0, low = 0] = groups.slice(6);
  const isMapped = groups.slice(0, 6).join() === "0,0,0,0,0,65535";
  if (isMapped) return [high >> 8, high & 255, low >> 8, low & 255].join(".");
  return `${groups
    .slice(0, 4)
    .map((group) => group.toString(16))
    .join(":")}::/64`;
}

/** The eight groups of an IPv6 address, however it is written. */
function groupsOf(address: string): number[] {
  const written = new URL(`http://[${address}]`).hostname.slice(1, -1); // in hexadecimal throughout
  const [before = "", after] = written.split("::");
  const [left, right] = [before, after ?? ""].map((part) =>
    part === "" ? [] : part.split(":").map((group) => Number.parseInt(group, 16)),
  ) as [number[], number[]];
  return [...left, ...Array<number>(8 - left.length - right.length).fill(0), ...right];
}
