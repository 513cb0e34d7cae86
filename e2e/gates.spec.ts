// Who is refused, for every page and every route handler, over HTTP: the anonymous, every wrong role, and whoever asks
// for what is another person's. Actions: test/action-gates.db.test.ts.
import { request as newRequest, type APIRequestContext } from "@playwright/test";
import type pg from "pg";
import { expect, PEOPLE, signIn, test } from "./fixtures";
import { addressOf, findPlaces, hasParameter, withDatabase, type Gate, type Place, type Role } from "./pages";

const EMAILS: Record<Role, string> = { ADMIN: PEOPLE.admin, INVESTOR: PEOPLE.brittany, BORROWER: PEOPLE.art };
const ROLES = Object.keys(EMAILS) as Role[];
const pages = findPlaces("page.tsx");
const routes = findPlaces("route.ts");
const gated = (places: Place[]) => places.filter(({ gate }) => gate !== "PUBLIC");
const owned = (places: Place[]) =>
  gated(places).filter(({ gate, pattern }) => gate !== "ADMIN" && hasParameter(pattern));

type World = {
  anonymous: APIRequestContext;
  /** Carries a session cookie that nobody gave out. */
  forger: APIRequestContext;
  people: Record<Role, APIRequestContext>;
  database: pg.Client;
};

const it = test.extend<object, { world: World }>({
  world: [
    async ({ story, browser }, run) => {
      const forged = { name: "modern-lending.session", value: "forged", domain: "localhost", path: "/" };
      const people = {} as World["people"];
      for (const role of ROLES) {
        const context = await browser.newContext({ baseURL: story.url });
        await signIn(await context.newPage(), EMAILS[role]);
        people[role] = context.request;
      }
      const forger = await browser.newContext({ baseURL: story.url });
      await forger.addCookies([forged]);
      const anonymous = await newRequest.newContext({ baseURL: story.url });
      await withDatabase(story.ownerUrl, (database) =>
        run({ anonymous, forger: forger.request, people, database }),
      );
      await anonymous.dispose();
      for (const context of browser.contexts()) await context.close();
    },
    { scope: "worker", timeout: 120_000 },
  ],
});

it("every page and route handler is behind a gate, or open on purpose", () => {
  expect([...pages, ...routes].filter(({ gate }) => !gate)).toEqual([]);
  expect(pages.length).toBeGreaterThan(40);
  expect(routes.length).toBeGreaterThan(8);
});

it("anyone may fetch the icons, the manifest and robots.txt, which the landing page links", async ({
  world,
}) => {
  const types = {
    "/favicon.ico": /^image\/(x-icon|vnd\.microsoft\.icon)/,
    "/icons/icon.svg": /^image\/svg\+xml/,
    "/icons/icon-192.png": /^image\/png/,
    "/icons/apple-touch-icon.png": /^image\/png/,
    "/manifest.webmanifest": /^application\/manifest\+json/,
    "/robots.txt": /^text\/plain/,
  };
  for (const [path, type] of Object.entries(types)) {
    const answer = await world.anonymous.get(path, { maxRedirects: 0 });
    expect.soft(answer.status(), path).toBe(200);
    expect.soft(answer.headers()["content-type"], path).toMatch(type);
  }
  const html = await (await world.anonymous.get("/")).text();
  for (const path of ["/manifest.webmanifest", "/icons/icon.svg", "/icons/apple-touch-icon.png"])
    expect.soft(html).toContain(`href="${path}"`);
});

it("the anonymous are sent to sign in, and a forged cookie makes nobody known", async ({ world }) => {
  for (const { pattern } of gated(pages)) {
    const path = await someonesAddress(world, pattern);
    const toSignIn = { status: 307, location: `/sign-in?next=${encodeURIComponent(path)}` };
    expect.soft(await answerOf(world.anonymous, path), path).toEqual(toSignIn);
    expect.soft(await answerOf(world.forger, path), path).toEqual(toSignIn);
  }
  for (const { pattern } of gated(routes)) {
    const path = await someonesAddress(world, pattern);
    expect.soft((await answerOf(world.anonymous, path)).status, path).toBe(401);
    expect.soft((await answerOf(world.forger, path)).status, path).toBe(401);
  }
});

for (const role of ROLES) {
  it(`what is for others does not exist for a person who is only ${role.toLowerCase()}`, async ({
    world,
  }) => {
    const others = [...pages, ...routes].filter(({ gate }) => isRole(gate) && gate !== role);
    expect(others.length).toBeGreaterThan(10);
    for (const { pattern } of others) {
      const path = await someonesAddress(world, pattern);
      expect.soft((await answerOf(world.people[role], path)).status, path).toBe(404);
    }
  });
}

it("another person's things do not exist; one's own do", async ({ world }) => {
  for (const { pattern, gate } of [...owned(pages), ...owned(routes)]) {
    const role = isRole(gate) ? gate : "BORROWER";
    const [theirs, own] = await Promise.all([
      addressOf(world.database, pattern, { email: EMAILS[role], isOwn: false }),
      addressOf(world.database, pattern, { email: EMAILS[role], isOwn: true }),
    ]);
    expect.soft((await answerOf(world.people[role], theirs)).status, theirs).toBe(404);
    expect.soft((await answerOf(world.people[role], own)).status, own).toBe(200);
  }
});

it("the administrator opens what there is, and what there is not is not found", async ({ world }) => {
  for (const { pattern } of [...pages, ...routes].filter(({ gate }) => gate === "ADMIN")) {
    const path = await someonesAddress(world, pattern);
    expect.soft((await answerOf(world.people.ADMIN, path)).status, path).toBe(200);
    const nowhere = pattern.replace(/\[\w+\]/, "999999999");
    if (hasParameter(pattern))
      expect.soft((await answerOf(world.people.ADMIN, nowhere)).status, nowhere).toBe(404);
  }
  expect((await answerOf(world.people.ADMIN, "/settings/roles")).status).toBe(404); // takes no part in the marketplace
});

it("the door of the bank opens to a signature only", async ({ world: { anonymous, database } }) => {
  const body = { event: "completed", data: { id: "po_1", object: "payment_order" } };
  for (const signature of [undefined, "0".repeat(64), "not a signature"]) {
    const headers: Record<string, string> = {
      "X-Topic": "payment_order",
      "X-Webhook-ID": "forged",
      "X-Event": "completed",
    };
    if (signature) headers["X-Signature"] = signature;
    const answer = await anonymous.post("/api/webhooks/payments", { data: body, headers });
    expect(answer.status(), signature).toBe(401);
  }
  const { rows } = await database.query(
    "SELECT id FROM webhook_messages WHERE id = 'forged' OR object_id = 'po_1'",
  );
  expect(rows).toEqual([]);
});

it("the door of the accounting service opens to a fresh signature only", async ({
  world: { anonymous, database },
}) => {
  const body = {
    id: "msg_forged",
    eventType: "connection.connected",
    payload: { referenceCompany: { id: "x" } },
  };
  const now = Math.floor(Date.now() / 1000);
  for (const signature of [
    undefined,
    "v1,",
    `v1,${Buffer.alloc(32).toString("base64")}`,
    "not a signature",
  ]) {
    const headers: Record<string, string> = {
      "webhook-id": "msg_forged",
      "webhook-timestamp": String(now),
      ...(signature === undefined ? {} : { "webhook-signature": signature }),
    };
    const answer = await anonymous.post("/api/webhooks/codat", { data: body, headers });
    expect(answer.status(), signature).toBe(401);
  }
  const { rows } = await database.query("SELECT 1 FROM writeback_webhooks");
  expect(rows).toEqual([]);
});

it("the other open doors refuse what comes from elsewhere and tell nothing", async ({
  world: { anonymous },
}) => {
  for (const origin of [undefined, "https://evil.example"]) {
    const answer = await anonymous.post("/api/theme", {
      form: { theme: "dark" },
      headers: origin ? { origin } : {},
    });
    expect(answer.status()).toBe(403);
    expect(answer.headers()["set-cookie"]).toBeUndefined();
  }
  expect(await (await anonymous.get("/api/health")).json()).toEqual({ status: "ok" });
  expect(await (await anonymous.get("/api/auth/session")).json()).toEqual({});
  const withoutToken = await anonymous.post("/api/auth/callback/credentials", {
    form: { email: PEOPLE.admin, password: "sandbox-password" },
    maxRedirects: 0,
  });
  expect(withoutToken.headers()["set-cookie"] ?? "").not.toContain("modern-lending.session");
  expect(await answerOf(anonymous, "/signed-out")).toEqual({
    status: 303,
    location: "/sign-in?reason=signed-out",
  });
});

it("without a token the metrics are for programs on this machine alone, and not through a proxy", async ({
  world: { anonymous },
}) => {
  const here = await anonymous.get("/metrics");
  expect(here.status()).toBe(200);
  expect(await here.text()).toMatch(/^modern_lending_http_requests_total\{method="GET",status="\d+"\} \d+$/m);
  expect(here.headers()["x-request-id"]).toMatch(/^[\w-]{36}$/);
  const through = await anonymous.get("/metrics", { headers: { "x-forwarded-for": "203.0.113.9" } });
  expect(through.status()).toBe(401);
  expect(await through.text()).not.toContain("modern_lending");
});

it("the address that a visitor claims to come from is not the one that we keep", async ({ story, open }) => {
  const page = await open(story);
  await page.setExtraHTTPHeaders({ "x-forwarded-for": "203.0.113.9" });
  await signIn(page, PEOPLE.brittany);
  await page.goto("/settings/security");
  await expect(page.getByText(/ from (::ffff:)?(127\.0\.0\.1|::1)/).first()).toBeVisible();
  await expect(page.getByText("203.0.113.9")).toHaveCount(0);
});

const isRole = (gate: Gate | undefined): gate is Role => ROLES.includes(gate as Role);

/** An address of a thing that exists and belongs to somebody: a refusal must not hang on its being unknown. */
function someonesAddress({ database }: World, pattern: string) {
  return addressOf(database, pattern, { email: "nobody@example.com", isOwn: false });
}

async function answerOf(person: APIRequestContext, path: string) {
  const answer = await person.get(path, { maxRedirects: 0 });
  const location = answer.headers().location;
  return {
    status: answer.status(),
    location:
      location &&
      new URL(location, "http://here.invalid").pathname + new URL(location, "http://here.invalid").search,
  };
}
