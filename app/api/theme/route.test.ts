import { expect, test } from "vitest";
import { POST } from "./route";

function post(theme: string, headers: Record<string, string>) {
  const body = new URLSearchParams({ theme });
  return POST(
    new Request("http://lend.test/api/theme", {
      method: "POST",
      body,
      headers: { host: "lend.test", ...headers },
    }),
  );
}

test("keeps the theme and leads back to the page it was chosen on", async () => {
  const answer = await post("dark", {
    origin: "http://lend.test",
    referer: "http://lend.test/investor?from=1",
  });
  expect(answer.status).toBe(303);
  expect(answer.headers.get("Location")).toBe("/investor?from=1");
  expect(answer.headers.get("Set-Cookie")).toMatch(/^theme=dark; Path=\/;.*HttpOnly$/);
});

test.each<Record<string, string>>([{ origin: "http://evil.test" }, { origin: "null" }, {}])(
  "refuses a post that came from another site: %j",
  async (headers) => {
    const answer = await post("dark", headers);
    expect(answer.status).toBe(403);
    expect(answer.headers.get("Set-Cookie")).toBeNull();
  },
);

test("refuses a theme that does not exist", async () => {
  const answer = await post("dark; Domain=evil.test", { origin: "http://lend.test" });
  expect(answer.status).toBe(400);
  expect(answer.headers.get("Set-Cookie")).toBeNull();
});

test.each(["http://evil.test/a", "http://lend.test//evil.test/a"])(
  "never leads to another site, even from %s",
  async (referer) => {
    const answer = await post("light", { origin: "http://lend.test", referer });
    expect(answer.headers.get("Location")).toMatch(/^\/(?!\/)/);
  },
);
