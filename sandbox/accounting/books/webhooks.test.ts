import { createHmac } from "node:crypto";
import { expect, test } from "vitest";
import { transfer } from "@/test/support/stand-in-bodies";
import { listen, open, SECRET, until, type Desk, type Heard, type Loose } from "@/test/support/stand-in";

const events = (heard: Heard[]) => heard.map(({ body }) => body.eventType as string);
const made = (codat: Desk, name = "One") => codat.post("/companies", { name });

test("a message is signed over its id, its time and its exact bytes", async () => {
  const codat = await open();
  const { heard, url } = await listen();
  await codat.control("/consumer", { url });
  await made(codat);
  const [{ headers, raw }] = await until(async () => heard.length > 0 && (heard as [Heard]));
  const secret = Buffer.from(SECRET.slice("whsec_".length), "base64");
  const { "webhook-id": id, "webhook-timestamp": timestamp, "webhook-signature": signature } = headers;
  const expected = createHmac("sha256", secret)
    .update(`${String(id)}.${String(timestamp)}.${raw}`)
    .digest("base64");
  expect(signature).toBe(`v1,${expected}`);
  expect(Math.abs(Date.now() / 1000 - Number(timestamp))).toBeLessThan(5);
});

test("consumers hear what they asked for, and are made and removed by the API", async () => {
  const codat = await open();
  const [some, all] = [await listen(), await listen()];
  const consumer = (await codat.post("/webhooks", { url: some.url, eventTypes: ["company.deleted"] })).body;
  await codat.post("/webhooks", { url: all.url });
  await codat.post("/webhooks", { url: all.url, disabled: true });
  const id = (await made(codat)).body.id;
  await codat.ask("DELETE", `/companies/${id}`);
  await until(async () => all.heard.length === 2 && some.heard.length > 0);
  expect(events(some.heard)).toEqual(["company.deleted"]);
  expect((await codat.get("/webhooks")).body.results).toHaveLength(3);
  expect((await codat.ask("DELETE", `/webhooks/${consumer.id}`)).status).toBe(204);
  expect((await codat.ask("DELETE", `/webhooks/${consumer.id}`)).status).toBe(404);
  expect((await codat.post("/webhooks", { url: "nowhere" })).status).toBe(400);
});

test("what nobody confirms is sent again under the same id, until it is or the tries are used up", async () => {
  const codat = await open({ webhookRetriesMs: [20, 40] });
  const { heard, url } = await listen((nth) => (nth < 3 ? 500 : 204));
  await codat.control("/consumer", { url });
  await made(codat);
  await until(async () => heard.length === 3);
  expect(new Set(heard.map(({ headers }) => headers["webhook-id"])).size).toBe(1);
  await new Promise((resolve) => setTimeout(resolve, 100));
  expect(heard).toHaveLength(3);
  const [message] = await codat.control("/webhooks");
  expect(message.attempts.map((one: { status: number }) => one.status)).toEqual([500, 500, 204]);
});

test("duplicates, reordering, delays, losses and replays happen on demand", async () => {
  const codat = await open();
  const { heard, url } = await listen();
  await codat.control("/consumer", { url });
  await codat.control("/webhooks/behavior", { duplicate: 2 });
  await made(codat);
  await until(async () => heard.length === 3);
  expect(new Set(heard.map(({ headers }) => headers["webhook-id"])).size).toBe(1);

  await codat.control("/webhooks/behavior", { shuffle: true });
  heard.length = 0;
  const names = Array.from({ length: 30 }, (_, nth) => `Company ${nth}`); // on a slow machine few of them wait together
  for (const name of names) await made(codat, name);
  await until(async () => heard.length === names.length);
  expect(heard.map(({ body }) => body.payload.referenceCompany.name)).not.toEqual(names);
  // What is being delivered, or waits for those that come with it, would take the next message along.
  const tries = async () => (await codat.control("/webhooks")).flatMap((one: Loose) => one.attempts).length;
  await until(async () => (await tries()) === 3 + names.length);
  await new Promise((resolve) => setTimeout(resolve, 100));

  await codat.control("/webhooks/behavior", { delayMs: 3000 });
  heard.length = 0;
  await made(codat);
  expect(heard).toHaveLength(0);
  await until(async () => heard.length === 1);

  await codat.control("/webhooks/behavior", { drop: true });
  heard.length = 0;
  await made(codat, "Lost");
  await new Promise((resolve) => setTimeout(resolve, 30));
  expect(heard).toHaveLength(0);
  const lost = (await codat.control("/webhooks")).at(-1);
  await codat.control("/webhooks/replay", { id: lost.id });
  await until(async () => heard.length === 1 && heard[0]!.headers["webhook-id"] === lost.id);
});

test("the old shape comes on demand: PascalCase, a fixed header, no signature", async () => {
  const codat = await open();
  const { heard, url } = await listen();
  const lender = await codat.withLender();
  await codat.control("/consumer", { url });
  await codat.control("/webhooks/behavior", { shape: "legacy", authorization: "Basic b2xk" });
  const go = () =>
    codat.pushed(lender, "transfers", transfer(lender.target, lender.account("Business Checking")));
  const done = await go();
  await codat.control("/outcomes", { outcome: "TimedOut" });
  await go();
  const old = await until(async () => {
    const found = heard.filter(({ body }) => "AlertId" in body);
    return found.length === 2 && found;
  });
  expect(old[0]!.headers).toMatchObject({
    authorization: "Basic b2xk",
    "x-codat-clientid": expect.any(String),
  });
  expect(old[0]!.headers["webhook-signature"]).toBeUndefined();
  expect(old[0]!.body).toMatchObject({
    CompanyId: lender.companyId,
    DataConnectionId: lender.connectionId,
    RuleType: "Push Operation Status Changed()",
    Data: { dataType: "transfers", status: "Success", pushOperationKey: done.pushOperationKey },
  });
  expect(old[1]!.body).toMatchObject({
    RuleType: "Push Operation Timed Out",
    Data: { pushOperationGuid: expect.any(String) },
  });
});

test("a timeout comes under either name, as Codat's pages disagree", async () => {
  const codat = await open();
  const { heard, url } = await listen();
  const lender = await codat.withLender();
  await codat.control("/consumer", { url });
  for (const [timedOutAs, name] of [
    ["unsuccessful", "transfers.write.unsuccessful"],
    ["successful", "transfers.write.successful"],
  ]) {
    await codat.control("/webhooks/behavior", { timedOutAs });
    await codat.control("/outcomes", { outcome: "TimedOut" });
    await codat.pushed(lender, "transfers", transfer(lender.target, lender.account("Business Checking")));
    await until(async () =>
      heard.some(({ body }) => body.eventType === name && body.payload.status === "TimedOut"),
    );
  }
});

test("any event can be sent by hand", async () => {
  const codat = await open();
  const { heard, url } = await listen();
  await codat.control("/consumer", { url });
  await codat.control("/webhooks/send", {
    eventType: "connection.connected",
    payload: { referenceCompany: { id: "x" } },
  });
  await until(async () => events(heard).includes("connection.connected"));
  expect(heard[0]!.body.payload).toEqual({ referenceCompany: { id: "x" } });
});
