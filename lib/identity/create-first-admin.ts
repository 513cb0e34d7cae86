import "server-only";
import { now } from "@/lib/clock";
import { db, inTransaction, type Tx } from "@/lib/db";
import { DomainError } from "@/lib/errors";
import { addAdmin } from "./create-admin";
import { hashPassword } from "./password";
import { requireUncommonPassword } from "./password-rules";
import { isOpenLink, tokenHashOf } from "./setup-links";

const EXPIRED = "This link has expired or was already used. Run npm run setup again for a new one.";

type Admin = { name: string; email: string; password: string };

/** True once somebody can run the installation; then nobody becomes an administrator by setup any more. */
export async function hasAdmin(tx: Tx = db): Promise<boolean> {
  return (await tx.userRole.count({ where: { role: "ADMIN" } })) > 0;
}

/**
 * Creates the first administrator of an installation, at the console (no token) or through the one-time link.
 *
 * @throws DomainError "not-allowed" when there is an administrator, "expired" when the link is used up or too old,
 *         "already-exists" at the field "email",
 *         "invalid" at the field "password" for one that is easy to guess
 */
export async function createFirstAdmin(admin: Admin, token?: string): Promise<{ userId: string }> {
  // Before the slow hash, which strangers with a made-up token must not be able to ask for.
  if (token !== undefined && !(await isOpenLink(token))) throw new DomainError("expired", EXPIRED);
  requireUncommonPassword(admin.password, admin);
  const passwordHash = await hashPassword(admin.password);
  return inTransaction(async (tx) => {
    await tx.$queryRaw`SELECT pg_advisory_xact_lock(hashtextextended('first administrator', 0))::text`;
    if (await hasAdmin(tx))
      throw new DomainError("not-allowed", "An administrator already exists. Ask them for access.");
    if (token !== undefined) await useUp(tx, token);
    return addAdmin(tx, { ...admin, passwordHash });
  });
}

async function useUp(tx: Tx, token: string) {
  const at = now();
  const { count } = await tx.setupLink.updateMany({
    where: { tokenHash: tokenHashOf(token), usedAt: null, expiresAt: { gt: at } },
    data: { usedAt: at },
  });
  if (count === 0) throw new DomainError("expired", EXPIRED);
}
