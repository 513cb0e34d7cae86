// The authenticator app of a person: set up, used, turned off.
import "server-only";
import { recordAudit } from "@/lib/audit/record-audit";
import type { AuditAction } from "@/lib/audit/actions";
import { businessDate, now } from "@/lib/clock";
import { db, inTransaction, type Tx } from "@/lib/db";
import { DomainError } from "@/lib/errors";
import { company } from "@/lib/legal/company";
import type { NotificationKind } from "@/lib/notifications/kinds";
import { notify } from "@/lib/notifications/notify";
import { sealedColumn } from "@/lib/payments/sealed-column";
import { seal, unseal } from "@/lib/payments/sealing";
import { confirmSession, endSessions } from "@/lib/session-rows";
import { keepRecoveryCodes, newRecoveryCodes } from "./recovery-codes";
import { addressOf, judgeCode, newSecret } from "./totp";

const WRONG = "This code is not right. Enter the code that your authenticator app shows now.";
const USED = "This code was already used. Wait until your app shows the next one.";
const sealedFor = (userId: string) => `second-factor ${userId}`;
/** For the rotation of keys. */
export const SECOND_FACTOR_SECRETS = sealedColumn({
  ...{ table: "second_factors", column: "secret_sealed", id: "user_id" },
  boundTo: "'second-factor ' || user_id",
  update: (tx, r) => tx.$executeRaw`
    UPDATE second_factors t SET secret_sealed = r.after FROM ${r} WHERE t.user_id = r.id AND t.secret_sealed = r.before`,
});

export type SetUp = { secret: string; address: string };

/**
 * What the person enters into their app. The same until it is confirmed, so that a page may be reloaded.
 *
 * @throws DomainError "already-exists" when codes are on
 */
export async function startSetUp({ userId, email }: { userId: string; email: string }): Promise<SetUp> {
  const secret = await inTransaction(async (tx) => {
    await tx.$queryRaw`SELECT 1 FROM users WHERE id = ${userId} FOR UPDATE`;
    const kept = await tx.secondFactor.findUnique({ where: { userId } });
    if (kept?.confirmedAt)
      throw new DomainError("already-exists", "You already use codes from an authenticator app.");
    if (kept) return unseal(kept.secretSealed, sealedFor(userId));
    const made = newSecret();
    await tx.secondFactor.create({ data: { userId, secretSealed: seal(made, sealedFor(userId)) } });
    return made;
  });
  return { secret, address: addressOf(secret, { issuer: company.name, label: email }) };
}

/**
 * Turns codes on, once the person has shown that their app has the secret. Other sessions end.
 *
 * @returns ten recovery codes, which are shown once
 * @throws DomainError "invalid" at the field "code"; "wrong-state" when nothing is being set up
 */
export async function confirmSetUp({
  userId,
  sessionId,
  code,
}: {
  userId: string;
  sessionId: string;
  code: string;
}): Promise<{ recoveryCodes: string[] }> {
  const { codes, hashes } = await newRecoveryCodes();
  await inTransaction(async (tx) => {
    const factor = await lockFactor(tx, userId);
    if (!factor || factor.confirmedAt)
      throw new DomainError("wrong-state", "Nothing is being set up. Reload the page.");
    const step = requireRight(factor, code);
    await tx.secondFactor.update({ where: { userId }, data: { confirmedAt: now(), lastStep: step } });
    await keepRecoveryCodes(tx, userId, hashes);
    await endSessions(tx, { userId, except: sessionId });
    await confirmSession(tx, sessionId, now());
    await record(tx, userId, "user.turn-on-codes", {
      kind: "second-factor-on",
      title: "Codes at sign-in are on",
      body: "From now on you sign in with your password and a code from your authenticator app. If it was not you, write to us at once.",
    });
  });
  return { recoveryCodes: codes };
}

/** A second factor that needs no confirmation: of the people of the sandbox, and of tests. */
export async function enrollSecondFactor(tx: Tx, userId: string, secret: string): Promise<void> {
  const facts = { secretSealed: seal(secret, sealedFor(userId)), confirmedAt: now(), lastStep: null };
  await tx.secondFactor.upsert({ where: { userId }, create: { userId, ...facts }, update: facts });
}

/**
 * Takes a code of the app, once.
 *
 * @throws DomainError "invalid" at the field "code" for one that is wrong, old or was used
 */
export async function takeAppCode(tx: Tx, userId: string, code: string): Promise<void> {
  const factor = await lockFactor(tx, userId);
  if (!factor?.confirmedAt) throw new DomainError("invalid", WRONG, "code");
  const step = requireRight(factor, code);
  await tx.secondFactor.update({ where: { userId }, data: { lastStep: step } });
}

/** @throws DomainError "not-allowed" for staff, who may not be without one */
export async function turnOffSecondFactor(userId: string): Promise<void> {
  await inTransaction(async (tx) => {
    const isStaff = await tx.userRole.count({
      where: { userId, role: { notIn: ["BORROWER", "INVESTOR"] } },
    });
    if (isStaff > 0)
      throw new DomainError("not-allowed", "Staff sign in with a code. It cannot be turned off.");
    const { count } = await tx.secondFactor.deleteMany({ where: { userId } });
    if (count === 0) return;
    await tx.recoveryCode.deleteMany({ where: { userId } });
    await record(tx, userId, "user.turn-off-codes", {
      kind: "second-factor-off",
      title: "Codes at sign-in are off",
      body: "You now sign in with your password alone. If it was not you, write to us at once.",
    });
  });
}

/** Ten new recovery codes; the ones before stop working. */
export async function makeRecoveryCodes(userId: string): Promise<{ recoveryCodes: string[] }> {
  const { codes, hashes } = await newRecoveryCodes();
  await inTransaction(async (tx) => {
    const factor = await lockFactor(tx, userId);
    if (!factor?.confirmedAt)
      throw new DomainError("wrong-state", "Turn on codes from an authenticator app first.");
    await keepRecoveryCodes(tx, userId, hashes);
    await record(tx, userId, "user.make-recovery-codes", {
      kind: "recovery-codes-made",
      title: "You have new recovery codes",
      body: "Your earlier recovery codes no longer work. If it was not you, write to us at once.",
    });
  });
  return { recoveryCodes: codes };
}

export async function hasSecondFactor(userId: string): Promise<boolean> {
  return (await db.secondFactor.count({ where: { userId, confirmedAt: { not: null } } })) > 0;
}

/** The secrets behind the codes of these people, by email address, for the sandbox, which shows its demo people's codes. */
export async function secretsByEmail(emails: readonly string[]): Promise<Map<string, string>> {
  const factors = await db.secondFactor.findMany({
    where: { user: { email: { in: [...emails] } }, confirmedAt: { not: null } },
    select: { userId: true, secretSealed: true, user: { select: { email: true } } },
  });
  return new Map(
    factors.map(({ userId, secretSealed, user }) => [user.email, unseal(secretSealed, sealedFor(userId))]),
  );
}

type Factor = { userId: string; secretSealed: string; confirmedAt: Date | null; lastStep: bigint | null };

async function lockFactor(tx: Tx, userId: string): Promise<Factor | null> {
  await tx.$queryRaw`SELECT 1 FROM second_factors WHERE user_id = ${userId} FOR UPDATE`;
  return tx.secondFactor.findUnique({ where: { userId } });
}

function requireRight({ userId, secretSealed, lastStep }: Factor, typed: string): bigint {
  const code = typed.replace(/\s/g, "");
  const verdict = judgeCode(unseal(secretSealed, sealedFor(userId)), { code, instant: now(), lastStep });
  if (verdict.is === "right") return verdict.step;
  throw new DomainError("invalid", verdict.is === "used" ? USED : WRONG, "code");
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
