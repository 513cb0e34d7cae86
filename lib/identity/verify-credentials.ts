import "server-only";
import { db } from "@/lib/db";
import { DomainError } from "@/lib/errors";
import type { Device } from "@/lib/device-cookie";
import { countAttempt, forgiveAttempt, type Limit } from "@/lib/rate-limit";
import { networkOf } from "@/lib/request-origin";
import type { RoleName } from "@/lib/session";
import { FAILURES_PER_ADDRESS, FAILURES_PER_DEVICE, FAILURES_PER_EMAIL, FAILURES_PER_PAIR } from "./limits";
import { verifyPassword } from "./password";
import { recordSignIn } from "./sign-ins";

const WRONG = "Incorrect email address or password.";
const SUSPENDED = "This account is suspended. Write to us through the contact page.";
const NOBODY = "nobody";

/**
 * Who this is. Unknown email and wrong password get the same answer after the same work. Failures of strangers never
 * count against a device that its owner has signed in on before.
 *
 * @throws DomainError "not-allowed" when they do not match, "rate-limited" after too many failures
 */
export async function verifyCredentials(
  credentials: { email: string; password: string },
  ipAddress: string | undefined,
  device: Device | null = null,
  userAgent?: string,
): Promise<{ userId: string; roles: RoleName[] }> {
  const email = credentials.email.trim().toLowerCase();
  const user = await db.user.findUnique({
    where: { email },
    select: {
      id: true,
      passwordHash: true,
      closedAt: true,
      suspendedAt: true,
      roles: { select: { role: true } },
    },
  });
  const counted =
    device && user && device.userIds.includes(user.id)
      ? ofKnownDevice(device, user.id)
      : ofStranger(email, networkOf(ipAddress));
  for (const [limit, subject] of counted) await countAttempt(limit, subject);
  const matches = await verifyPassword(user?.passwordHash, credentials.password);
  // Of nobody too: the time that it takes must not show who has an account.
  if (!matches)
    await recordSignIn(db, {
      ...{ userId: user?.id ?? NOBODY, method: "password", outcome: "wrong-password" },
      ...{ ipAddress, userAgent },
    });
  if (!user || !matches || user.closedAt) throw new DomainError("not-allowed", WRONG);
  await Promise.all(counted.map(([limit, subject]) => forgiveAttempt(limit, subject)));
  // Only whoever knows the password learns of it.
  if (user.suspendedAt) throw new DomainError("not-allowed", SUSPENDED);
  return { userId: user.id, roles: user.roles.map(({ role }) => role) };
}

type Counted = [Limit, subject: string][];

function ofKnownDevice({ id }: Device, userId: string): Counted {
  return [[FAILURES_PER_DEVICE, `${id} ${userId}`]];
}

/** The narrowest first: whoever is refused by it uses up nothing of the wider ones. */
function ofStranger(email: string, network: string): Counted {
  return [
    [FAILURES_PER_PAIR, `${email} ${network}`],
    [FAILURES_PER_ADDRESS, network],
    [FAILURES_PER_EMAIL, email],
  ];
}
