// Links by email, passwords and addresses: what changes, what is refused, and who is notified.
import { afterEach, beforeAll, describe, expect, it, vi } from "vitest";
import { db, inTransaction } from "@/lib/db";
import { verifyCredentials } from "@/lib/identity/verify-credentials";
import { registerUser } from "@/lib/identity/register-user";
import { requireVerifiedEmail } from "@/lib/identity/require-verified-email";
import { unseal } from "@/lib/payments/sealing";
import { createSession } from "@/lib/session-rows";
import { newEmail, newPerson, PASSWORD, setBusinessDate } from "@/test/people";
import { at } from "@/test/request-context";
import { askToChangeEmail, changeEmail, undoEmailChange } from "./change-email";
import { changePassword } from "./change-password";
import { coolOffsOf } from "./cool-off";
import { requestPasswordReset, resetPassword, sendResetLink } from "./reset-password";
import { askToVerify, sendVerificationAgain, verifyEmail } from "./verify-email";

const NEW = "another long phrase";
const MINUTE_MS = 60_000;

beforeAll(() => setBusinessDate());
afterEach(() => void vi.useRealTimers());

/** The token in the newest email of a kind to an address, read as the worker does when it sends. */
async function tokenTo(address: string, kind: string): Promise<string> {
  const email = await db.emailMessage.findFirstOrThrow({
    where: { address, kind },
    orderBy: [{ createdAt: "desc" }, { id: "desc" }],
  });
  return unseal(email.linkSealed!, email.id);
}

const openSessions = (userId: string) => db.session.count({ where: { userId, revokedAt: null } });
const kindsOf = async (userId: string) =>
  (await db.notification.findMany({ where: { userId } })).map(({ kind }) => kind);

describe("a forgotten password", () => {
  it("is replaced through the link, once, which ends every session and makes payouts wait", async () => {
    const { email, userId } = await newPerson("INVESTOR");
    await createSession(db, { userId });
    await sendResetLink({ email });
    const token = await tokenTo(email, "reset-password");
    await resetPassword({ token, password: NEW });
    expect(await verifyCredentials({ email, password: NEW }, "192.0.2.1")).toMatchObject({ userId });
    await expect(verifyCredentials({ email, password: PASSWORD }, "192.0.2.1")).rejects.toThrow(/Incorrect/);
    expect(await openSessions(userId)).toBe(0);
    expect(await kindsOf(userId)).toEqual(expect.arrayContaining(["reset-password", "password-changed"]));
    expect((await coolOffsOf(db, [userId])).get(userId)).toMatchObject({ reason: "password" });
    await expect(resetPassword({ token, password: "one more long phrase" })).rejects.toMatchObject({
      code: "expired",
      message: "This link was already used or has expired. Request a new one.",
    });
    const trail = await db.auditEvent.findMany({
      where: { subjectId: userId, action: "user.change-password" },
    });
    expect(trail).toMatchObject([{ actorUserId: userId }]);
  });

  it("keeps of the token a hash, and a sealed copy until the email is out", async () => {
    const { email, userId } = await newPerson("INVESTOR");
    await sendResetLink({ email });
    const token = await tokenTo(email, "reset-password");
    expect(Buffer.from(token, "base64url")).toHaveLength(32);
    const links = await db.accountLink.findMany({ where: { userId } });
    const emails = await db.emailMessage.findMany({ where: { userId } });
    const notes = await db.notification.findMany({ where: { userId } });
    expect(JSON.stringify([links, emails, notes])).not.toContain(token);
    expect(notes[0]?.href).toBeNull();
  });

  it("asks for another link after 30 minutes, or once there is a newer one", async () => {
    const { email } = await newPerson("INVESTOR");
    await sendResetLink({ email });
    const first = await tokenTo(email, "reset-password");
    await sendResetLink({ email });
    await expect(resetPassword({ token: first, password: NEW })).rejects.toMatchObject({ code: "expired" });
    const second = await tokenTo(email, "reset-password");
    at(new Date(Date.now() + 30 * MINUTE_MS));
    await expect(resetPassword({ token: second, password: NEW })).rejects.toMatchObject({ code: "expired" });
  });

  it("gives every address the same answer, and an address without an account no email", async () => {
    const { email } = await newPerson("INVESTOR");
    const unknown = newEmail();
    const ask = (address: string) => requestPasswordReset({ email: address, ipAddress: "192.0.2.77" });
    expect(await ask(email)).toEqual(await ask(unknown));
    await sendResetLink({ email: unknown });
    expect(await db.emailMessage.count({ where: { address: unknown } })).toBe(0);
    for (let more = 0; more < 4; more++) await ask(unknown);
    await expect(ask(unknown)).rejects.toMatchObject({ code: "rate-limited" });
  });

  it("is not replaced by a common one, and a made-up link says nothing", async () => {
    const { email } = await newPerson("INVESTOR");
    await sendResetLink({ email });
    const token = await tokenTo(email, "reset-password");
    await expect(resetPassword({ token, password: "password1234" })).rejects.toMatchObject({
      field: "password",
    });
    await resetPassword({ token, password: NEW }); // a refusal does not use the link up
    await expect(resetPassword({ token: "made-up", password: NEW })).rejects.toMatchObject({
      code: "expired",
    });
  });
});

describe("a password that is known", () => {
  it("changes with the current one, which ends the other sessions alone", async () => {
    const { email, userId } = await newPerson("INVESTOR");
    const { sessionId } = await createSession(db, { userId });
    await createSession(db, { userId });
    const change = (current: string, password: string) =>
      changePassword({ userId, sessionId, current, password });
    await expect(change("not the password", NEW)).rejects.toMatchObject({ field: "current" });
    await expect(change(PASSWORD, PASSWORD)).rejects.toMatchObject({ field: "password" });
    await expect(change(PASSWORD, "qwertyuiop")).rejects.toMatchObject({ field: "password" });
    await change(PASSWORD, NEW);
    expect(await openSessions(userId)).toBe(1);
    expect(await verifyCredentials({ email, password: NEW }, "192.0.2.2")).toMatchObject({ userId });
    expect(await kindsOf(userId)).toContain("password-changed");
  });
});

describe("a sign-up", () => {
  const signUp = async () => {
    const email = newEmail();
    const person = { name: "Pat Doe", email, password: PASSWORD, roles: ["INVESTOR"] as const };
    return { email, ...(await registerUser(person, askToVerify)) };
  };

  it("moves no money before its address is verified, and is led to another link", async () => {
    const { email, userId } = await signUp();
    const move = () => inTransaction((tx) => requireVerifiedEmail(tx, { userId }));
    await expect(move()).rejects.toMatchObject({
      message: expect.stringContaining(`that we sent to ${email}`),
      link: { href: "/settings/profile", label: "Send the link again" },
    });
    const first = await tokenTo(email, "verify-email");
    await sendVerificationAgain(userId);
    await expect(verifyEmail(first)).rejects.toMatchObject({ code: "expired" });
    await verifyEmail(await tokenTo(email, "verify-email"));
    await move();
    await expect(sendVerificationAgain(userId)).rejects.toMatchObject({ code: "wrong-state" });
  });

  it("is the only one that has to: everybody who was here counts as verified", async () => {
    const { userId } = await newPerson("INVESTOR");
    await inTransaction((tx) => requireVerifiedEmail(tx, { userId }));
  });
});

describe("another email address", () => {
  it("counts once its link was followed; the former one can undo it, also after a second change", async () => {
    const { email: first, userId } = await newPerson("INVESTOR");
    const [second, third] = [newEmail(), newEmail()];
    const emailNow = async () => (await db.user.findUniqueOrThrow({ where: { id: userId } })).email;
    await askToChangeEmail({ userId, email: second });
    expect(await emailNow()).toBe(first);
    await changeEmail(await tokenTo(second, "email-change-asked"));
    expect(await emailNow()).toBe(second);
    expect((await coolOffsOf(db, [userId])).get(userId)).toMatchObject({ reason: "email" });
    await askToChangeEmail({ userId, email: third });
    await changeEmail(await tokenTo(third, "email-change-asked"));
    const later = await tokenTo(second, "email-changed");
    await createSession(db, { userId });
    await undoEmailChange(await tokenTo(first, "email-changed"));
    expect(await emailNow()).toBe(first);
    expect(await openSessions(userId)).toBe(0);
    await expect(undoEmailChange(later)).rejects.toMatchObject({ code: "expired" });
    const trail = await db.auditEvent.count({ where: { subjectId: userId, action: "user.change-email" } });
    expect(trail).toBe(3);
  });

  it("is neither today's nor, in silence, another account's", async () => {
    const { email, userId } = await newPerson("INVESTOR");
    const other = await newPerson("INVESTOR");
    await expect(askToChangeEmail({ userId, email })).rejects.toMatchObject({ field: "email" });
    await askToChangeEmail({ userId, email: other.email });
    expect(await db.emailMessage.count({ where: { userId, kind: "email-change-asked" } })).toBe(0);
  });

  it("cannot be undone after 72 hours", async () => {
    const { email, userId } = await newPerson("INVESTOR");
    const other = newEmail();
    await askToChangeEmail({ userId, email: other });
    await changeEmail(await tokenTo(other, "email-change-asked"));
    at(new Date(Date.now() + 72 * 60 * MINUTE_MS));
    await expect(undoEmailChange(await tokenTo(email, "email-changed"))).rejects.toMatchObject({
      code: "expired",
    });
  });
});

it("waits for 24 hours after a change, and not longer", async () => {
  const { userId } = await newPerson("INVESTOR");
  const { sessionId } = await createSession(db, { userId });
  await changePassword({ userId, sessionId, current: PASSWORD, password: NEW });
  const { until } = (await coolOffsOf(db, [userId])).get(userId)!;
  const after = (ms: number) => coolOffsOf(db, [userId], async () => new Date(until.getTime() + ms));
  expect((await after(-1)).size).toBe(1);
  expect((await after(0)).size).toBe(0);
});
