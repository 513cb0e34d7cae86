// What strangers send as addresses, over HTTP, to every page and route handler as the person who may open it: never an error of
// ours. Forms: test/hostile-input.db.test.ts.
import type { APIRequestContext, Browser } from "@playwright/test";
import { NEVER, ODD, turns } from "../test/hostile-input";
import { expect, PEOPLE, signIn, test } from "./fixtures";
import { findPlaces, type Gate } from "./pages";

/** Every name that a page or a route handler reads from its query. */
const NAMES = [
  ...[
    "account",
    "action",
    "actorUserId",
    "amount",
    "asOf",
    "ask",
    "before",
    "borrowerId",
    "callbackUrl",
    "card",
  ],
  ...[
    "error",
    "eventType",
    "failures",
    "from",
    "investmentId",
    "investorId",
    "key",
    "kind",
    "lateFrom",
    "loanId",
  ],
  ...[
    "mapping",
    "month",
    "next",
    "objectId",
    "only",
    "option",
    "optionId",
    "page",
    "q",
    "rail",
    "reason",
    "reference",
  ],
  ...[
    "state",
    "status",
    "subjectId",
    "subjectType",
    "to",
    "topic",
    "userId",
    "version",
    "view",
    "waiting",
    "waitingOnly",
    "year",
  ],
];
const VISITOR: Partial<Record<Gate, string>> = {
  ...{ ADMIN: PEOPLE.admin, INVESTOR: PEOPLE.brittany, BORROWER: PEOPLE.art, ANY: PEOPLE.art },
};
const SIGNING_OUT = /signed-out/;
// A whole address has 16,384 bytes; what is longer never reaches us.
const odd = turns(ODD.filter((text) => text.length < 500));
const never = turns([...NEVER.map(encodeURIComponent), "%0a", "%E0%A4%A", "%"]);

const places = [...findPlaces("page.tsx"), ...findPlaces("route.ts")].filter(
  ({ pattern }) => !SIGNING_OUT.test(pattern),
);
const isRoute = (pattern: string) => pattern.startsWith("/api/");
const fill = (pattern: string, id: string) => pattern.replace(/\[[^\]]+\]/g, id);

async function visitorsOf(browser: Browser, url: string) {
  const contexts: Record<string, APIRequestContext> = {};
  for (const email of new Set(Object.values(VISITOR))) {
    const context = await browser.newContext({ baseURL: url });
    await signIn(await context.newPage(), email);
    contexts[email] = context.request;
  }
  const nobody = await browser.newContext({ baseURL: url });
  return (gate: Gate | undefined) => contexts[VISITOR[gate ?? "PUBLIC"] ?? ""] ?? nobody.request;
}

test("no address of any page or route handler is an error of ours", async ({ story, browser }) => {
  const visitor = await visitorsOf(browser, story.url);
  const get = async (gate: Gate | undefined, path: string) => {
    const answer = await visitor(gate).get(path, { maxRedirects: 0 });
    return answer.status();
  };
  for (const { pattern, gate } of places) {
    const [strange, forbidden] = [encodeURIComponent(odd()), never()];
    const query = new URLSearchParams(NAMES.map((name) => [name, odd()]));
    const twice = new URLSearchParams([...NAMES, ...NAMES].map((name) => [name, "x"]));
    if (pattern.includes("["))
      expect
        .soft(await get(gate, fill(pattern, forbidden)), `${pattern} ${forbidden}`)
        .toBe(isRoute(pattern) ? 400 : 404);
    const id = strange.replace(/^\.*$/, "x");
    expect
      .soft(await get(gate, `${fill(pattern, id)}?${query}`), `${pattern} ${id} ${query}`)
      .toBeLessThan(500);
    expect.soft(await get(gate, `${fill(pattern, "x")}?${twice}`), `${pattern} twice`).toBeLessThan(500);
    if (pattern.startsWith("/api/webhooks/")) continue; // they read no query, and the proxy leaves them alone
    const spoiled = `${fill(pattern, "x")}?q=${encodeURIComponent(NEVER[0]!)}`;
    expect.soft(await get(gate, spoiled), spoiled).toBe(isRoute(pattern) ? 400 : 404);
  }
  for (const context of browser.contexts()) await context.close();
});

test("a body that is no form, a change from another site and a spoiled cookie are refused with a sentence", async ({
  story,
  request,
}) => {
  const post = async (path: string, headers: Record<string, string>, data: string) => {
    const answer = await request.post(`${story.url}${path}`, { headers, data, maxRedirects: 0 });
    return [answer.status(), (await answer.text()).length > 0];
  };
  const own = { origin: story.url };
  const evil = { origin: "https://evil.example" };
  const multipart = { "content-type": "multipart/form-data; boundary=x" };
  for (const path of ["/sign-in", "/register"]) {
    expect(await post(path, multipart, "no parts")).toEqual([400, true]);
    expect(await post(path, multipart, "x".repeat(1024 * 1024 + 1))).toEqual([413, true]);
    expect(await post(path, { ...multipart, ...evil }, "--x--\r\n")).toEqual([403, true]);
    expect(
      await post(path, { ...own, "next-action": "0".repeat(42), "content-type": "text/plain" }, "{"),
    ).toEqual([400, true]);
  }
  expect(await post("/api/auth/_log", own, "{}")).toEqual([404, true]);
  for (const path of [
    "/api/auth/signout",
    "/api/auth/signin/credentials",
    "/api/auth/callback/credentials",
  ]) {
    expect(await post(path, { ...own, "content-type": "application/json" }, "{bad")).toEqual([400, true]);
    expect(await post(path, { ...own, "content-type": "text/plain" }, "x")).toEqual([400, true]);
    expect(await post(path, evil, "{}")).toEqual([403, true]);
  }
  for (const cookie of [
    "modern-lending.session=%00",
    "theme=%00",
    "modern-lending.device=%E0%A4",
    "next-auth.callback-url=x",
    "next-auth.csrf-token=%00|",
  ])
    for (const path of ["/sign-in", "/borrower", "/api/auth/session", "/api/auth/csrf"]) {
      const answer = await request.get(`${story.url}${path}`, { headers: { cookie }, maxRedirects: 0 });
      expect(answer.status(), `${path} ${cookie}`).toBeLessThan(500);
    }
});

test("next-auth's own endpoints still sign a person in and out, for our own pages", async ({
  story,
  playwright,
}) => {
  const client = await playwright.request.newContext({
    baseURL: story.url,
    extraHTTPHeaders: { origin: story.url },
  });
  const csrf = async () =>
    ((await (await client.get("/api/auth/csrf")).json()) as { csrfToken: string }).csrfToken;
  const form = {
    csrfToken: await csrf(),
    email: PEOPLE.brittany,
    password: "sandbox-password",
    json: "true",
  };
  expect((await client.post("/api/auth/callback/credentials", { form })).status()).toBe(200);
  expect(await (await client.get("/api/auth/session")).json()).toMatchObject({
    user: { email: PEOPLE.brittany },
  });
  const data = { csrfToken: await csrf(), json: true };
  expect((await client.post("/api/auth/signout", { data })).status()).toBe(200);
  expect(await (await client.get("/api/auth/session")).json()).toEqual({});
  await client.dispose();
});
