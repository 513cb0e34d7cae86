// Sends what is queued: each message by one worker, at most once, and again only where nothing was delivered.
import { fromDbDate } from "@/lib/calendar/dates";
import { now } from "@/lib/clock";
import { db, inTransaction } from "@/lib/db";
import { env } from "@/lib/env";
import { signedPath } from "@/lib/link-token";
import { company } from "@/lib/legal/company";
import { sealedColumn } from "@/lib/payments/sealed-column";
import { unseal } from "@/lib/payments/sealing";
import type { EmailMessage } from "@/prisma/generated/client";
import { emailHtml, emailText, type EmailContent } from "./email-text";
import { kindOf } from "./kinds";
import { sendLetter, type Outcome } from "./mail-server";
import { queueLetters } from "./queue-emails";

/** For the rotation of keys. */
export const LINKS_IN_EMAILS = sealedColumn({
  ...{ table: "email_messages", column: "link_sealed" },
  update: (tx, r) => tx.$executeRaw`
    UPDATE email_messages t SET link_sealed = r.after FROM ${r} WHERE t.id = r.id AND t.link_sealed = r.before`,
});

const MINUTE_MS = 60_000;
/** After how long the next attempt follows; after the last the message has failed. */
const RETRY_MINUTES = [1, 5, 30, 180, 1440] as const;
const AT_ONCE = 20;
/** A worker that has not reported back by then is gone: nobody knows what it delivered. */
const STALE_MINUTES = 10;

export type Sent = Record<"sent" | "later" | "unknown" | "refused", number>;

/** Sends every email that is due. While the server is away it is asked once, and the rest waits. */
export async function sendEmails(): Promise<Sent> {
  const counts: Sent = { sent: 0, later: 0, unknown: 0, refused: 0 };
  counts.unknown += await noteLost();
  for (;;) {
    const claimed = await claim();
    for (const [at, email] of claimed.entries()) {
      const outcome = await sendLetter(letterOf(email));
      await record(email, outcome);
      counts[outcome.kind]++;
      if (outcome.kind === "later" && outcome.isServerAway) {
        await release(claimed.slice(at + 1));
        return counts;
      }
    }
    if (claimed.length < AT_ONCE) return counts;
  }
}

/** Those with a link that a person waits for come first. */
async function claim(): Promise<EmailMessage[]> {
  const ids = await db.$queryRaw<{ id: string }[]>`
    UPDATE email_messages SET state = 'SENDING', attempts = attempts + 1, claimed_at = ${now()}
     WHERE id IN (SELECT id FROM email_messages WHERE state = 'QUEUED' AND next_attempt_at <= ${now()}
                   ORDER BY link_sealed IS NULL, next_attempt_at, id LIMIT ${AT_ONCE} FOR UPDATE SKIP LOCKED)
    RETURNING id`;
  return db.emailMessage.findMany({
    where: { id: { in: ids.map(({ id }) => id) } },
    orderBy: [{ nextAttemptAt: "asc" }, { id: "asc" }],
  });
}

async function release(emails: readonly EmailMessage[]) {
  await db.emailMessage.updateMany({
    where: { id: { in: emails.map(({ id }) => id) }, state: "SENDING" },
    data: { state: "QUEUED", attempts: { decrement: 1 }, claimedAt: null },
  });
}

/** Messages whose worker died while it sent them. */
async function noteLost(): Promise<number> {
  const lost = await db.emailMessage.findMany({
    where: { state: "SENDING", claimedAt: { lt: new Date(now().getTime() - STALE_MINUTES * MINUTE_MS) } },
  });
  for (const email of lost)
    await record(email, { kind: "unknown", answer: "The worker ended while it sent this message." });
  return lost.length;
}

async function record(email: EmailMessage, outcome: Outcome): Promise<void> {
  const { id, address, attempts } = email;
  const wait = RETRY_MINUTES[attempts - 1];
  const state =
    outcome.kind === "later"
      ? wait === undefined
        ? "FAILED"
        : "QUEUED"
      : ({ sent: "SENT", unknown: "UNKNOWN", refused: "FAILED" } as const)[outcome.kind];
  await inTransaction(async (tx) => {
    const { count } = await tx.emailMessage.updateMany({
      where: { id, state: "SENDING" },
      data: {
        state,
        lastAnswer: outcome.answer,
        sentAt: state === "SENT" ? now() : null,
        ...(state !== "QUEUED" && { linkSealed: null }),
        nextAttemptAt: new Date(now().getTime() + (wait ?? 0) * MINUTE_MS),
      },
    });
    if (count === 0) return;
    if (outcome.kind === "refused")
      await tx.emailSuppression.createMany({
        data: [{ address, reason: outcome.answer }],
        skipDuplicates: true,
      });
    if (["FAILED", "UNKNOWN"].includes(state) && kindOf(email.kind).by === "legal")
      await queueLetters(tx, [
        {
          notificationId: email.notificationId,
          userId: email.userId,
          kind: email.kind,
          reason:
            state === "FAILED" ? "The email was not accepted." : "Nobody knows whether the email arrived.",
          on: fromDbDate(email.datedOn),
        },
      ]);
  });
}

function letterOf(email: EmailMessage) {
  const content = contentOf(email);
  return {
    messageId: `<${email.id}@${new URL(env.APP_URL).hostname}>`,
    to: email.address,
    subject: content.subject,
    text: emailText(content),
    html: emailHtml(content),
    unsubscribe: content.preferences,
  };
}

function contentOf({ id, subject, title, body, href, kind, linkSealed }: EmailMessage): EmailContent {
  const address = (path: string) => new URL(path, env.APP_URL).toString();
  const { by } = kindOf(kind);
  return {
    ...{ subject, title, body },
    link:
      href &&
      address(linkSealed ? `${href}/${unseal(linkSealed, id)}` : by === "access" ? signedPath(href) : href),
    isAccess: by === "access" || linkSealed !== null,
    preferences: by === "legal" || by === "access" ? null : address("/settings/notifications"),
    company: { name: company.name, address: company.address },
  };
}
