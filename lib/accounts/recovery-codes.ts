// Ten codes for the day on which the authenticator app is gone, each for one use. Kept like passwords, because they are short enough
// to be typed.
import "server-only";
import { randomBytes } from "node:crypto";
import { now } from "@/lib/clock";
import { db, type Tx } from "@/lib/db";
import { hashPassword, verifyPassword } from "@/lib/identity/password";
import { newId } from "@/lib/ids";

const HOW_MANY = 10;
const LETTERS = 10; // of 32: 50 random bits
const ALPHABET = "0123456789abcdefghjkmnpqrstvwxyz"; // without the look-alikes i, l, o, u

/** Ten new codes such as "8f3k2-m9xq4", and what is kept of them. The hashes take a while, so they are made before a transaction. */
export async function newRecoveryCodes(): Promise<{ codes: string[]; hashes: string[] }> {
  const codes = Array.from({ length: HOW_MANY }, () => {
    const letters = [...randomBytes(LETTERS)].map((byte) => ALPHABET[byte & 31]).join("");
    return `${letters.slice(0, 5)}-${letters.slice(5)}`;
  });
  return { codes, hashes: await Promise.all(codes.map((code) => hashPassword(plain(code)))) };
}

/** Keeps new codes; the ones before them stop working. */
export async function keepRecoveryCodes(tx: Tx, userId: string, hashes: readonly string[]): Promise<void> {
  await tx.recoveryCode.deleteMany({ where: { userId } });
  await tx.recoveryCode.createMany({
    data: hashes.map((codeHash) => ({ id: newId("rec"), userId, codeHash })),
  });
}

/** The id of the unused code that was typed, or null. */
export async function findRecoveryCode(userId: string, typed: string): Promise<string | null> {
  const unused = await db.recoveryCode.findMany({ where: { userId, usedAt: null }, orderBy: { id: "asc" } });
  for (const { id, codeHash } of unused) if (await verifyPassword(codeHash, plain(typed))) return id;
  return null;
}

/** @returns false when somebody was faster */
export async function spendRecoveryCode(tx: Tx, id: string): Promise<boolean> {
  const { count } = await tx.recoveryCode.updateMany({
    where: { id, usedAt: null },
    data: { usedAt: now() },
  });
  return count === 1;
}

export async function countRecoveryCodes(userId: string, tx: Tx = db): Promise<number> {
  return tx.recoveryCode.count({ where: { userId, usedAt: null } });
}

/** As people type it: hyphens, blanks and capitals make no difference. */
function plain(typed: string): string {
  return typed.toLowerCase().replace(/[\s-]/g, "");
}
