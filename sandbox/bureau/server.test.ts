import { afterAll, beforeAll, expect, test } from "vitest";
import { reportFor } from "./reports";
import { startBureau } from "./server";

let bureau: Awaited<ReturnType<typeof startBureau>>;
beforeAll(async () => {
  bureau = await startBureau({ port: 0, apiKey: "key" });
});
afterAll(() => bureau.close());

function ask(body: unknown, key = "key") {
  return fetch(`http://127.0.0.1:${bureau.port}/v1/soft-pulls`, {
    method: "POST",
    headers: { authorization: `Bearer ${key}` },
    body: JSON.stringify(body),
  });
}
const art = { reference: "app_1", name: "Art", taxIdLast4: "0690" };

test("answers with the score that the digits name, and the same again", async () => {
  const [first, second] = [await (await ask(art)).json(), await (await ask(art)).json()];
  expect(first).toMatchObject({
    score: 690,
    inquiriesLast6Months: 0,
    bureau: { name: "Sandbox Credit Bureau" },
  });
  expect(second).toEqual(first);
});

test("refuses a wrong key, a malformed question and anything else", async () => {
  expect((await ask(art, "wrong")).status).toBe(401);
  expect((await ask({ ...art, taxIdLast4: "69" })).status).toBe(422);
  expect((await ask("text")).status).toBe(422);
  expect((await fetch(`http://127.0.0.1:${bureau.port}/v1/other`)).status).toBe(404);
});

test("is out of order for 0009", async () => {
  expect((await ask({ ...art, taxIdLast4: "0009" })).status).toBe(503);
});

test("derives a score from 620 to 800 from all other digits", () => {
  for (let digits = 851; digits <= 9999; digits += 61) {
    const { score } = reportFor(String(digits).padStart(4, "0"));
    expect(score).toBeGreaterThanOrEqual(620);
    expect(score).toBeLessThanOrEqual(800);
  }
});
