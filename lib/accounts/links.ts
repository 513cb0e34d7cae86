// Links that go out by email: 32 random bytes, of which only a hash is kept, for one use within a time.
import "server-only";
import { randomBytes } from "node:crypto";
import { now } from "@/lib/clock";
import { db, type Tx } from "@/lib/db";
import { DomainError } from "@/lib/errors";
import { newId } from "@/lib/ids";
import { tokenHashOf } from "@/lib/identity/setup-links";

const MINUTE_MS = 60_000;
const HOUR_MS = 60 * MINUTE_MS;
const TOKEN_BYTES = 32;

/** How long each kind of link works. */
const LIFETIMES = {
  RESET_PASSWORD: 30 * MINUTE_MS,
  VERIFY_EMAIL: 72 * HOUR_MS,
  CHANGE_EMAIL: 24 * HOUR_MS,
  UNDO_EMAIL: 72 * HOUR_MS,
} as const;
export type LinkPurpose = keyof typeof LIFETIMES;

/** One sentence for a link that was used, replaced, too old or made up: which of them it is concerns nobody else. */
export const SPENT = "This link was already used or has expired. Request a new one.";

/**
 * Makes a link; earlier ones of the same person and purpose stop working, except those that undo: whoever changes an address twice
 * must not take the way back from its owner.
 *
 * @returns the token, which is nowhere else
 */
export async function createLink(
  tx: Tx,
  { userId, purpose, address }: { userId: string; purpose: LinkPurpose; address: string },
): Promise<string> {
  const at = now();
  const token = randomBytes(TOKEN_BYTES).toString("base64url");
  if (purpose !== "UNDO_EMAIL") await endLinks(tx, userId, [purpose]);
  await tx.accountLink.create({
    data: {
      ...{ id: newId("lnk"), userId, purpose, address, tokenHash: tokenHashOf(token) },
      ...{ createdAt: at, expiresAt: new Date(at.getTime() + LIFETIMES[purpose]) },
    },
  });
  return token;
}

/** True while the link can be used. */
export async function isOpenLink(token: string, purpose: LinkPurpose): Promise<boolean> {
  const link = await db.accountLink.findUnique({ where: { tokenHash: tokenHashOf(token) } });
  return link !== null && link.purpose === purpose && link.usedAt === null && link.expiresAt > now();
}

/**
 * Uses a link up.
 *
 * @throws DomainError "expired" for one that was used, replaced, is too old or was made up
 */
export async function spendLink(
  tx: Tx,
  token: string,
  purpose: LinkPurpose,
): Promise<{ userId: string; address: string; createdAt: Date }> {
  const at = now();
  const tokenHash = tokenHashOf(token);
  const { count } = await tx.accountLink.updateMany({
    where: { tokenHash, purpose, usedAt: null, expiresAt: { gt: at } },
    data: { usedAt: at },
  });
  if (count === 0) throw new DomainError("expired", SPENT);
  return tx.accountLink.findUniqueOrThrow({
    where: { tokenHash },
    select: { userId: true, address: true, createdAt: true },
  });
}

/** Ends the open links of a person for these purposes. */
export async function endLinks(tx: Tx, userId: string, purposes: LinkPurpose[]): Promise<void> {
  await tx.accountLink.updateMany({
    where: { userId, purpose: { in: purposes }, usedAt: null },
    data: { usedAt: now() },
  });
}

/** Ends the links that undo changes later than one that was undone: they lead to addresses of whoever made those changes. */
export async function endLaterUndoLinks(tx: Tx, userId: string, since: Date): Promise<void> {
  await tx.accountLink.updateMany({
    where: { userId, purpose: "UNDO_EMAIL", usedAt: null, createdAt: { gte: since } },
    data: { usedAt: now() },
  });
}
