// What happens once when a server starts, and whenever a request fails unexpectedly.
import type { Instrumentation } from "next";

/** Reading the environment checks it: a malformed variable stops the start with a sentence that names it. */
export async function register() {
  await import("@/lib/env");
}

/** The error page shows the digest; this line says what lies behind it. */
export const onRequestError: Instrumentation.onRequestError = async (error, request, context) => {
  const { log } = await import("@/lib/log");
  const digest = error instanceof Error && "digest" in error ? error.digest : undefined;
  log.error({ err: error, digest, method: request.method, route: context.routePath }, "A request failed");
};
