import { afterEach, beforeEach, expect, it, vi } from "vitest";
import { db } from "@/lib/db";
import { refuseCrossOrigin, optionalActor, requireActor, requireActorForApi } from "@/lib/session";
import { SESSION_COOKIE } from "@/lib/session-cookie";
import { PATH_HEADER } from "@/lib/session-path";
import { newPerson } from "@/test/people";
import { at, browseAs, endingOf, jar, requestHeaders } from "@/test/request-context";
import { asOwner } from "@/test/owner";

vi.mock("next/headers", () => import("@/test/request-context"));

let investor: Awaited<ReturnType<typeof newPerson>>;

beforeEach(async () => {
  investor = await newPerson("INVESTOR");
  await browseAs(investor.userId);
});

afterEach(() => {
  vi.useRealTimers();
  jar.clear();
  requestHeaders.delete(PATH_HEADER);
});

const hoursFromNow = (hours: number) => new Date(Date.now() + hours * 3_600_000);

it("shows who asks, with the roles that the database holds at this moment", async () => {
  const actor = await requireActor("INVESTOR");
  expect(actor).toMatchObject({ ...investor, name: "Pat Doe", roles: ["INVESTOR"], borrowerId: null });

  await asOwner("DELETE FROM user_roles WHERE user_id = $1 AND role = 'INVESTOR'", [investor.userId]);
  expect(await endingOf(requireActor("INVESTOR"))).toBe("not found");
});

it("sends anonymous people to the sign-in page and remembers where they wanted to go", async () => {
  await browseAs(null);
  requestHeaders.set(PATH_HEADER, "/investor/statement?page=2");
  expect(await endingOf(requireActor("INVESTOR"))).toBe("/sign-in?next=%2Finvestor%2Fstatement%3Fpage%3D2");
  expect(await endingOf(requireActor("ANY"))).toMatch(/^\/sign-in/);
  expect(await optionalActor()).toBeNull();
});

it("hides the pages of other roles as if they did not exist", async () => {
  expect(await endingOf(requireActor("BORROWER"))).toBe("not found");
  expect(await endingOf(requireActor("STAFF"))).toBe("not found");
  expect(await endingOf(requireActor("ANY"))).toBeUndefined();
});

it("answers route handlers with 401 and 404 instead of a page", async () => {
  expect(await requireActorForApi("INVESTOR")).toMatchObject(investor);
  expect(await requireActorForApi("STAFF")).toMatchObject({ status: 404 });
  await browseAs(null);
  const refusal = await requireActorForApi("ANY");
  expect(refusal).toMatchObject({ status: 401 });
  expect((refusal as Response).headers.get("Cache-Control")).toBe("private, no-store");
});

it("ends a session at once when its row is revoked", async () => {
  await db.session.updateMany({ where: { userId: investor.userId }, data: { revokedAt: new Date() } });
  expect(await optionalActor()).toBeNull();
});

it("ends a session after an hour without a request", async () => {
  at(hoursFromNow(0.9));
  expect(await optionalActor()).not.toBeNull(); // and this request counts as use
  at(hoursFromNow(0.9));
  expect(await optionalActor()).not.toBeNull();
  at(hoursFromNow(1.1));
  expect(await optionalActor()).toBeNull();
});

it("ends a session after twelve hours, however busy it was", async () => {
  for (let hour = 0; hour < 12; hour++) {
    expect(await optionalActor()).not.toBeNull();
    at(hoursFromNow(0.99));
  }
  expect(await optionalActor()).not.toBeNull();
  at(hoursFromNow(0.2));
  expect(await optionalActor()).toBeNull();
});

it("writes down the last use once a minute at most", async () => {
  const lastSeen = async () =>
    (await db.session.findFirstOrThrow({ where: { userId: investor.userId } })).lastSeenAt;
  const before = await lastSeen();
  at(new Date(before.getTime() + 59_000));
  await optionalActor();
  expect(await lastSeen()).toEqual(before);
  at(new Date(before.getTime() + 61_000));
  await optionalActor();
  expect(await lastSeen()).toEqual(new Date(before.getTime() + 61_000));
});

it("believes no cookie that this server did not write", async () => {
  const { value } = jar.get(SESSION_COOKIE.name)!;
  for (const forged of ["", "x", `${value.slice(0, -4)}AAAA`, "eyJhbGciOiJub25lIn0.eyJzdWIiOiJ1c3JfMSJ9."]) {
    jar.set(SESSION_COOKIE.name, { value: forged, options: {} });
    expect(await optionalActor()).toBeNull();
  }
});

it("keeps nothing but two ids in the cookie and keeps scripts away from it", async () => {
  const { decode } = await import("next-auth/jwt");
  const { env } = await import("@/lib/env");
  const { value, options } = jar.get(SESSION_COOKIE.name)!;
  const claims = await decode({ token: value, secret: env.NEXTAUTH_SECRET });
  expect(Object.keys(claims!).sort()).toEqual(["exp", "iat", "jti", "sid", "sub"]);
  expect(options).toMatchObject({ httpOnly: true, sameSite: "lax", path: "/", secure: false });
});

it("refuses a change that another site sends", () => {
  const post = (origin?: string) =>
    refuseCrossOrigin(
      new Request("http://localhost:3000/api/x", {
        method: "POST",
        headers: { host: "lending.example", ...(origin && { origin }) },
      }),
    );
  expect(post("https://lending.example")).toBeNull();
  expect(post("https://evil.example")).toMatchObject({ status: 403 });
  expect(post("null")).toMatchObject({ status: 403 });
  expect(post()).toMatchObject({ status: 403 });
});
