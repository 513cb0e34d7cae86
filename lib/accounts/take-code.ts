// A code at sign-in or when a person confirms that it is them: of the app, or one for recovery.
import "server-only";
import { businessDate } from "@/lib/clock";
import { inTransaction } from "@/lib/db";
import { DomainError } from "@/lib/errors";
import { notify } from "@/lib/notifications/notify";
import { countAttempt, forgiveAttempt } from "@/lib/rate-limit";
import { LOCK_NOTICES, WRONG_CODES } from "./limits";
import { countRecoveryCodes, findRecoveryCode, spendRecoveryCode } from "./recovery-codes";
import { takeAppCode } from "./second-factor";

const SIX_DIGITS = /^\d{3}\s?\d{3}$/;
const WRONG =
  "This code is not right. Enter the code that your authenticator app shows now, or a recovery code.";

/**
 * Takes a code, once. After ten wrong ones within an hour no code is taken until the hour is over, and the person is notified:
 * whoever tries codes knows their password.
 *
 * @throws DomainError "invalid" at the field "code"; "rate-limited" while codes are locked
 */
export async function takeCode(userId: string, typed: string): Promise<"totp" | "recovery"> {
  await countWrong(userId);
  const code = typed.trim();
  if (SIX_DIGITS.test(code)) await inTransaction((tx) => takeAppCode(tx, userId, code));
  else await takeRecoveryCode(userId, code);
  await forgiveAttempt(WRONG_CODES, userId);
  return SIX_DIGITS.test(code) ? "totp" : "recovery";
}

async function takeRecoveryCode(userId: string, code: string) {
  const id = await findRecoveryCode(userId, code);
  if (!id) throw new DomainError("invalid", WRONG, "code");
  await inTransaction(async (tx) => {
    if (!(await spendRecoveryCode(tx, id))) throw new DomainError("invalid", WRONG, "code");
    const left = await countRecoveryCodes(userId, tx);
    await notify(tx, {
      ...{ userId, kind: "recovery-code-used", href: "/settings/security" },
      title: "A recovery code was used",
      body: `A recovery code was used to sign in to your account or to confirm a change. ${left} of 10 are left. If it was not you, reset your password and write to us at once.`,
      datedOn: await businessDate(tx),
    });
  });
}

async function countWrong(userId: string) {
  try {
    await countAttempt(WRONG_CODES, userId);
  } catch (error) {
    if (await isFirstOfHour(userId))
      await inTransaction(async (tx) =>
        notify(tx, {
          ...{ userId, kind: "codes-locked", href: "/settings/security" },
          title: "Sign-in to your account is locked for an hour",
          body: "Somebody who knows your password entered ten wrong codes. If it was not you, reset your password.",
          datedOn: await businessDate(tx),
        }),
      );
    throw error;
  }
}

async function isFirstOfHour(userId: string): Promise<boolean> {
  try {
    await countAttempt(LOCK_NOTICES, userId);
    return true;
  } catch {
    return false;
  }
}
