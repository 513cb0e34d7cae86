import type { CredentialsConfig } from "next-auth/providers/credentials";
import { beforeEach, expect, it, vi } from "vitest";
import { SESSION_COOKIE } from "@/lib/session-cookie";
import { STAFF_SECRET } from "@/prisma/seed/people";
import { newAdmin, newPerson, PASSWORD } from "@/test/people";
import { browseAs } from "@/test/request-context";
import { authOptions } from "./auth-options";
import { codeAt } from "./totp";
import { listSessions } from "@/lib/identity/queries";
import { revokeOtherSessions } from "@/lib/identity/revoke-sessions";

vi.mock("next/headers", () => import("@/test/request-context"));

// next-auth keeps what was given to the provider under `options` until it handles a request.
const { authorize } = (authOptions.providers[0] as unknown as { options: CredentialsConfig }).options;
const signIn = (credentials: Record<string, string>) => authorize(credentials, { headers: {} });
const jwt = authOptions.callbacks!.jwt! as (given: object) => Promise<object>;

beforeEach(() => browseAs(null));

it("opens a session row for the right password and nothing otherwise", async () => {
  const { email, userId } = await newPerson("INVESTOR");
  expect(await signIn({ email, password: "not the password" })).toBeNull();
  expect(await signIn({ email: "nobody@example.com", password: PASSWORD })).toBeNull();
  expect(await signIn({})).toBeNull();
  expect(await listSessions({ userId, sessionId: "" })).toEqual([]);

  const user = await signIn({ email, password: PASSWORD });
  expect(user).toEqual({ id: userId, sessionId: expect.stringMatching(/^ses_/) });
  expect(await listSessions({ userId, sessionId: user!.sessionId })).toHaveLength(1);
});

it("opens none for the password alone of a person who uses codes, and takes each code once", async () => {
  const { email, userId } = await newAdmin();
  expect(await signIn({ email, password: PASSWORD })).toBeNull();
  expect(await signIn({ email, password: PASSWORD, code: "000000" })).toBeNull();
  const code = codeAt(STAFF_SECRET, new Date());
  expect(await signIn({ email, password: PASSWORD, code })).toMatchObject({ id: userId });
  expect(await signIn({ email, password: PASSWORD, code })).toBeNull();
});

it("puts the two ids into the token and nothing about the person", async () => {
  const token = { sub: "usr_1", name: "Pat Doe", email: "pat@example.com" };
  expect(await jwt({ token, user: { id: "usr_1", sessionId: "ses_1" } })).toEqual({
    sub: "usr_1",
    sid: "ses_1",
  });
});

it("does not prolong the token of a session that has ended", async () => {
  const { userId } = await newPerson("INVESTOR");
  await browseAs(userId);
  const [session] = await listSessions({ userId, sessionId: "" });
  const token = { sub: userId, sid: session!.id };
  expect(await jwt({ token })).toEqual(token);
  await revokeOtherSessions({ userId, sessionId: "" });
  await expect(jwt({ token })).rejects.toThrow("The session has ended.");
});

it("uses the cookie that our own sign-in writes", () => {
  expect(authOptions.cookies?.sessionToken).toEqual(SESSION_COOKIE);
  expect(authOptions.session?.strategy).toBe("jwt");
});
