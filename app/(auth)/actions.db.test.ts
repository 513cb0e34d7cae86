import { beforeAll, beforeEach, expect, it, vi } from "vitest";
import { IDLE } from "@/lib/action-result";
import { findDemoPerson } from "@/lib/identity/demo-sign-in";
import { findUserByEmail, listSessions } from "@/lib/identity/queries";
import { registerUser } from "@/lib/identity/register-user";
import { listConsents } from "@/lib/legal/queries";
import { optionalActor } from "@/lib/session";
import { SESSION_COOKIE } from "@/lib/session-cookie";
import { newAdmin, newEmail, newPerson, PASSWORD, setBusinessDate } from "@/test/people";
import { browseAs, endingOf, form, jar } from "@/test/request-context";
import { addRoleAction, demoSignInAction, registerAction, signInAction, signOutAction } from "./actions";
import { revokeOtherSessionsAction, revokeSessionAction } from "./settings/security/actions";

vi.mock("next/headers", () => import("@/test/request-context"));
vi.mock("next/cache", () => ({ revalidatePath: () => undefined })); // there is no page to refresh

beforeAll(() => setBusinessDate());
beforeEach(() => browseAs(null));

it("signs a person in, and leads to the page they asked for when it is theirs", async () => {
  const { email, userId } = await newPerson("INVESTOR");
  const signIn = (next: string) => signInAction(IDLE, form({ email, password: PASSWORD, next }));
  expect(await endingOf(signIn("/investor/statement"))).toBe("/investor/statement");
  expect((await optionalActor())?.userId).toBe(userId);
  expect(await endingOf(signIn("/admin"))).toBe("/investor");
  expect(await endingOf(signIn("//evil.example"))).toBe("/investor");
});

it("refuses a wrong password and an unknown email in the same words, without a cookie", async () => {
  const { email } = await newPerson("INVESTOR");
  const wrong = await signInAction(IDLE, form({ email, password: "not the password" }));
  const unknown = await signInAction(IDLE, form({ email: newEmail(), password: PASSWORD }));
  expect(wrong).toMatchObject({ status: "refused", code: "not-allowed" });
  expect(unknown).toEqual(wrong);
  expect(jar.has(SESSION_COOKIE.name)).toBe(false);
});

it("ends the session that was open in this browser when someone else signs in", async () => {
  const [first, second] = [await newPerson("INVESTOR"), await newPerson("BORROWER")];
  await browseAs(first.userId);
  await endingOf(signInAction(IDLE, form({ email: second.email, password: PASSWORD })));
  expect(await listSessions({ userId: first.userId, sessionId: "" })).toEqual([]);
  expect((await optionalActor())?.userId).toBe(second.userId);
});

it("registers a business that borrows and invests, and signs it in", async () => {
  const fields = {
    ...{ as: "BOTH", name: "Art", email: newEmail(), password: PASSWORD, kind: "BUSINESS", consent: "on" },
  };
  const incomplete = await registerAction(IDLE, form({ ...fields, legalName: "", registrationNumber: "" }));
  expect(incomplete).toMatchObject({ status: "invalid", fieldErrors: { legalName: [expect.any(String)] } });
  expect(await findUserByEmail(fields.email)).toBeNull();

  const complete = form({ ...fields, legalName: "Art Supplies LLC", registrationNumber: "12-3456789" });
  expect(await endingOf(registerAction(IDLE, complete))).toBe("/investor");
  expect(await optionalActor()).toMatchObject({
    roles: expect.arrayContaining(["BORROWER", "INVESTOR"]),
    borrowerId: expect.stringMatching(/^brw_/),
    investorId: expect.stringMatching(/^inv_/),
  });
});

it("opens no account without consent, says so beside the box, and records who agreed to which text", async () => {
  const fields = { as: "INVESTOR", name: "Cora", email: newEmail(), password: PASSWORD };
  expect(await registerAction(IDLE, form(fields))).toEqual({
    status: "invalid",
    fieldErrors: { consent: ["Accept the terms and the privacy notice to open an account."] },
  });
  expect(await findUserByEmail(fields.email)).toBeNull();

  await endingOf(registerAction(IDLE, form({ ...fields, consent: "on" })));
  const { userId } = (await findUserByEmail(fields.email))!;
  const consents = await listConsents(userId);
  expect(consents.map(({ kind, version, agreedOn }) => [kind, version, agreedOn])).toEqual([
    ["terms", "terms-3", "2026-01-05"],
    ["privacy", "privacy-2", "2026-01-05"],
  ]);
});

it("says beside the email field that the address is taken", async () => {
  const { email } = await newPerson("INVESTOR");
  const fields = { as: "INVESTOR", name: "Brittany", email, password: PASSWORD, kind: "PERSON" };
  const again = form({ ...fields, consent: "on" });
  expect(await registerAction(IDLE, again)).toMatchObject({
    status: "invalid",
    fieldErrors: { email: [expect.stringContaining("already exists")] },
  });
});

it("signs in the demo people of the sandbox with one click and nobody else", async () => {
  const { email } = await newPerson("INVESTOR");
  expect(await endingOf(demoSignInAction(form({ email })))).toBe("/sign-in?reason=not-allowed");
  await registerUser({
    name: "Brittany",
    email: "brittany@example.com",
    password: PASSWORD,
    roles: ["INVESTOR"],
  });
  expect(await endingOf(demoSignInAction(form({ email: "admin@example.com" })))).toBe(
    "/sign-in?reason=not-found",
  );
  expect(jar.has(SESSION_COOKIE.name)).toBe(false);
  expect(await endingOf(demoSignInAction(form({ email: "brittany@example.com" })))).toBe("/investor");
});

it("knows no one-click sign-in outside the sandbox", async () => {
  await expect(findDemoPerson("brittany@example.com", false)).rejects.toMatchObject({ code: "not-allowed" });
});

it("signs out so that a kept copy of the cookie is worth nothing", async () => {
  const { userId } = await newPerson("INVESTOR");
  await browseAs(userId);
  const copy = new Map(jar);
  expect(await endingOf(signOutAction(form({})))).toBe("/signed-out");
  expect(jar.has(SESSION_COOKIE.name)).toBe(false);
  for (const [name, cookie] of copy) jar.set(name, cookie);
  expect(await optionalActor()).toBeNull();
});

it("adds the other role for who is signed in, never for an administrator or a stranger", async () => {
  const begin = () =>
    addRoleAction(IDLE, form({ as: "BORROWER", kind: "PERSON", legalName: "", registrationNumber: "" }));
  expect(await endingOf(begin())).toBe("/sign-in");
  await browseAs((await newAdmin()).userId);
  expect(await begin()).toMatchObject({ status: "refused", code: "not-allowed" });
  await browseAs((await newPerson("INVESTOR")).userId);
  expect(await endingOf(begin())).toBe("/borrower");
  expect(await begin()).toMatchObject({ status: "refused", code: "already-exists" });
});

it("ends sessions for their owner only", async () => {
  const owner = await newPerson("INVESTOR");
  await browseAs(owner.userId);
  const { sessionId } = (await optionalActor())!;
  const end = () => revokeSessionAction(IDLE, form({ sessionId }));

  jar.clear();
  expect(await endingOf(end())).toBe("/sign-in");
  expect(await endingOf(revokeOtherSessionsAction(IDLE, form({})))).toBe("/sign-in");
  await browseAs((await newPerson("INVESTOR")).userId);
  expect(await end()).toMatchObject({ status: "refused", code: "not-found" });
  expect(await listSessions({ userId: owner.userId, sessionId: "" })).toHaveLength(1);

  await browseAs(null);
  await browseAs(owner.userId);
  expect(await revokeOtherSessionsAction(IDLE, form({}))).toEqual({ status: "ok", data: { ended: 1 } });
  const mine = (await optionalActor())!.sessionId;
  expect(await endingOf(revokeSessionAction(IDLE, form({ sessionId: mine })))).toBe("/signed-out");
});
