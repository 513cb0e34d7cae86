import "server-only";
import { headers } from "next/headers";

/** Where a request came from, as far as one can tell; kept with signatures and sessions. */
export type RequestOrigin = {
  readonly ipAddress: string | undefined;
  readonly userAgent: string | undefined;
};

export async function requestOrigin(): Promise<RequestOrigin> {
  return originOf(await headers());
}

export function originOf(headers: Pick<Headers, "get">): RequestOrigin {
  // The last address is the one that the nearest proxy, or Next itself, has seen; those before it anyone can write.
  const ipAddress = headers.get("x-forwarded-for")?.split(",").at(-1)?.trim().slice(0, 64);
  return {
    ipAddress: ipAddress || undefined,
    userAgent: headers.get("user-agent")?.slice(0, 300) || undefined,
  };
}
