import { NextRequest, type NextResponse } from "next/server";
import { expect, it } from "vitest";
import { SESSION_COOKIE } from "@/lib/session-cookie";
import { PATH_HEADER } from "@/lib/session-path";
import { config, proxy } from "@/proxy";

const ask = (
  path: string,
  { headers = {}, method = "GET" }: { headers?: Record<string, string>; method?: string } = {},
) => proxy(new NextRequest(`http://localhost:3000${path}`, { headers, method })) as NextResponse;
const signedIn = { cookie: `${SESSION_COOKIE.name}=anything` };

it.each(["/borrower", "/investor/statement?page=2", "/admin/ledger", "/settings/security"])(
  "sends a visitor without a cookie from %s to the sign-in page",
  (path) => {
    const { status, headers } = ask(path);
    expect(status).toBe(307);
    expect(headers.get("location")).toBe(`http://localhost:3000/sign-in?next=${encodeURIComponent(path)}`);
  },
);

it.each(["/", "/sign-in", "/register", "/investors-guide", "/api/webhooks/payments"])(
  "lets anyone see %s",
  (path) => {
    expect(ask(path).headers.get("location")).toBeNull();
  },
);

it("leaves actions to the gate of the action, which can answer", () => {
  expect(ask("/investor", { method: "POST" }).headers.get("location")).toBeNull();
});

it("gives every request a separate nonce, to the page and to the browser alike", () => {
  const policies = [ask("/"), ask("/")].map((response) => {
    const policy = response.headers.get("Content-Security-Policy");
    expect(response.headers.get("x-middleware-request-content-security-policy")).toBe(policy);
    return policy;
  });
  const nonces = policies.map(
    (policy) => /script-src 'self' 'nonce-([A-Za-z0-9+/]{22}==)' 'strict-dynamic';/.exec(policy!)?.[1],
  );
  expect(nonces[0]).toBeTruthy();
  expect(nonces[1]).toBeTruthy();
  expect(nonces[0]).not.toBe(nonces[1]);
});

it("allows no inline script, no foreign frame and no foreign form, and asks plain http for no upgrade", () => {
  const policy = ask("/").headers.get("Content-Security-Policy")!;
  expect(policy).not.toMatch(/script-src[^;]*unsafe/);
  expect(policy).toContain("frame-ancestors 'none'");
  expect(policy).toContain("form-action 'self'");
  expect(policy).toContain("object-src 'none'");
  expect(policy).not.toContain("upgrade-insecure-requests");
});

it("keeps pages and answers out of every cache", () => {
  expect(ask("/investor", { headers: signedIn }).headers.get("Cache-Control")).toBe("private, no-store");
  expect(ask("/api/notifications", { headers: signedIn }).headers.get("Cache-Control")).toBe(
    "private, no-store",
  );
});

it("gives the page its path, whatever a browser claims", () => {
  const response = ask("/investor?x=1", { headers: { ...signedIn, [PATH_HEADER]: "https://evil.example" } });
  expect(response.headers.get(`x-middleware-request-${PATH_HEADER}`)).toBe("/investor?x=1");
});

it("sends the other headers that keep a page to itself", () => {
  const { headers } = ask("/");
  expect(headers.get("X-Content-Type-Options")).toBe("nosniff");
  expect(headers.get("X-Frame-Options")).toBe("DENY");
  expect(headers.get("Referrer-Policy")).toBe("strict-origin-when-cross-origin");
  expect(headers.get("Cross-Origin-Opener-Policy")).toBe("same-origin");
  expect(headers.get("Strict-Transport-Security")).toBeNull(); // plain http here
});

it.each([
  "/borrower/loans/%00",
  "/sign-in?next=%00",
  "/admin/people?q=a%0Ab",
  "/admin/people?q=%1b%5B2J",
  "/admin/people?%00=1",
  "/admin/people?q=a&q=b%00",
  "/%E0%A4%A",
  "/borrower/loans/%",
  "/register?x=%C2%85",
])("shows the page for addresses that do not exist at %s, signed in or not", (path) => {
  for (const headers of [{}, signedIn]) {
    const response = ask(path, { headers });
    expect(response.headers.get("location")).toBeNull();
    expect(response.headers.get("x-middleware-rewrite")).toBe("http://localhost:3000/there-is-no-such-page");
  }
});

it.each(["/api/documents/%00", "/api/documents/%E0%A4%A", "/api/investor/projections?amount=1%00"])(
  "answers 400 with a sentence at %s",
  async (path) => {
    const response = ask(path, { headers: signedIn });
    expect(response.status).toBe(400);
    expect(await response.json()).toEqual({
      error: { message: "This address contains characters that no address has." },
    });
  },
);

it.each([
  "/admin/people?q=Zo%C3%AB%20%F0%9F%98%85",
  "/register?next=%2Fa%3Fb%3D%25",
  "/?a=%E0%A4",
  "/caf%C3%A9",
])("lets %s through: letters of any language are no fault", (path) => {
  expect(ask(path, { headers: signedIn }).headers.get("x-middleware-rewrite")).toBeNull();
});

it.each(["https://evil.example", "null", "not an address", "http://localhost:3001", ""])(
  "refuses a change that comes from %j with 403, for pages and routes",
  async (origin) => {
    for (const path of ["/sign-in", "/api/auth/signout"]) {
      const response = ask(path, { method: "POST", headers: { host: "localhost:3000", origin } });
      expect(response.status).toBe(403);
      expect(await response.json()).toMatchObject({ error: { message: expect.any(String) } });
    }
  },
);

it("lets a change from our own pages through, also behind a proxy, and one that no page sends", () => {
  const own = { host: "localhost:3000", origin: "http://localhost:3000" };
  const behind = {
    host: "10.0.0.1:3000",
    "x-forwarded-host": "lending.example",
    origin: "https://lending.example",
  };
  for (const headers of [own, behind, {} as Record<string, string>])
    expect(ask("/sign-in", { method: "POST", headers }).status).toBe(200);
  expect(ask("/sign-in", { headers: { origin: "https://evil.example" } }).status).toBe(200);
});

it.each([
  ["multipart/form-data", "no boundary"],
  ["multipart/form-data; boundary=x", "no parts"],
  ["multipart/form-data; boundary=x", "--x\r\nno header"],
])("answers 400 to a form of type %s that is: %s", async (type, body) => {
  const request = new NextRequest("http://localhost:3000/sign-in", {
    method: "POST",
    headers: { "content-type": type },
    body,
  });
  expect((await proxy(request)).status).toBe(400);
});

it("answers 413 to a form that is longer than an action takes", async () => {
  const form = new FormData();
  form.set("email", "a".repeat(1024 * 1024));
  const request = new NextRequest("http://localhost:3000/sign-in", { method: "POST", body: form });
  expect((await proxy(request)).status).toBe(413);
});

it("answers 400 to an action whose arguments are no JSON, and lets well-formed bodies through", async () => {
  const post = (body: BodyInit, headers: Record<string, string> = {}) =>
    proxy(new NextRequest("http://localhost:3000/sign-in", { method: "POST", headers, body }));
  const form = new FormData();
  form.set("email", "pat@example.com");
  for (const body of ["{", "null", '"x"', "{}", "1e999"])
    expect((await post(body, { "next-action": "abc" })).status, body).toBe(400);
  expect((await post('[{"status":"idle"},"$K1"]', { "next-action": "abc" })).status).toBe(200);
  expect((await post(form)).status).toBe(200);
  expect((await post(form, { "next-action": "abc" })).status).toBe(200);
});

it("remembers the portal a person is in, for their settings, and writes the cookie only when it changes", () => {
  const set = (path: string, cookie: string) =>
    ask(path, { headers: { cookie } }).headers.getSetCookie().join();
  expect(set("/investor", signedIn.cookie)).toMatch(/^portal=investor; Path=\/; .*HttpOnly/);
  expect(set("/borrower/loans", `${signedIn.cookie}; portal=investor`)).toContain("portal=borrower");
  expect(set("/borrower", `${signedIn.cookie}; portal=borrower`)).toBe("");
  expect(set("/settings/security", signedIn.cookie)).toBe("");
});

it("leaves the files of public/ to the server, and nothing that only looks like them", () => {
  const isHandled = (path: string) => new RegExp(`^${config.matcher[0]}$`).test(path);
  for (const path of ["/favicon.ico", "/manifest.webmanifest", "/robots.txt", "/icons/icon-192.png"])
    expect(isHandled(path), path).toBe(false);
  for (const path of ["/", "/borrower", "/robots.txt/x", "/icons/../admin", "/icons/x.html", "/favicon.icon"])
    expect(isHandled(path), path).toBe(true);
});
