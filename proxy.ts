// Runs before every page and route: headers for all of them, refusals of what cannot be read, and a shortcut to the sign-in
// page for people without a cookie. It protects nobody: whoever forges a cookie still meets `requireActor`, which asks the
// database.
import { NextResponse, type NextRequest } from "next/server";
import { isDevelopment } from "@/lib/env";
import { PORTAL_COOKIE, portalOf } from "@/lib/portal-cookie";
import { bodyVerdict, hasDoubtfulBody, isFromAnotherSite, isReadableAddress } from "@/lib/request-complaint";
import { isHttps, SESSION_COOKIE } from "@/lib/session-cookie";
import { PATH_HEADER } from "@/lib/session-path";

const SIGNED_IN_ONLY = /^\/(borrower|investor|admin|settings|confirm)(\/|$)/;

const NOWHERE = "/there-is-no-such-page";

export function proxy(request: NextRequest): NextResponse | Promise<NextResponse> {
  if (isFromAnotherSite(request)) return refuse(403, "This request did not come from our own pages.");
  if (!isReadableAddress(request.nextUrl)) return unreadableAddress(request);
  return hasDoubtfulBody(request) ? passIfReadable(request) : pass(request);
}

async function passIfReadable(request: NextRequest) {
  const verdict = await bodyVerdict(request);
  if (verdict === "readable") return pass(request);
  return verdict === "too-long"
    ? refuse(413, "This is too long. Shorten it and try again.")
    : refuse(400, "This form could not be read. Reload the page and try again.");
}

function unreadableAddress(request: NextRequest) {
  if (request.nextUrl.pathname.startsWith("/api/"))
    return refuse(400, "This address contains characters that no address has.");
  const policy = contentPolicy(newNonce());
  const headers = new Headers(request.headers);
  headers.set("Content-Security-Policy", policy);
  headers.set(PATH_HEADER, NOWHERE);
  return withHeaders(NextResponse.rewrite(new URL(NOWHERE, request.url), { request: { headers } }), policy);
}

function refuse(status: number, message: string) {
  return withHeaders(NextResponse.json({ error: { message } }, { status }), contentPolicy(newNonce()));
}

function pass(request: NextRequest) {
  const { pathname, search } = request.nextUrl;
  const path = `${pathname}${search}`;
  if (
    request.method === "GET" &&
    SIGNED_IN_ONLY.test(pathname) &&
    !request.cookies.has(SESSION_COOKIE.name)
  ) {
    const signIn = new URL(`/sign-in?next=${encodeURIComponent(path)}`, request.url);
    return withHeaders(NextResponse.redirect(signIn), contentPolicy(newNonce()));
  }
  const policy = contentPolicy(newNonce());
  const headers = new Headers(request.headers);
  headers.set("Content-Security-Policy", policy); // Next takes the nonce for its own scripts from here
  headers.set(PATH_HEADER, path);
  return withHeaders(rememberPortal(request, NextResponse.next({ request: { headers } })), policy);
}

/** Until the browser closes: the settings keep the navigation of the portal that a person came from. */
function rememberPortal(request: NextRequest, response: NextResponse) {
  const portal = portalOf(request.nextUrl.pathname);
  if (portal && request.cookies.get(PORTAL_COOKIE)?.value !== portal)
    response.cookies.set(PORTAL_COOKIE, portal, {
      httpOnly: true,
      sameSite: "lax",
      path: "/",
      secure: isHttps,
    });
  return response;
}

export const config = {
  // Files with a digest in their name are the same for everyone and stay cacheable. Webhooks come from machines, which use none
  // of these headers, and by the hundred.
  matcher: [
    "/((?!_next/static|_next/image|(?:icons/[\\w-]+\\.(?:png|svg)|favicon\\.ico|manifest\\.webmanifest|robots\\.txt)$|api/webhooks/).*)",
  ],
};

function newNonce() {
  return Buffer.from(crypto.getRandomValues(new Uint8Array(16))).toString("base64");
}

function contentPolicy(nonce: string) {
  const forDevelopment = isDevelopment ? " 'unsafe-eval'" : "";
  return [
    "default-src 'self'",
    `script-src 'self' 'nonce-${nonce}' 'strict-dynamic'${forDevelopment}`,
    `style-src-elem 'self' ${isDevelopment ? "'unsafe-inline'" : `'nonce-${nonce}'`}`,
    "style-src-attr 'unsafe-inline'", // positions that popups and charts compute
    "img-src 'self' data: blob:",
    "font-src 'self'",
    `connect-src 'self'${isDevelopment ? " ws:" : ""}`,
    "frame-ancestors 'none'",
    "base-uri 'self'",
    "form-action 'self'",
    "object-src 'none'",
    // Over plain http this would send every request to a port that does not speak TLS.
    ...(isHttps ? ["upgrade-insecure-requests"] : []),
  ].join("; ");
}

function withHeaders(response: NextResponse, policy: string) {
  const { headers } = response;
  headers.set("Content-Security-Policy", policy);
  headers.set("Cache-Control", "private, no-store");
  headers.set("X-Content-Type-Options", "nosniff");
  headers.set("X-Frame-Options", "DENY");
  headers.set("Referrer-Policy", "strict-origin-when-cross-origin");
  headers.set("Permissions-Policy", "camera=(), microphone=(), geolocation=(), payment=(), usb=()");
  headers.set("Cross-Origin-Opener-Policy", "same-origin");
  if (isHttps) headers.set("Strict-Transport-Security", "max-age=63072000; includeSubDomains");
  return response;
}
