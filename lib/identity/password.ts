// How passwords are kept: argon2id, with the parameters that OWASP's Password Storage Cheat Sheet names first
// (19 MiB, two passes, one lane). The parameters are stored within each hash, so raising them never locks anyone out.
import "server-only";
import { hash, verify } from "@node-rs/argon2";

const ARGON2ID = 2; // the package's `const enum` cannot be imported under isolatedModules
const PARAMETERS = { algorithm: ARGON2ID, memoryCost: 19_456, timeCost: 2, parallelism: 1 };

export async function hashPassword(password: string): Promise<string> {
  return hash(asTyped(password), PARAMETERS);
}

/**
 * True when the password is the one behind `passwordHash`. Without a hash (nobody has that email address) the same
 * work is done on a hash of ours, so that the time taken does not reveal who has an account.
 */
export async function verifyPassword(passwordHash: string | undefined, password: string): Promise<boolean> {
  const matches = await verify(passwordHash ?? (await nobodysHash()), asTyped(password));
  return passwordHash !== undefined && matches;
}

let nobodys: Promise<string> | undefined;

function nobodysHash() {
  return (nobodys ??= hashPassword("the password of nobody"));
}

/** The same letters are different bytes on different keyboards; NFKC makes them one (NIST SP 800-63B, 3.1.1.2). */
function asTyped(password: string) {
  return password.normalize("NFKC");
}
