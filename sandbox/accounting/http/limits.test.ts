import { expect, test } from "vitest";
import { listen, open, until } from "@/test/support/stand-in";

test("eleven requests at a time for one company are one too many, and other companies are not concerned", async () => {
  const codat = await open({ hasLimits: true });
  const one = (await codat.post("/companies", { name: "One" })).body.id;
  const other = (await codat.post("/companies", { name: "Other" })).body.id;
  await codat.control("/settings", { latencyMs: 3000 });
  const asked = Array.from({ length: 11 }, () => codat.get(`/companies/${one}`));
  const apart = codat.get(`/companies/${other}`);
  const statuses = (await Promise.all(asked)).map(({ status }) => status).sort();
  expect(statuses).toEqual([...Array.from({ length: 10 }, () => 200), 429]);
  expect((await apart).status).toBe(200);
  const { limits } = await codat.control("/stats");
  expect(limits.concurrent).toMatchObject({ limit: 10, used: 0, highest: 10, refused: 1 });
});

test("a window takes as many requests as it may from one address, and says when to come again", async () => {
  const codat = await open();
  const windowMs = 60_000; // long enough for six requests on any machine
  await codat.control("/limits", { perMinute: 5, windowMs });
  await codat.control("/stats", undefined, "DELETE");
  const from = Date.now();
  for (let nth = 0; nth < 5; nth += 1) expect((await codat.get("/companies")).status).toBe(200);
  const refused = await codat.get("/companies");
  const told = Number(refused.headers.get("retry-after"));
  expect(refused.status).toBe(429);
  expect(told * 1000, "when the oldest of them leaves the window").toBeLessThanOrEqual(windowMs);
  expect(told * 1000).toBeGreaterThanOrEqual(from + windowMs - Date.now());
  await codat.control("/limits", { windowMs: 2000 }); // a shorter one, to see its end
  await new Promise((resolve) => setTimeout(resolve, 2050));
  expect((await codat.get("/companies")).status).toBe(200);
  const { minute } = (await codat.control("/stats")).limits;
  expect(minute).toMatchObject({ limit: 5, highest: 5, refused: 1, accepted: 6 });
  expect(minute.seconds).toBeGreaterThan(1);
});

test("the daily quota grows with companies, is reported by headers and webhooks, and resets at midnight", async () => {
  const codat = await open();
  const { heard, url } = await listen();
  await codat.control("/consumer", { url });
  await codat.control("/limits", { perDay: 3 });
  const { headers } = await codat.get("/companies");
  expect(headers.get("x-rate-limit-limit")).toBe("3");
  expect(headers.get("x-rate-limit-remaining")).toBe("2");
  expect(headers.get("x-rate-limit-reset")).toMatch(/T00:00:00.000Z$/);
  await codat.get("/companies");
  expect((await codat.get("/companies")).status).toBe(200);
  const refused = await codat.get("/companies");
  expect(refused.status).toBe(429);
  expect(Number(refused.headers.get("retry-after"))).toBeGreaterThan(0);
  await until(async () => heard.some(({ body }) => body.eventType === "client.rateLimit.reached"));
  await codat.control("/clock", { advanceMinutes: 24 * 60 });
  expect((await codat.get("/companies")).status).toBe(200);
  await codat.control("/limits", { on: false });
  await codat.linked();
  await codat.control("/limits", { perDay: 3 });
  expect((await codat.get("/companies")).headers.get("x-rate-limit-limit")).toBe("6");
});

test("limits are the documented ones when on, and gone when off", async () => {
  const codat = await open({ hasLimits: true });
  expect((await codat.get("/companies")).headers.get("x-rate-limit-limit")).toBe("1000");
  expect(await codat.control("/limits", { on: false })).toMatchObject({
    perMinute: null,
    concurrent: null,
    perDay: null,
  });
  expect((await codat.get("/companies")).headers.get("x-rate-limit-limit")).toBeNull();
  expect(await codat.control("/limits", { on: true })).toMatchObject({
    perMinute: 1000,
    concurrent: 10,
    perDay: 1000,
  });
});

test("trouble on demand meets the requests it is meant for, as often as asked", async () => {
  const codat = await open();
  await codat.control("/faults", {
    kind: "status",
    status: 500,
    method: "GET",
    path: "/companies",
    count: 2,
  });
  expect((await codat.post("/companies", { name: "One" })).status).toBe(200);
  for (const status of [500, 500, 200]) expect((await codat.get("/companies")).status).toBe(status);
  await codat.control("/faults", { kind: "status", status: 404 });
  await codat.control("/faults", undefined, "DELETE");
  expect((await codat.get("/companies")).status).toBe(200);
  for (const status of [401, 402, 403, 404, 409, 422, 503]) {
    await codat.control("/faults", { kind: "status", status });
    expect(await codat.get("/companies")).toMatchObject({ status, body: { statusCode: status } });
  }
});

test("controls are for this machine and for programs: no foreign host, no form", async () => {
  const codat = await open();
  const form = { headers: { "content-type": "text/plain" }, raw: "{}" };
  expect((await codat.ask("POST", "/_control/limits", undefined, form)).status).toBe(415);
  const status = await new Promise((resolve) => {
    void import("node:http").then(({ request }) =>
      request(`${codat.base}/_control/stats`, { headers: { host: "evil.example" } }, (answer) => {
        answer.resume();
        resolve(answer.statusCode);
      }).end(),
    );
  });
  expect(status).toBe(403);
  expect((await codat.ask("POST", "/_control/limits", { perMinutes: 1 })).status).toBe(400);
  expect((await codat.ask("GET", "/_control/nothing")).status).toBe(404);
});
