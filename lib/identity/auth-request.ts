// What next-auth's endpoints are asked, checked before next-auth sees it: it answers 500 to a body that is no JSON, to a
// callback address that is none and to an error code that cannot stand in a header, and logs whatever a stranger sends.
import { apiRefusal, refuseCrossOrigin } from "@/lib/session";
import { forbiddenCharacter } from "@/lib/text-input";

const ACTIONS: Readonly<Record<string, readonly string[]>> = {
  GET: ["providers", "session", "csrf", "signin", "signout", "callback", "error"],
  POST: ["session", "signin", "signout", "callback"],
};
const CODE = /^[\w-]{1,60}$/;
const MOST_CHARACTERS = 10_000;

export type Fields = Record<string, string>;

/** The refusal of a request, or null when next-auth may read its address. */
export function refuseAddress(request: Request, segments: readonly string[]): Response | null {
  const [action = "", ...rest] = segments;
  if (!ACTIONS[request.method]?.includes(action) || rest.length > 1)
    return apiRefusal(404, "Page not found.");
  const query = new URL(request.url).searchParams;
  const callback = query.get("callbackUrl");
  const codes = [...rest, ...query.getAll("error")];
  if (!codes.every((code) => CODE.test(code)) || (callback !== null && !isWebAddress(callback)))
    return apiRefusal(400, "This address is not valid.");
  return request.method === "POST" ? refuseCrossOrigin(request) : null;
}

/** The fields of a post, as JSON or as a form; a refusal when it is neither, or holds anything but short texts. */
export async function readFields(request: Request): Promise<Fields | Response> {
  const text = await request.text();
  const fields =
    text.length > MOST_CHARACTERS ? null : parse(text, request.headers.get("content-type") ?? "");
  return fields ?? apiRefusal(400, "Send the fields as a form or as a JSON object of strings.");
}

function parse(text: string, type: string): Fields | null {
  if (text === "") return {};
  if (/^application\/x-www-form-urlencoded\b/i.test(type))
    return textsOf(Object.fromEntries(new URLSearchParams(text)));
  if (!/^application\/json\b/i.test(type)) return null;
  try {
    return textsOf(JSON.parse(text));
  } catch {
    return null;
  }
}

function textsOf(value: unknown): Fields | null {
  if (typeof value !== "object" || value === null || Array.isArray(value)) return null;
  // next-auth's own client sends `json: true`.
  const entries = Object.entries(value).map(([name, each]) => [name, each === true ? "true" : each] as const);
  const areTexts = entries.every(
    ([name, each]) => typeof each === "string" && !forbiddenCharacter(each) && !forbiddenCharacter(name),
  );
  if (!areTexts) return null;
  const fields = Object.fromEntries(entries) as Fields;
  return fields.callbackUrl !== undefined && !isWebAddress(fields.callbackUrl) ? null : fields;
}

/** A path of this site or a whole address: what next-auth takes for a callback. */
export function isWebAddress(text: string): boolean {
  const base = text.startsWith("/") ? "http://here.invalid" : undefined;
  return URL.canParse(text, base) && /^https?:$/.test(new URL(text, base).protocol);
}
