import "server-only";
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

export function originOf(headers: Pick<Headers, "get">): RequestOrigin {
  // Our own server appends whom it has seen (scripts/serve.js), and so does each proxy; what stands before them anyone can write.
  const seen = headers.get("x-forwarded-for")?.split(",") ?? [];
  const ipAddress = (seen.at(-1 - env.TRUSTED_PROXIES) ?? seen[0])?.trim().slice(0, 64);
  return {
    ipAddress: ipAddress || undefined,
    userAgent: headers.get("user-agent")?.slice(0, 300) || undefined,
  };
}
