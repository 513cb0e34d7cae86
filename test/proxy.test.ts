import { NextRequest } from "next/server";
import { expect, it } from "vitest";
import { SESSION_COOKIE } from "@/lib/session-cookie";
import { PATH_HEADER } from "@/lib/session-path";
import { proxy } from "@/proxy";

const ask = (
  path: string,
  { headers = {}, method = "GET" }: { headers?: Record<string, string>; method?: string } = {},
) => proxy(new NextRequest(`http://localhost:3000${path}`, { headers, method }));
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

it("gives every request a nonce of its own, to the page and to the browser alike", () => {
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

it("tells the page its path, whatever a browser claims", () => {
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
