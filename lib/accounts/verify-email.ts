import { recordAudit } from "@/lib/audit/record-audit";
import type { IsoDate } from "@/lib/calendar/dates";
import { businessDate, now } from "@/lib/clock";
import { inTransaction, type Tx } from "@/lib/db";
import { DomainError } from "@/lib/errors";
import { markEmailVerified, markEmailUnverified } from "@/lib/identity/email-state";
import { notify } from "@/lib/notifications/notify";
import { countAttempt } from "@/lib/rate-limit";
import { createLink, spendLink } from "./links";
import { LINKS_PER_PERSON } from "./limits";

/** For a sign-up, in its transaction: the address counts once its owner has followed the link. */
export async function askToVerify(
  tx: Tx,
  { userId, email, on }: { userId: string; email: string; on: IsoDate },
): Promise<void> {
  await markEmailUnverified(tx, userId);
  await sendLink(tx, { userId, email, on });
}

/**
 * Sends the link again; earlier ones stop working.
 *
 * @throws DomainError "wrong-state" when the address is verified, "rate-limited"
 */
export async function sendVerificationAgain(userId: string): Promise<{ email: string }> {
  await countAttempt(LINKS_PER_PERSON, userId);
  return inTransaction(async (tx) => {
    const { email, emailVerifiedAt } = await tx.user.findUniqueOrThrow({ where: { id: userId } });
    if (emailVerifiedAt) throw new DomainError("wrong-state", "Your email address is already verified.");
    await sendLink(tx, { userId, email, on: await businessDate(tx) });
    return { email };
  });
}

/** @throws DomainError "expired" for a link that was used, replaced or is too old */
export async function verifyEmail(token: string): Promise<void> {
  await inTransaction(async (tx) => {
    const { userId } = await spendLink(tx, token, "VERIFY_EMAIL");
    await markEmailVerified(tx, userId, now());
    await recordAudit(tx, {
      ...{ actorUserId: userId, action: "user.verify-email", subjectType: "user", subjectId: userId },
      businessDate: await businessDate(tx),
    });
  });
}

async function sendLink(tx: Tx, { userId, email, on }: { userId: string; email: string; on: IsoDate }) {
  await notify(tx, {
    ...{ userId, kind: "verify-email", datedOn: on, href: "/verify-email" },
    title: "Verify your email address",
    body: `We sent a link to ${email}. Open it within 72 hours to show that the address is yours. Until then no money can move.`,
    token: await createLink(tx, { userId, purpose: "VERIFY_EMAIL", address: email }),
  });
}
