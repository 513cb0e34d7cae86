// Codes of an authenticator app: set-up, sign-in, what is refused, and the lock.
import { afterEach, beforeAll, beforeEach, expect, it, vi } from "vitest";
import { IDLE } from "@/lib/action-result";
import { db } from "@/lib/db";
import { hasFreshFactor, requireFreshFactor } from "@/lib/fresh-factor";
import { optionalActor, requireActor, requireActorForApi } from "@/lib/session";
import { createSession } from "@/lib/session-rows";
import { createAdmin } from "@/lib/identity/create-admin";
import { newAdmin, newEmail, newPerson, PASSWORD, setBusinessDate } from "@/test/people";
import { at, browseAs, endingOf, form, jar } from "@/test/request-context";
import { codeSignInAction, signInAction } from "@/app/(auth)/actions";
import { confirmByProof } from "@/lib/accounts/confirm";
import { demoCodeOf } from "@/lib/accounts/demo-codes";
import {
  confirmSetUp,
  hasSecondFactor,
  makeRecoveryCodes,
  startSetUp,
  turnOffSecondFactor,
} from "@/lib/accounts/second-factor";
import { codeAt } from "@/lib/accounts/totp";
import { takeCode } from "@/lib/accounts/take-code";

vi.mock("next/headers", () => import("@/test/request-context"));

const STEP_MS = 30_000;
const NOON = new Date("2026-01-05T17:00:00Z");
const later = (steps: number) => new Date(NOON.getTime() + steps * STEP_MS);

beforeAll(() => setBusinessDate());
beforeEach(async () => {
  await browseAs(null);
  at(NOON);
});
afterEach(() => void vi.useRealTimers());

/** An investor whose app is set up; the code of NOON is used. */
async function newPersonWithApp() {
  const person = await newPerson("INVESTOR");
  const { secret } = await startSetUp(person);
  const { sessionId } = await createSession(db, person);
  const set = await confirmSetUp({ ...person, sessionId, code: codeAt(secret, NOON) });
  return { ...person, secret, sessionId, recoveryCodes: set.recoveryCodes };
}

it("is turned on by a right code alone, with the same secret until then, and ends the other sessions", async () => {
  const person = await newPerson("INVESTOR");
  const { secret, address } = await startSetUp(person);
  expect(address).toContain(`secret=${secret}`);
  expect(await startSetUp(person)).toEqual({ secret, address });
  const { sessionId } = await createSession(db, person);
  await createSession(db, person);
  const confirm = (code: string) => confirmSetUp({ ...person, sessionId, code });
  await expect(confirm("000000")).rejects.toMatchObject({ field: "code" });
  expect(await hasSecondFactor(person.userId)).toBe(false);
  const { recoveryCodes } = await confirm(codeAt(secret, NOON));
  expect(new Set(recoveryCodes).size).toBe(10);
  expect(await db.session.count({ where: { userId: person.userId, revokedAt: null } })).toBe(1);
  await expect(startSetUp(person)).rejects.toMatchObject({ code: "already-exists" });
  const stored = JSON.stringify([
    await db.secondFactor.findMany({ where: person, select: { secretSealed: true } }).catch(() => []),
    await db.recoveryCode.findMany({ where: { userId: person.userId } }),
  ]);
  for (const plain of [secret, ...recoveryCodes]) expect(stored).not.toContain(plain);
});

it("takes a code once, and neither a wrong nor an old one", async () => {
  const { userId, secret } = await newPersonWithApp();
  await expect(takeCode(userId, codeAt(secret, NOON))).rejects.toMatchObject({
    message: expect.stringContaining("already used"),
  });
  at(later(3));
  await expect(takeCode(userId, codeAt(secret, later(1)))).rejects.toMatchObject({ field: "code" });
  await expect(takeCode(userId, "000000")).rejects.toMatchObject({ field: "code" });
  expect(await takeCode(userId, codeAt(secret, later(2)))).toBe("totp"); // a clock that is one step late
  const at3 = codeAt(secret, later(3));
  const both = await Promise.allSettled([takeCode(userId, at3), takeCode(userId, at3)]);
  expect(both.map(({ status }) => status).toSorted()).toEqual(["fulfilled", "rejected"]);
});

it("takes each recovery code once, however it is typed, and says how many are left", async () => {
  const { userId, recoveryCodes } = await newPersonWithApp();
  expect(await takeCode(userId, ` ${recoveryCodes[0]!.replace("-", " ").toUpperCase()}`)).toBe("recovery");
  await expect(takeCode(userId, recoveryCodes[0]!)).rejects.toMatchObject({ field: "code" });
  const note = await db.notification.findFirstOrThrow({ where: { userId, kind: "recovery-code-used" } });
  expect(note.body).toContain("9 of 10 are left");
  const { recoveryCodes: fresh } = await makeRecoveryCodes(userId);
  await expect(takeCode(userId, recoveryCodes[1]!)).rejects.toMatchObject({ field: "code" });
  expect(await takeCode(userId, fresh[1]!)).toBe("recovery");
});

it("locks codes for an hour after ten wrong ones, right ones too, and notifies the person once", async () => {
  const { userId, secret } = await newPersonWithApp();
  for (let wrong = 0; wrong < 10; wrong++) await takeCode(userId, "000000").catch(() => undefined);
  for (let again = 0; again < 2; again++)
    await expect(takeCode(userId, codeAt(secret, later(1)))).rejects.toMatchObject({ code: "rate-limited" });
  expect(await db.notification.count({ where: { userId, kind: "codes-locked" } })).toBe(1);
});

it("signs in with password and code, in two steps, and remembers what failed", async () => {
  const { userId, email, secret } = await newPersonWithApp();
  const enter = (code: string) => codeSignInAction(IDLE, form({ code }));
  expect(await enter("123456")).toMatchObject({ status: "refused", code: "expired" });
  const password = { email, password: PASSWORD, next: "/investor/statement" };
  expect(await endingOf(signInAction(IDLE, form(password)))).toBe("/sign-in/code");
  expect(await optionalActor()).toBeNull();
  expect(await enter("000000")).toMatchObject({
    status: "invalid",
    fieldErrors: { code: [expect.any(String)] },
  });
  at(later(1));
  expect(await endingOf(enter(codeAt(secret, later(1))))).toBe("/investor/statement");
  expect(await optionalActor()).toMatchObject({ userId, hasSecondFactor: true });
  const history = await db.signIn.findMany({ where: { userId }, orderBy: { id: "asc" } });
  expect(history.map(({ method, outcome }) => [method, outcome])).toEqual([
    ["totp", "wrong-code"],
    ["totp", "signed-in"],
  ]);
});

it("notifies a person whose account is used on another device, not on the first one and not again", async () => {
  const { userId, email } = await newPerson("INVESTOR");
  const enter = () => endingOf(signInAction(IDLE, form({ email, password: PASSWORD })));
  const notes = () => db.notification.count({ where: { userId, kind: "new-device" } });
  await enter();
  await enter();
  expect(await notes()).toBe(0);
  jar.clear(); // another browser
  await enter();
  await enter();
  expect(await notes()).toBe(1);
});

it("does not let staff act before they have one, nor be without one afterward", async () => {
  const { userId } = await createAdmin({ name: "Ada", email: newEmail(), password: PASSWORD });
  await browseAs(userId);
  expect(await endingOf(requireActor("STAFF"))).toBe("/settings/second-factor");
  expect(await requireActorForApi("STAFF")).toMatchObject({ status: 403 });
  expect(await endingOf(requireActor("ANY"))).toBeUndefined();
  const ada = await newAdmin();
  await browseAs(ada.userId);
  expect(await endingOf(requireActor("STAFF"))).toBeUndefined();
  await expect(turnOffSecondFactor(ada.userId)).rejects.toMatchObject({ code: "not-allowed" });
});

it("may be turned off by others, who then sign in with the password alone", async () => {
  const { userId, email } = await newPersonWithApp();
  await turnOffSecondFactor(userId);
  expect(await endingOf(signInAction(IDLE, form({ email, password: PASSWORD })))).toBe("/investor");
});

it("has to be fresh for what is dangerous: ten minutes, by code, or by password of those without", async () => {
  const withApp = await newPersonWithApp();
  await browseAs(withApp.userId);
  const fresh = (await optionalActor())!;
  expect(hasFreshFactor(fresh)).toBe(true);
  at(later(20));
  expect(() => requireFreshFactor(fresh, "/investor?tab=accounts")).toThrowError(
    expect.objectContaining({
      link: { href: "/confirm?next=%2Finvestor%3Ftab%3Daccounts", label: "Confirm that it is you" },
    }),
  );
  const here = { ipAddress: "192.0.2.7", userAgent: undefined };
  await expect(confirmByProof(fresh, PASSWORD, here)).rejects.toMatchObject({ field: "code" });
  await confirmByProof(fresh, codeAt(withApp.secret, later(20)), here);
  const again = (await optionalActor())!;
  expect(hasFreshFactor(again)).toBe(true);
  expect(again.sessionId).not.toBe(fresh.sessionId); // a copy of the cookie from before is worth nothing
  const before = await db.session.findUniqueOrThrow({ where: { id: fresh.sessionId } });
  expect(before.revokedAt).not.toBeNull();

  const without = { ...(await newPerson("INVESTOR")), hasSecondFactor: false };
  await expect(confirmByProof(without, "not the password", here)).rejects.toMatchObject({ field: "code" });
  await confirmByProof(without, PASSWORD, here);
  expect(hasFreshFactor((await optionalActor())!)).toBe(true);
  expect(hasFreshFactor({ factorAt: null })).toBe(false);
});

it("shows codes of the sandbox's own people, and of nobody outside the sandbox", async () => {
  const { email } = await newPersonWithApp();
  expect(await demoCodeOf(email)).toBeNull();
  expect(await demoCodeOf("admin@example.com", false)).toBeNull();
});
