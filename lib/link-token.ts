// Links that prove by themselves that we made them: the token is computed from the path and a secret, so that no table and no
// queued email holds what would open them.
import "server-only";
import { createHmac, timingSafeEqual } from "node:crypto";
import { env } from "@/lib/env";

const tokenOf = (path: string) =>
  createHmac("sha256", env.NEXTAUTH_SECRET).update(`link ${path}`).digest("base64url");

/** The path with its token. @example signedPath("/invitation/sinv_1") // "/invitation/sinv_1.tN…" */
export function signedPath(path: string): string {
  return `${path}.${tokenOf(path)}`;
}

/** The id in the last part of a signed path, or null when we did not sign it. */
export function signedId(folder: string, part: string): string | null {
  const dot = part.lastIndexOf(".");
  const id = part.slice(0, Math.max(dot, 0));
  const [given, ours] = [Buffer.from(part.slice(dot + 1)), Buffer.from(tokenOf(`${folder}/${id}`))];
  return given.length === ours.length && timingSafeEqual(given, ours) ? id : null;
}
