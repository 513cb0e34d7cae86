// Time-based codes as RFC 6238 has them, with what every authenticator app takes: SHA-1, six digits, thirty seconds.
import { Secret, TOTP } from "otpauth";

const PERIOD_SECONDS = 30;
const DIGITS = 6;
/** A clock may be off by one step, and a code be typed as it changes. */
const DRIFT_STEPS = 1;
const SECRET_BYTES = 20;
const SIX_DIGITS = /^[0-9]{6}$/;

const settings = { algorithm: "SHA1", digits: DIGITS, period: PERIOD_SECONDS } as const;

/** A new secret, in base32 as people type it where no camera reads the QR code. */
export function newSecret(): string {
  return new Secret({ size: SECRET_BYTES }).base32;
}

/** The address in the QR code. */
export function addressOf(secret: string, { issuer, label }: { issuer: string; label: string }): string {
  return new TOTP({ ...settings, issuer, label, secret: Secret.fromBase32(secret) }).toString();
}

/**
 * The code at an instant.
 *
 * @example codeAt("GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ", new Date(59_000)) // "287082": RFC 6238, appendix B, last six digits
 */
export function codeAt(secret: string, instant: Date): string {
  return new TOTP({ ...settings, secret: Secret.fromBase32(secret) }).generate({
    timestamp: instant.getTime(),
  });
}

export type Verdict = { is: "right"; step: bigint } | { is: "used" } | { is: "wrong" };

/**
 * Whether a code is right at an instant, one step early or late included. A step at or before `lastStep` counts as used, so that
 * nobody who looked over a shoulder can use a code again.
 *
 * @param lastStep of the last code that was used, in steps of thirty seconds since 1970; null: none was
 */
export function judgeCode(
  secret: string,
  { code, instant, lastStep }: { code: string; instant: Date; lastStep: bigint | null },
): Verdict {
  // The package throws for six letters of several bytes, such as full-width digits.
  if (!SIX_DIGITS.test(code)) return { is: "wrong" };
  const totp = new TOTP({ ...settings, secret: Secret.fromBase32(secret) });
  const off = totp.validate({ token: code, timestamp: instant.getTime(), window: DRIFT_STEPS });
  if (off === null) return { is: "wrong" };
  const step = BigInt(Math.floor(instant.getTime() / 1000 / PERIOD_SECONDS) + off);
  return lastStep !== null && step <= lastStep ? { is: "used" } : { is: "right", step };
}
