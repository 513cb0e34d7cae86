import "server-only";
import { businessDate } from "@/lib/clock";
import { db, inTransaction } from "@/lib/db";
import { DomainError } from "@/lib/errors";
import { setPasswordHash } from "@/lib/identity/password-hash";
import { hashPassword, verifyPassword } from "@/lib/identity/password";
import { requireUncommonPassword } from "@/lib/identity/password-rules";
import { notify } from "@/lib/notifications/notify";
import { countAttempt, forgiveAttempt } from "@/lib/rate-limit";
import { endSessions } from "@/lib/session-rows";
import { startCoolOff } from "./cool-off";
import { WRONG_CONFIRMATIONS } from "./limits";
import { endLinks } from "./links";

/**
 * A person who is signed in replaces their password; every other session ends.
 *
 * @throws DomainError "invalid" at the field "current" or "password"; "rate-limited" after too many wrong passwords
 */
export async function changePassword({
  userId,
  sessionId,
  current,
  password,
}: {
  userId: string;
  sessionId: string;
  current: string;
  password: string;
}): Promise<void> {
  const user = await requirePassword(userId, current, "current");
  if (current === password)
    throw new DomainError("invalid", "The new password is the same as the current one.", "password");
  requireUncommonPassword(password, user);
  const passwordHash = await hashPassword(password);
  await inTransaction(async (tx) => {
    await setPasswordHash(tx, { userId, passwordHash, actorUserId: userId });
    await endSessions(tx, { userId, except: sessionId });
    await endLinks(tx, userId, ["RESET_PASSWORD"]);
    await startCoolOff(tx, userId, "password");
    await notify(tx, {
      ...{ userId, kind: "password-changed", href: "/settings/security" },
      title: "Your password was changed",
      body: "Your password was changed on the security page, and all other sessions ended. If it was not you, reset your password at once and write to us.",
      datedOn: await businessDate(tx),
    });
  });
}

/**
 * The person's own password, asked for again.
 *
 * @throws DomainError "invalid" at the field; "rate-limited" after too many wrong ones
 */
export async function requirePassword(
  userId: string,
  password: string,
  field: string,
): Promise<{ email: string; name: string }> {
  const user = await db.user.findUniqueOrThrow({ where: { id: userId } });
  await countAttempt(WRONG_CONFIRMATIONS, userId);
  if (!(await verifyPassword(user.passwordHash, password)))
    throw new DomainError("invalid", "This is not your password.", field);
  await forgiveAttempt(WRONG_CONFIRMATIONS, userId);
  return user;
}
