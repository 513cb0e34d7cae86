// From proof to session: what every way of signing in has in common.
import "server-only";
import { businessDate } from "@/lib/clock";
import { db, inTransaction } from "@/lib/db";
import { knownDevice } from "@/lib/device-cookie";
import { DomainError } from "@/lib/errors";
import { startBrowserSession } from "@/lib/identity/browser-session";
import { deviceInWords } from "@/lib/identity/device";
import { recordSignIn } from "@/lib/identity/sign-ins";
import { notify } from "@/lib/notifications/notify";
import type { RequestOrigin } from "@/lib/request-origin";
import type { RoleName } from "@/lib/session";
import type { SignInMethod } from "@/lib/session-rows";
import { endPendingSignIn, readPendingSignIn, startPendingSignIn } from "./pending-sign-in";
import { hasSecondFactor } from "./second-factor";
import { takeCode } from "./take-code";

/**
 * After the right password: signs in whoever needs no code.
 *
 * @returns false when a code is still missing
 */
export async function signInByPassword(
  userId: string,
  next: string | undefined,
  request: RequestOrigin,
): Promise<boolean> {
  if (await hasSecondFactor(userId)) {
    await startPendingSignIn(userId, next);
    return false;
  }
  await signIn(userId, request, "password");
  return true;
}

/**
 * After the password: the code.
 *
 * @throws DomainError "expired" when the password was entered too long ago; "invalid" at the field "code"; "rate-limited"
 */
export async function signInByCode(
  code: string,
  request: RequestOrigin,
): Promise<{ roles: RoleName[]; next: string | undefined }> {
  const pending = await readPendingSignIn();
  if (!pending)
    throw new DomainError(
      "expired",
      "Enter your password again. More than ten minutes have passed.",
      undefined,
      {
        href: "/sign-in",
        label: "Sign in",
      },
    );
  const method = await takeCodeAtSignIn(pending.userId, code, request);
  await endPendingSignIn();
  await signIn(pending.userId, request, method);
  return { roles: pending.roles, next: pending.next };
}

/** A code, with a row in the history of sign-ins where it is wrong. */
export async function takeCodeAtSignIn(
  userId: string,
  code: string,
  request: RequestOrigin,
): Promise<"totp" | "recovery"> {
  try {
    return await takeCode(userId, code);
  } catch (error) {
    if (error instanceof DomainError && error.code === "invalid")
      await recordSignIn(db, { userId, method: "totp", outcome: "wrong-code", ...request });
    throw error;
  }
}

/** Opens the session, and notifies a person whose account is used on a device for the first time. */
export async function signIn(userId: string, request: RequestOrigin, method: SignInMethod): Promise<void> {
  const device = await knownDevice();
  const isKnown = device?.userIds.includes(userId) ?? false;
  const hasBeenHere = isKnown || (await db.session.count({ where: { userId } })) > 0;
  await startBrowserSession(userId, request, method);
  if (isKnown || !hasBeenHere || method === "demo") return;
  const from = request.ipAddress ? ` from ${request.ipAddress}` : "";
  await inTransaction(async (tx) =>
    notify(tx, {
      ...{ userId, kind: "new-device", href: "/settings/security" },
      title: "Your account was used on a new device",
      body: `Somebody signed in with ${deviceInWords(request.userAgent ?? null)}${from}. If it was not you, end the session and change your password.`,
      datedOn: await businessDate(tx),
    }),
  );
}
