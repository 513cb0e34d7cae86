// Passkeys: a key pair of the person's device instead of a password. The device asks for a finger, a face or a PIN before it signs, so
// that one is both factors, and it signs for our address alone, so that no other site can use what it signed.
import "server-only";
import {
  generateAuthenticationOptions,
  generateRegistrationOptions,
  verifyAuthenticationResponse,
  verifyRegistrationResponse,
  type AuthenticationResponseJSON,
  type PublicKeyCredentialCreationOptionsJSON,
  type PublicKeyCredentialRequestOptionsJSON,
  type RegistrationResponseJSON,
} from "@simplewebauthn/server";
import { recordAudit } from "@/lib/audit/record-audit";
import type { AuditAction } from "@/lib/audit/actions";
import { businessDate, now } from "@/lib/clock";
import { db, inTransaction, type Tx } from "@/lib/db";
import { env } from "@/lib/env";
import { DomainError } from "@/lib/errors";
import { company } from "@/lib/legal/company";
import { notify } from "@/lib/notifications/notify";
import type { NotificationKind } from "@/lib/notifications/kinds";
import { transportsOf } from "./passkey-transports";

const MOST = 10;
const CHALLENGE_MS = 5 * 60_000;
const { origin, hostname } = new URL(env.APP_URL);

const REFUSED = "This passkey could not be verified. Try again, or sign in with your password.";

/** What the browser needs to make a passkey for the person who is signed in. */
export async function startAddingPasskey(person: {
  userId: string;
  email: string;
  name: string;
}): Promise<PublicKeyCredentialCreationOptionsJSON> {
  const { userId, email, name } = person;
  const mine = await db.passkey.findMany({ where: { userId } });
  if (mine.length >= MOST)
    throw new DomainError("wrong-state", `You have ${MOST} passkeys. Remove one before you add another.`);
  const options = await generateRegistrationOptions({
    ...{ rpName: company.name, rpID: hostname, userName: email, userDisplayName: name },
    userID: new TextEncoder().encode(userId),
    attestationType: "none",
    excludeCredentials: mine.map(({ id, transports }) => ({ id, transports: transportsOf(transports) })),
    authenticatorSelection: { residentKey: "required", userVerification: "required" },
  });
  await keepChallenge(options.challenge, userId);
  return options;
}

/**
 * Keeps the passkey that the browser has made.
 *
 * @throws DomainError "not-allowed" when it was made for another site, for another challenge or without a finger, face or PIN
 */
export async function addPasskey({
  userId,
  response,
  name,
}: {
  userId: string;
  response: string;
  name: string;
}): Promise<void> {
  const made = await orRefuse(() =>
    verifyRegistrationResponse({
      response: JSON.parse(response) as RegistrationResponseJSON,
      expectedChallenge: (challenge) => takeChallenge(challenge, userId),
      expectedOrigin: origin,
      expectedRPID: hostname,
      requireUserVerification: true,
    }),
  );
  if (!made.verified) throw new DomainError("not-allowed", REFUSED);
  const { id, publicKey, counter, transports } = made.registrationInfo.credential;
  await inTransaction(async (tx) => {
    const { count } = await tx.passkey.createMany({
      data: [
        {
          ...{ id, userId, name, counter: BigInt(counter), transports: transportsOf(transports) },
          publicKey: Buffer.from(publicKey),
        },
      ],
      skipDuplicates: true,
    });
    if (count === 0) throw new DomainError("already-exists", "This passkey was already added.");
    await record(tx, userId, "user.add-passkey", {
      kind: "passkey-added",
      title: "A passkey was added",
      body: `The passkey "${name}" can sign in to your account. If it was not you, remove it and change your password.`,
    });
  });
}

/** @throws DomainError "not-found" for one that is not there, or somebody else's */
export async function removePasskey({ userId, id }: { userId: string; id: string }): Promise<void> {
  await inTransaction(async (tx) => {
    const { count } = await tx.passkey.deleteMany({ where: { id, userId } });
    if (count === 0) throw new DomainError("not-found", "This passkey was already removed.");
    await record(tx, userId, "user.remove-passkey", {
      kind: "passkey-removed",
      title: "A passkey was removed",
      body: "One of your passkeys no longer signs in to your account. If it was not you, change your password.",
    });
  });
}

/** What the browser needs to sign with a passkey: any of ours to sign in, or one of the person who confirms that it is them. */
export async function startUsingPasskey(
  userId: string | null,
): Promise<PublicKeyCredentialRequestOptionsJSON> {
  const mine = userId === null ? [] : await db.passkey.findMany({ where: { userId } });
  const options = await generateAuthenticationOptions({
    rpID: hostname,
    userVerification: "required",
    allowCredentials: mine.map(({ id, transports }) => ({ id, transports: transportsOf(transports) })),
  });
  await keepChallenge(options.challenge, userId);
  return options;
}

/**
 * Whose passkey has signed.
 *
 * @param expected who is signed in and confirms that it is them; null: somebody who signs in
 * @throws DomainError "not-allowed" when it signed for another site or another challenge, is unknown, or somebody else's
 */
export async function checkPasskey(response: string, expected: string | null): Promise<{ userId: string }> {
  const given = await orRefuse(async () => JSON.parse(response) as AuthenticationResponseJSON);
  const passkey =
    typeof given?.id === "string" ? await db.passkey.findUnique({ where: { id: given.id } }) : null;
  if (!passkey || (expected !== null && passkey.userId !== expected))
    throw new DomainError("not-allowed", REFUSED);
  const { id, userId, publicKey, counter, transports } = passkey;
  const { verified, authenticationInfo } = await orRefuse(() =>
    verifyAuthenticationResponse({
      response: given,
      expectedChallenge: (challenge) => takeChallenge(challenge, expected),
      expectedOrigin: origin,
      expectedRPID: hostname,
      requireUserVerification: true,
      credential: {
        ...{ id, counter: Number(counter), transports: transportsOf(transports) },
        publicKey: new Uint8Array(publicKey),
      },
    }),
  );
  const { closedAt } = await db.user.findUniqueOrThrow({ where: { id: userId }, select: { closedAt: true } });
  if (!verified || closedAt) throw new DomainError("not-allowed", REFUSED);
  await db.passkey.update({
    where: { id },
    data: { counter: BigInt(authenticationInfo.newCounter), lastUsedAt: now() },
  });
  return { userId };
}

export type PasskeyRow = { id: string; name: string; createdAt: string; lastUsedAt: string | null };

/** The passkeys of a person, the oldest first. */
export async function listPasskeys(userId: string): Promise<PasskeyRow[]> {
  const rows = await db.passkey.findMany({ where: { userId }, orderBy: { createdAt: "asc" } });
  return rows.map(({ id, name, createdAt, lastUsedAt }) => ({
    ...{ id, name, createdAt: createdAt.toISOString() },
    lastUsedAt: lastUsedAt?.toISOString() ?? null,
  }));
}

async function keepChallenge(challenge: string, userId: string | null) {
  const at = now();
  await db.passkeyChallenge.deleteMany({ where: { expiresAt: { lt: at } } });
  await db.passkeyChallenge.create({
    data: { challenge, userId, expiresAt: new Date(at.getTime() + CHALLENGE_MS) },
  });
}

/** Each challenge is answered once. */
async function takeChallenge(challenge: string, userId: string | null): Promise<boolean> {
  const { count } = await db.passkeyChallenge.deleteMany({
    where: { challenge, userId, expiresAt: { gt: now() } },
  });
  return count === 1;
}

/** The library throws for everything that does not fit; none of it is more than a refusal to the person. */
async function orRefuse<T>(work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (error) {
    if (isOurs(error)) throw error;
    throw new DomainError("not-allowed", REFUSED);
  }
}

/** A database that is away is no reason to refuse a passkey. */
function isOurs(error: unknown): boolean {
  return error instanceof DomainError || (error instanceof Error && error.name.startsWith("Prisma"));
}

async function record(
  tx: Tx,
  userId: string,
  action: AuditAction,
  note: { kind: NotificationKind; title: string; body: string },
) {
  const on = await businessDate(tx);
  await recordAudit(tx, {
    actorUserId: userId,
    action,
    subjectType: "user",
    subjectId: userId,
    businessDate: on,
  });
  await notify(tx, { userId, ...note, href: "/settings/security", datedOn: on });
}
