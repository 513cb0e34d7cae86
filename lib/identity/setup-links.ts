// The one-time link with which the first administrator chooses a password where nobody can be asked at the console.
import "server-only";
import { createHash, randomBytes } from "node:crypto";
import { now } from "@/lib/clock";
import { db, inTransaction } from "@/lib/db";
import { newId } from "@/lib/ids";

const LIFETIME_MS = 60 * 60 * 1000;
const TOKEN_BYTES = 32;

/** What is kept of a token: whoever reads the database cannot make the link from it. */
export function tokenHashOf(token: string): string {
  return createHash("sha256").update(token).digest("hex");
}

/**
 * Makes a link that works once within an hour. Links made before stop working.
 *
 * @returns the token, which is nowhere else
 */
export async function createSetupLink(): Promise<{ token: string; expiresAt: Date }> {
  const token = randomBytes(TOKEN_BYTES).toString("base64url");
  const at = now();
  const expiresAt = new Date(at.getTime() + LIFETIME_MS);
  await inTransaction(async (tx) => {
    await tx.setupLink.updateMany({ where: { usedAt: null }, data: { usedAt: at } });
    await tx.setupLink.create({ data: { id: newId("set"), tokenHash: tokenHashOf(token), expiresAt } });
  });
  return { token, expiresAt };
}

/** True while the link of this token can be used, as far as the link goes. */
export async function isOpenLink(token: string): Promise<boolean> {
  const link = await db.setupLink.findUnique({ where: { tokenHash: tokenHashOf(token) } });
  return link !== null && link.usedAt === null && link.expiresAt > now();
}
