import "server-only";
import { db } from "@/lib/db";
import { DomainError } from "@/lib/errors";
import { countAttempt, forgiveAttempt } from "@/lib/rate-limit";
import type { RoleName } from "@/lib/session";
import { FAILURES_PER_ADDRESS, FAILURES_PER_EMAIL } from "./limits";
import { verifyPassword } from "./password";

const WRONG = "The e-mail address or the password is not right.";

/**
 * Who this is. Unknown e-mail and wrong password get the same answer after the same work.
 *
 * @throws DomainError "not-allowed" when they do not match, "rate-limited" after too many failures
 */
export async function verifyCredentials(
  credentials: { email: string; password: string },
  ipAddress: string | undefined,
): Promise<{ userId: string; roles: RoleName[] }> {
  const email = credentials.email.trim().toLowerCase();
  const address = ipAddress ?? "unknown";
  await countAttempt(FAILURES_PER_ADDRESS, address);
  await countAttempt(FAILURES_PER_EMAIL, email);
  const user = await db.user.findUnique({
    where: { email },
    select: { id: true, passwordHash: true, roles: { select: { role: true } } },
  });
  const matches = await verifyPassword(user?.passwordHash, credentials.password);
  if (!user || !matches) throw new DomainError("not-allowed", WRONG);
  await Promise.all([
    forgiveAttempt(FAILURES_PER_ADDRESS, address),
    forgiveAttempt(FAILURES_PER_EMAIL, email),
  ]);
  return { userId: user.id, roles: user.roles.map(({ role }) => role) };
}
