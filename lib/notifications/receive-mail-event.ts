import { z } from "zod";
import { businessDate, now } from "@/lib/clock";
import { inTransaction, type Tx } from "@/lib/db";
import { env, isSandbox, SANDBOX_MAIL_WEBHOOK_SECRET } from "@/lib/env";
import { DomainError } from "@/lib/errors";
import { refuseForbiddenCharacters } from "@/lib/text-input";
import { verifySignature } from "@/lib/webhook-signature";
import { kindOf } from "./kinds";
import { notifyAdministrators } from "./notify";
import { queueLetters } from "./queue-emails";

const DAY_MS = 24 * 60 * 60_000;
/** For how long a mail server keeps trying before it bounces a message: RFC 5321, section 4.5.4.1, asks for four to five days. */
const BOUNCE_DAYS = 5;
const LONGEST_REASON = 500;

/** As Resend sends it: resend.com/docs/webhooks. Other types and fields are let through and ignored. */
const message = z.object({
  type: z.string().max(100),
  data: z.object({
    to: z.array(z.string().max(320)).max(50).default([]),
    bounce: z.object({ type: z.string().optional(), message: z.string().optional() }).optional(),
  }),
});

export type MailEventOutcome = { outcome: "recorded" | "duplicate" | "ignored" };

/**
 * Takes a message of the mail provider: an address that bounced or complained gets no more email from us. Legal notices that were sent to a
 * bounced address within the last five days, and all later ones, go on paper. Administrators are notified.
 *
 * @throws DomainError "not-allowed" when the signature is missing, old or not that of this very body, or where no secret is set; "invalid"
 *   for a body of another form
 */
export async function receiveMailEvent({
  rawBody,
  headers,
}: {
  rawBody: string;
  headers: Headers;
}): Promise<MailEventOutcome> {
  const id = verifiedId(rawBody, headers);
  const { type, data } = read(rawBody);
  const isPermanent = type === "email.bounced" && data.bounce?.type !== "Transient";
  if (!isPermanent && type !== "email.complained") return { outcome: "ignored" };
  const reason = (
    isPermanent ? (data.bounce?.message ?? "The email bounced.") : "The recipient reported the email as spam."
  ).slice(0, LONGEST_REASON);
  refuseForbiddenCharacters([id, type, reason, ...data.to]);
  const addresses = [...new Set(data.to.map(addressOf))].filter((address) => address.includes("@"));
  if (addresses.length === 0) return { outcome: "ignored" };
  const isNew = await inTransaction(async (tx) => {
    const { count } = await tx.mailEvent.createMany({
      data: addresses.map((address) => ({ id, type, address, reason })),
      skipDuplicates: true,
    });
    if (count === 0) return false;
    await tx.emailSuppression.createMany({
      data: addresses.map((address) => ({ address, reason })),
      skipDuplicates: true,
    });
    await stopQueued(tx, addresses, reason);
    if (isPermanent) await putOnPaper(tx, addresses);
    await notifyStaff(tx, addresses, reason);
    return true;
  });
  return { outcome: isNew ? "recorded" : "duplicate" };
}

function verifiedId(rawBody: string, headers: Headers): string {
  const secret = env.MAIL_WEBHOOK_SECRET ?? (isSandbox ? SANDBOX_MAIL_WEBHOOK_SECRET : null);
  const header = (name: string) => headers.get(`webhook-${name}`) ?? headers.get(`svix-${name}`);
  const given = { id: header("id"), timestamp: header("timestamp"), signature: header("signature") };
  if (secret === null) throw new DomainError("not-allowed", "Messages of a mail provider are not set up.");
  if (verifySignature(secret, given, rawBody, now()) !== "valid")
    throw new DomainError("not-allowed", "The signature does not match the message.");
  return given.id!.slice(0, 200);
}

function read(rawBody: string): z.output<typeof message> {
  try {
    return message.parse(JSON.parse(rawBody));
  } catch {
    throw new DomainError("invalid", "The message has an unknown form.");
  }
}

/** @example addressOf("Art <Art@Example.com>") // "art@example.com" */
function addressOf(to: string): string {
  return (/<([^>]*)>\s*$/.exec(to)?.[1] ?? to).trim().toLowerCase();
}

/** What still waits for this address is not sent; what of it is legal goes on paper. */
async function stopQueued(tx: Tx, addresses: string[], reason: string): Promise<void> {
  const stopped = await tx.emailMessage.updateManyAndReturn({
    where: { address: { in: addresses, mode: "insensitive" }, state: "QUEUED" },
    data: { state: "FAILED", lastAnswer: reason },
  });
  await queueLetters(tx, await lettersFor(tx, stopped));
}

async function putOnPaper(tx: Tx, addresses: string[]): Promise<void> {
  const sent = await tx.emailMessage.findMany({
    where: {
      address: { in: addresses, mode: "insensitive" },
      state: { in: ["SENT", "UNKNOWN"] },
      sentAt: { gte: new Date(now().getTime() - BOUNCE_DAYS * DAY_MS) },
    },
  });
  await queueLetters(tx, await lettersFor(tx, sent));
}

type Sent = { notificationId: string; userId: string; kind: string };

async function lettersFor(tx: Tx, emails: readonly Sent[]) {
  const legal = emails.filter(({ kind }) => kindOf(kind).by === "legal");
  if (legal.length === 0) return [];
  const on = await businessDate(tx);
  return legal.map(({ notificationId, userId, kind }) => ({
    ...{ notificationId, userId, kind, on },
    reason: "The email bounced.",
  }));
}

async function notifyStaff(tx: Tx, addresses: string[], reason: string): Promise<void> {
  const users = await tx.user.findMany({
    where: { email: { in: addresses, mode: "insensitive" } },
    select: { id: true, email: true },
  });
  if (users.length === 0) return;
  const on = await businessDate(tx);
  await notifyAdministrators(
    tx,
    ...users.map(({ id, email }) => ({
      kind: "address-bounced" as const,
      title: `Our email to ${email} does not arrive`,
      body: `${reason} We send no more email there. Ask the person for another address.`,
      href: `/admin/people/${id}`,
      datedOn: on,
    })),
  );
}
