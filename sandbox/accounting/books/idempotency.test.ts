import { expect, test } from "vitest";
import { key, transfer } from "@/test/support/stand-in-bodies";
import { open, until } from "@/test/support/stand-in";

async function ready() {
  const codat = await open();
  const lender = await codat.withLender();
  const path = `${lender.k}/push/transfers`;
  const body = (amount = 1000) => transfer(lender.target, lender.account("Business Checking"), amount);
  const written = async () =>
    (await codat.control(`/connections/${lender.connectionId}/books`)).transfers.length;
  return { codat, lender, path, body, written };
}

test("the same key gets the first answer again, and one record", async () => {
  const { codat, lender, path, body, written } = await ready();
  const once = key();
  const [first, second] = [await codat.post(path, body(), once), await codat.post(path, body(), once)];
  expect(second.body).toEqual(first.body);
  await codat.ended(lender.c, first.body.pushOperationKey);
  expect(await written()).toBe(1);
  expect((await codat.control("/stats")).idempotency.replayed).toBe(1);
});

test("a lost answer is replayed: carried out or not, the same key gives one record", async () => {
  const { codat, lender, path, body, written } = await ready();
  for (const [nth, applied] of [true, false].entries()) {
    const once = key();
    await codat.control("/faults", { kind: "drop", applied, path: "/push/transfers" });
    await expect(codat.post(path, body(nth + 1), once)).rejects.toThrow();
    const { status, body: answer } = await codat.post(path, body(nth + 1), once);
    expect(status).toBe(200);
    await codat.ended(lender.c, answer.pushOperationKey);
    expect(await written()).toBe(nth + 1);
  }
});

test("a 5xx is kept and replayed, whether the write was carried out or not", async () => {
  const { codat, path, body, written } = await ready();
  for (const applied of [false, true]) {
    const once = key();
    await codat.control("/faults", { kind: "status", status: 503, applied });
    expect((await codat.post(path, body(), once)).status).toBe(503);
    expect((await codat.post(path, body(), once)).status).toBe(503);
  }
  await new Promise((resolve) => setTimeout(resolve, 30));
  expect(await written()).toBe(1);
});

test("a 400 is kept too, even when the request would be good by now", async () => {
  const { codat, lender, path, body } = await ready();
  const once = key();
  await codat.control(`/connections/${lender.connectionId}/deauthorize`, {});
  expect((await codat.post(path, body(), once)).status).toBe(400);
  await codat.control(`/connections/${lender.connectionId}/allow`, {});
  expect((await codat.post(path, body(), once)).status).toBe(400);
  expect((await codat.post(path, body(), key())).status).toBe(200);
});

test("a 429 leaves the key free", async () => {
  const { codat, path, body } = await ready();
  const once = key();
  await codat.control("/faults", { kind: "status", status: 429, retryAfter: 2 });
  const refused = await codat.post(path, body(), once);
  expect([refused.status, refused.headers.get("retry-after"), refused.body.canBeRetried]).toEqual([
    429,
    "2",
    "True",
  ]);
  expect((await codat.post(path, body(), once)).status).toBe(200);
});

test.each([401, 402, 403, 404, 429])(
  "%i is answered at the door: no answer is replayed, and none is kept",
  async (status) => {
    const { codat, path, body } = await ready();
    const once = key();
    const first = await codat.post(path, body(), once);
    await codat.control("/faults", { kind: "status", status });
    expect((await codat.post(path, body(), once)).status).toBe(status);
    expect((await codat.post(path, body(), once)).body).toEqual(first.body);
  },
);

test("another body under the same key is 422, and the first one stays", async () => {
  const { codat, path, body } = await ready();
  const once = key();
  await codat.post(path, body(1), once);
  expect((await codat.post(path, body(2), once)).status).toBe(422);
  expect((await codat.control("/stats")).idempotency.mismatches).toBe(1);
});

test("while the first request runs, a second one is 409", async () => {
  const { codat, path, body } = await ready();
  const once = key();
  await codat.control("/faults", { kind: "delay", delayMs: 3000 });
  const arrived = async (): Promise<number> => (await codat.control("/stats")).requests.all;
  const before = await arrived();
  const slow = codat.post(path, body(), once);
  await until(async () => (await arrived()) > before);
  expect((await codat.post(path, body(), once)).status).toBe(409);
  expect((await slow).status).toBe(200);
});

test("after ninety minutes the key is forgotten, and the write happens again", async () => {
  const { codat, lender, path, body, written } = await ready();
  const once = key();
  await codat.ended(lender.c, (await codat.post(path, body(), once)).body.pushOperationKey);
  await codat.control("/clock", { advanceMinutes: 89 });
  await codat.post(path, body(), once);
  await codat.control("/clock", { advanceMinutes: 2 });
  const again = await codat.post(path, body(), once);
  await codat.ended(lender.c, again.body.pushOperationKey);
  expect(await written()).toBe(2);
  expect((await codat.control("/stats")).duplicates).toBe(1);
});

test("a key must be a GUID", async () => {
  const { codat, path, body } = await ready();
  const refused = await codat.post(path, body(), { headers: { "idempotency-key": "ML-123" } });
  expect(refused).toMatchObject({ status: 400, body: { error: expect.stringContaining("GUID") } });
});
