// A person who is signed in proves again that it is them. They get a new session in place of the one that asked, as at sign-in.
import "server-only";
import { startBrowserSession } from "@/lib/identity/browser-session";
import type { RequestOrigin } from "@/lib/request-origin";
import type { Actor } from "@/lib/session";
import { requirePassword } from "./change-password";
import { checkPasskey } from "./passkeys";
import { takeCode } from "./take-code";

type At = Pick<Actor, "userId" | "hasSecondFactor">;

/**
 * Confirms for ten minutes that the person is here: with a code where they use codes, otherwise with their password.
 *
 * @throws DomainError "invalid" at the field "code"; "rate-limited"
 */
export async function confirmByProof(actor: At, proof: string, request: RequestOrigin): Promise<void> {
  const method = actor.hasSecondFactor ? await takeCode(actor.userId, proof) : "password";
  if (method === "password") await requirePassword(actor.userId, proof, "code");
  await startBrowserSession(actor.userId, request, method);
}

/** The same with one of the person's own passkeys. @throws DomainError "not-allowed" */
export async function confirmByPasskey(actor: At, response: string, request: RequestOrigin): Promise<void> {
  await checkPasskey(response, actor.userId);
  await startBrowserSession(actor.userId, request, "passkey");
}
