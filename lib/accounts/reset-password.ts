// The way back in for a person who forgot their password: a link by email that works once within half an hour.
import "server-only";
import { businessDate } from "@/lib/clock";
import { db, inTransaction } from "@/lib/db";
import { DomainError } from "@/lib/errors";
import { hashPassword } from "@/lib/identity/password";
import { requireUncommonPassword } from "@/lib/identity/password-rules";
import { tokenHashOf } from "@/lib/identity/setup-links";
import { notify } from "@/lib/notifications/notify";
import { addJob } from "@/lib/queue";
import { countAttempt } from "@/lib/rate-limit";
import { networkOf } from "@/lib/request-origin";
import { endSessions } from "@/lib/session-rows";
import { startCoolOff } from "./cool-off";
import { RESETS_PER_ADDRESS, RESETS_PER_EMAIL } from "./limits";
import { createLink, endLinks, isOpenLink, SPENT, spendLink } from "./links";
import { setPasswordHash } from "@/lib/identity/password-hash";

/**
 * Asks for a link. The answer, and the time that it takes, are the same whether or not the address has an account: the worker
 * looks it up later.
 *
 * @throws DomainError "rate-limited", counted for every address alike
 */
export async function requestPasswordReset({
  email,
  ipAddress,
}: {
  email: string;
  ipAddress: string | undefined;
}): Promise<void> {
  await countAttempt(RESETS_PER_ADDRESS, networkOf(ipAddress));
  await countAttempt(RESETS_PER_EMAIL, email);
  await inTransaction((tx) => addJob(tx, "send-reset-link", { email }));
}

/** Sends the link, where the address has an account that is open. */
export async function sendResetLink({ email }: { email: string }): Promise<void> {
  await inTransaction(async (tx) => {
    const user = await tx.user.findUnique({ where: { email }, select: { id: true, closedAt: true } });
    if (!user || user.closedAt) return;
    await notify(tx, {
      ...{ userId: user.id, kind: "reset-password", href: "/reset-password" },
      title: "Reset your password",
      body: "Somebody asked to reset your password. The link works once within 30 minutes. If it was not you, nothing has changed and you need not do anything.",
      datedOn: await businessDate(tx),
      token: await createLink(tx, { userId: user.id, purpose: "RESET_PASSWORD", address: email }),
    });
  });
}

/**
 * Sets a new password through the link, and ends every session. A second factor stays as it is.
 *
 * @throws DomainError "expired" for a link that was used, replaced or is too old; "invalid" at the field "password"
 */
export async function resetPassword({ token, password }: { token: string; password: string }): Promise<void> {
  // Before the slow hash, which strangers with a made-up token must not be able to ask for.
  if (!(await isOpenLink(token, "RESET_PASSWORD"))) throw new DomainError("expired", SPENT);
  const owner = await db.accountLink.findFirstOrThrow({
    where: { tokenHash: tokenHashOf(token) },
    select: { user: { select: { email: true, name: true } } },
  });
  requireUncommonPassword(password, owner.user);
  const passwordHash = await hashPassword(password);
  await inTransaction(async (tx) => {
    const { userId } = await spendLink(tx, token, "RESET_PASSWORD");
    await setPasswordHash(tx, { userId, passwordHash, actorUserId: userId });
    await endSessions(tx, { userId, except: null });
    await endLinks(tx, userId, ["CHANGE_EMAIL"]);
    await startCoolOff(tx, userId, "password");
    await notify(tx, {
      ...{ userId, kind: "password-changed", href: "/settings/security" },
      title: "Your password was changed",
      body: "Your password was reset by a link that we sent by email. All sessions ended. If it was not you, write to us at once.",
      datedOn: await businessDate(tx),
    });
  });
}
