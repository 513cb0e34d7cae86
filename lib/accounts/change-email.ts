// A new email address counts once its owner has followed a link there; the address before it gets a link that undoes the change.
import "server-only";
import { businessDate } from "@/lib/clock";
import { db, inTransaction, type Tx } from "@/lib/db";
import { DomainError } from "@/lib/errors";
import { changeEmailAddress } from "@/lib/identity/email-state";
import { tokenHashOf } from "@/lib/identity/setup-links";
import { notify } from "@/lib/notifications/notify";
import { countAttempt } from "@/lib/rate-limit";
import { endSessions } from "@/lib/session-rows";
import { startCoolOff } from "./cool-off";
import { LINKS_PER_PERSON } from "./limits";
import { createLink, endLaterUndoLinks, endLinks, isOpenLink, spendLink } from "./links";

const TAKEN = "This email address belongs to another account.";

/**
 * Asks for another address: the link goes there. Until it is followed nothing changes. An address of another account gets no
 * link, and the answer does not say so.
 *
 * @throws DomainError "invalid" at the field "email" for the address of today; "rate-limited"
 */
export async function askToChangeEmail({ userId, email }: { userId: string; email: string }): Promise<void> {
  await countAttempt(LINKS_PER_PERSON, userId);
  await inTransaction(async (tx) => {
    const user = await tx.user.findUniqueOrThrow({ where: { id: userId }, select: { email: true } });
    if (user.email === email)
      throw new DomainError("invalid", "This is your email address already.", "email");
    if ((await tx.user.count({ where: { email } })) > 0) return;
    await notify(tx, {
      ...{ userId, kind: "email-change-asked", href: "/change-email", address: email },
      title: "Confirm your new email address",
      body: "Open the link within 24 hours to use this address for your account. If you did not ask for it, you need not do anything.",
      token: await createLink(tx, { userId, purpose: "CHANGE_EMAIL", address: email }),
      datedOn: await businessDate(tx),
    });
  });
}

/**
 * Changes the address to the one where the link was followed. The address before gets a link that undoes it for 72 hours, and payouts
 * wait for a day.
 *
 * @throws DomainError "expired"; "already-exists" when the address was taken in the meantime
 */
export async function changeEmail(token: string): Promise<void> {
  await inTransaction(async (tx) => {
    const { userId, address } = await spendLink(tx, token, "CHANGE_EMAIL");
    const { email: before } = await tx.user.findUniqueOrThrow({ where: { id: userId } });
    await setEmail(tx, userId, address);
    await endLinks(tx, userId, ["RESET_PASSWORD", "VERIFY_EMAIL"]);
    await startCoolOff(tx, userId, "email");
    await notify(tx, {
      ...{ userId, kind: "email-changed", href: "/undo-email", address: before },
      title: "Your email address was changed",
      body: "Your account now uses another email address. If it was not you, open the link within 72 hours: it changes the address back and ends all sessions.",
      token: await createLink(tx, { userId, purpose: "UNDO_EMAIL", address: before }),
      datedOn: await businessDate(tx),
    });
  });
}

/**
 * Changes the address back and ends every session. Where somebody else did it, the password has to be reset next.
 *
 * @throws DomainError "expired"; "already-exists" when somebody has opened an account with the former address
 */
export async function undoEmailChange(token: string): Promise<void> {
  await inTransaction(async (tx) => {
    const { userId, address, createdAt } = await spendLink(tx, token, "UNDO_EMAIL");
    await setEmail(tx, userId, address);
    await endLaterUndoLinks(tx, userId, createdAt);
    await endLinks(tx, userId, ["RESET_PASSWORD", "CHANGE_EMAIL"]);
    await endSessions(tx, { userId, except: null });
    await startCoolOff(tx, userId, "email");
    await notify(tx, {
      ...{ userId, kind: "email-change-undone", href: "/settings/profile" },
      title: "Your email address was changed back",
      body: "Your account uses this address again, and all sessions ended. Reset your password if somebody else may know it.",
      datedOn: await businessDate(tx),
    });
  });
}

/** To what address a link would change an account; null: the link does not work. */
export async function addressBehind(token: string, purpose: "CHANGE_EMAIL" | "UNDO_EMAIL") {
  const link = await db.accountLink.findUnique({ where: { tokenHash: tokenHashOf(token) } });
  return link && (await isOpenLink(token, purpose)) ? link.address : null;
}

async function setEmail(tx: Tx, userId: string, email: string) {
  const taken = await tx.user.findFirst({ where: { email, NOT: { id: userId } }, select: { id: true } });
  if (taken) throw new DomainError("already-exists", TAKEN);
  await changeEmailAddress(tx, { userId, email, actorUserId: userId });
}
