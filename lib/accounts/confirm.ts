import "server-only";
import { now } from "@/lib/clock";
import { db } from "@/lib/db";
import type { Actor } from "@/lib/session";
import { confirmSession } from "@/lib/session-rows";
import { requirePassword } from "./change-password";
import { checkPasskey } from "./passkeys";
import { takeCode } from "./take-code";

type At = Pick<Actor, "userId" | "sessionId" | "hasSecondFactor">;

/**
 * Confirms for ten minutes that the person is at this session: with a code where they use codes, otherwise with their password.
 *
 * @throws DomainError "invalid" at the field "code"; "rate-limited"
 */
export async function confirmByProof(actor: At, proof: string): Promise<void> {
  if (actor.hasSecondFactor) await takeCode(actor.userId, proof);
  else await requirePassword(actor.userId, proof, "code");
  await confirmSession(db, actor.sessionId, now());
}

/** The same with one of the person's own passkeys. @throws DomainError "not-allowed" */
export async function confirmByPasskey(actor: At, response: string): Promise<void> {
  await checkPasskey(response, actor.userId);
  await confirmSession(db, actor.sessionId, now());
}
