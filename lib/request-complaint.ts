// What is wrong with a request before any page looks at it: an address that cannot be read, a change that another site
// sends, a body that is not what it says. Free of server code, since proxy.ts asks before every page.
import { forbiddenCharacter } from "@/lib/text-input";

const LONGEST_BODY_BYTES = 1024 * 1024; // of Next's server actions
const READING = new Set(["GET", "HEAD", "OPTIONS"]);

/** True when path and query are well encoded and hold no control character, not even a line end. */
export function isReadableAddress({ pathname, searchParams }: URL): boolean {
  try {
    return [decodeURIComponent(pathname), ...[...searchParams].flat()].every(isPlain);
  } catch {
    return false; // a percent sign that begins no character
  }
}

function isPlain(text: string) {
  return forbiddenCharacter(text) === null && !/[\t\n\r]/.test(text);
}

/**
 * True when a browser sends a change here from another site's page. A request without Origin comes from no page, and
 * carries no cookie that a browser would have added for another site.
 */
export function isFromAnotherSite({ method, headers }: Pick<Request, "method" | "headers">): boolean {
  const origin = headers.get("origin");
  return !READING.has(method) && origin !== null && !isOurOrigin(origin, headers);
}

/** Behind a proxy the URL that Next sees is not the one the browser used; the Host header is. */
export function isOurOrigin(origin: string, headers: Headers): boolean {
  const host = headers.get("x-forwarded-host") ?? headers.get("host");
  return URL.canParse(origin) && host !== null && new URL(origin).host === host;
}

/** True for a post whose body must be read to know whether it is one: a form with parts, the arguments of an action. */
export function hasDoubtfulBody({ method, headers, body }: Request): boolean {
  if (method !== "POST" || body === null) return false;
  return isMultipart(headers) || headers.has("next-action");
}

/** What such a body is: Next would answer "Internal Server Error" to one that is not what it says, or longer than it takes. */
export async function bodyVerdict(request: Request): Promise<"readable" | "unreadable" | "too-long"> {
  const bytes = await request.arrayBuffer();
  if (bytes.byteLength > LONGEST_BODY_BYTES) return "too-long";
  const body = new Response(bytes, {
    headers: { "Content-Type": request.headers.get("content-type") ?? "" },
  });
  try {
    if (!isMultipart(request.headers)) return Array.isArray(await body.json()) ? "readable" : "unreadable";
    await body.formData();
    return "readable";
  } catch {
    return "unreadable";
  }
}

function isMultipart(headers: Headers) {
  return headers.get("content-type")?.toLowerCase().startsWith("multipart/form-data") ?? false;
}
