// What next-auth never sees. What it answers to the rest: e2e/gates.spec.ts.
import { NextRequest } from "next/server";
import { expect, it } from "vitest";
import { GET, POST } from "./route";

const URL_OF = "http://localhost:3000/api/auth/";

type Sent = { type?: string; body?: string; origin?: string | null; cookie?: string };

function ask(path: string, sent?: Sent) {
  const { type = "application/json", body = "{}", origin = "http://localhost:3000", cookie } = sent ?? {};
  const headers = new Headers({ host: "localhost:3000", "content-type": type });
  if (origin !== null) headers.set("origin", origin);
  if (cookie) headers.set("cookie", cookie);
  const request = new NextRequest(`${URL_OF}${path}`, sent ? { method: "POST", headers, body } : { headers });
  const nextauth = path.split("?")[0]!.split("/").map(decodeURIComponent);
  return (sent ? POST : GET)(request, { params: Promise.resolve({ nextauth }) });
}

async function expectRefusal(answer: Response, status: number) {
  expect(answer.status).toBe(status);
  expect(await answer.json()).toEqual({ error: { message: expect.stringMatching(/^[A-Z].+\.$/) } });
}

it("has no place where a stranger may write into our log", async () => {
  await expectRefusal(await ask("_log", { body: '{"level":"error","code":"x"}' }), 404);
  await expectRefusal(await ask("_log"), 404);
});

it.each(["verify-request", "toString", "__proto__", "unknown", "csrf/a/b"])(
  "has nothing at %s",
  async (path) => {
    await expectRefusal(await ask(path), 404);
    await expectRefusal(await ask(path, {}), 404);
  },
);

it.each([
  "error?error=%E2%98%83",
  "error?error=a%0d%0aSet-Cookie:x",
  "error/%E2%98%83",
  "session?callbackUrl=garbage",
  "signin?callbackUrl=javascript:alert(1)",
  "signin?callbackUrl=http://[",
  "csrf/%00",
])("answers 400 at %s", async (path) => expectRefusal(await ask(path), 400));

it.each<[string, Sent]>([
  ["JSON that is none", { body: "{bad" }],
  ["JSON that ends too early", { body: '{"email":"a' }],
  ["null", { body: "null" }],
  ["a list", { body: "[]" }],
  ["a text", { body: '"x"' }],
  ["a number", { body: "1e999" }],
  ["a list in place of a text", { body: '{"email":["a"]}' }],
  ["an object in place of a text", { body: '{"csrfToken":{"a":1}}' }],
  ["a number in place of a text", { body: '{"csrfToken":1}' }],
  ["a NUL", { body: String.raw`{"email":"a\u0000"}` }],
  ["half a character", { body: String.raw`{"email":"\ud800"}` }],
  ["a NUL in a form", { type: "application/x-www-form-urlencoded", body: "email=%00" }],
  ["a callback that is no address", { body: '{"callbackUrl":"garbage"}' }],
  ["very deep JSON", { body: "[".repeat(9000) }],
  ["very long JSON", { body: `{"email":"${"a".repeat(20_000)}"}` }],
  ["plain text", { type: "text/plain", body: "email=a" }],
  ["a form with parts", { type: "multipart/form-data; boundary=x", body: "--x--" }],
  ["XML", { type: "application/xml", body: "<a/>" }],
  ["no type", { type: "", body: "a" }],
])("answers 400 to %s", async (_what, sent) => {
  for (const path of ["signin/credentials", "callback/credentials", "signout", "session"])
    await expectRefusal(await ask(path, sent), 400);
});

it.each([null, "null", "https://evil.example", "http://localhost:3001"])(
  "answers 403 to a post from %s",
  async (origin) => {
    for (const path of ["signin/credentials", "callback/credentials", "signout", "session"])
      await expectRefusal(await ask(path, { origin }), 403);
  },
);

it("deletes a callback cookie that is no address", async () => {
  const answer = await ask("signout", { cookie: "next-auth.callback-url=garbage" });
  expect(answer.headers.get("set-cookie")).toBe("next-auth.callback-url=; Path=/; Max-Age=0");
  await expectRefusal(answer, 400);
});
