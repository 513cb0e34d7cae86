import { expect, test } from "vitest";
import { line, sourceAccount } from "@/test/support/stand-in-bodies";
import { listen, open, until } from "@/test/support/stand-in";

const feeds = "connectionInfo/bankFeedAccounts";
const mapping = "bankFeedAccounts/mapping";

test("a source account is made once, and needs everything that Codat needs", async () => {
  const codat = await open();
  const { k } = await codat.linked();
  expect((await codat.post(`${k}/${feeds}`, sourceAccount("s1"))).body).toMatchObject({
    id: "s1",
    accountType: "loan",
    status: "pending",
    balance: 0,
  });
  expect((await codat.post(`${k}/${feeds}`, sourceAccount("s1"))).status).toBe(400);
  const { accountNumber: _left, ...incomplete } = sourceAccount("s2");
  for (const body of [
    incomplete,
    sourceAccount("s2", { accountType: "Credit" }),
    sourceAccount("s2", { color: "red" }),
  ])
    expect((await codat.post(`${k}/${feeds}`, body)).status).toBe(400);
  expect((await codat.post(`${k}/${feeds}`, sourceAccount("s3", { currency: "GBP" }))).body.error).toContain(
    "sortCode",
  );
  expect((await codat.get(`${k}/${feeds}`)).body).toHaveLength(1);
});

test("without a target Xero makes one, but only with the next request; then the webhook comes", async () => {
  const codat = await open();
  const { heard, url } = await listen();
  await codat.control("/consumer", { url });
  const { k, connectionId } = await codat.linked();
  await codat.post(`${k}/${feeds}`, sourceAccount("s1"));
  expect((await codat.post(`${k}/${mapping}`, { sourceAccountId: "s1" })).body).toEqual({
    sourceAccountId: "s1",
    targetAccountId: null,
    status: "connecting",
  });
  await new Promise((resolve) => setTimeout(resolve, 50));
  const before = (await codat.control(`/connections/${connectionId}/books`)).sources[0];
  expect(before).toMatchObject({ status: "connecting", targetAccountId: null });
  const [row] = (await codat.get(`${k}/${mapping}`)).body;
  expect(row).toMatchObject({ status: "connected", targetAccountName: "Modern Lending loan" });
  expect(row.targetAccountId).not.toBe("s1");
  const told = await until(async () =>
    heard.find(({ body }) => body.eventType === "bankFeeds.sourceAccount.connected"),
  );
  expect(told.body.payload).toMatchObject({ connectionId, sourceAccount: { id: "s1", status: "connected" } });
});

test("other platforms make the target by themselves", async () => {
  const codat = await open();
  const { k, connectionId } = await codat.linked("fbrh");
  await codat.post(`${k}/${feeds}`, sourceAccount("s1"));
  await codat.post(`${k}/${mapping}`, { sourceAccountId: "s1" });
  await until(async () => {
    const [source] = (await codat.control(`/connections/${connectionId}/books`)).sources;
    return source.status === "connected" && source.targetAccountId !== null;
  });
});

test("targets are active bank accounts of the same currency, each for one source account", async () => {
  const codat = await open();
  const { k, account } = await codat.linked();
  await codat.post(`${k}/${feeds}`, sourceAccount("s1"));
  const [row] = (await codat.get(`${k}/${mapping}`)).body;
  expect(row.targetAccountOptions.map((one: { name: string }) => one.name)).toEqual([
    "Business Checking",
    "Business Savings",
  ]);
  const target = account("Business Savings");
  for (const wrong of [account("Euro Account"), account("Old Checking"), account("Sales"), "s1"])
    expect(
      (await codat.post(`${k}/${mapping}`, { sourceAccountId: "s1", targetAccountId: wrong })).status,
    ).toBe(400);
  const chosen = { sourceAccountId: "s1", targetAccountId: target };
  expect((await codat.post(`${k}/${mapping}`, chosen)).body.status).toBe("connecting");
  expect((await codat.post(`${k}/${mapping}`, chosen)).status).toBe(200);
  await codat.post(`${k}/${feeds}`, sourceAccount("s2"));
  expect(
    (await codat.post(`${k}/${mapping}`, { sourceAccountId: "s2", targetAccountId: target })).status,
  ).toBe(400);
  expect((await codat.post(`${k}/${mapping}`, { sourceAccountId: "none" })).status).toBe(404);
});

test("an account that another company of the same organization uses is a clear 400", async () => {
  const codat = await open();
  const [one, other] = [await codat.linked(), await codat.linked()];
  await codat.control(`/connections/${other.connectionId}/share`, { with: one.connectionId });
  const targetAccountId = one.account("Business Savings");
  for (const { k } of [one, other]) await codat.post(`${k}/${feeds}`, sourceAccount("s1"));
  expect((await codat.post(`${one.k}/${mapping}`, { sourceAccountId: "s1", targetAccountId })).status).toBe(
    200,
  );
  const refused = await codat.post(`${other.k}/${mapping}`, { sourceAccountId: "s1", targetAccountId });
  expect(refused).toMatchObject({ status: 400, body: { error: expect.stringContaining("another company") } });
});

test("a feed that was disconnected takes no lines until it is mapped again", async () => {
  const codat = await open();
  const { heard, url } = await listen();
  await codat.control("/consumer", { url });
  const lender = await codat.withLender();
  await codat.control(`/connections/${lender.connectionId}/sources/${lender.source}`, {
    status: "disconnected",
  });
  await until(async () =>
    heard.find(({ body }) => body.eventType === "bankFeeds.sourceAccount.disconnected"),
  );
  const name = `bankAccounts/${lender.source}/bankTransactions`;
  const body = { accountId: lender.source, transactions: [line("a", -1000, -1000)] };
  expect((await codat.pushed(lender, name, body)).status).toBe("Failed");
  await codat.post(`${lender.k}/${mapping}`, {
    sourceAccountId: lender.source,
    targetAccountId: lender.target,
  });
  await until(async () => (await codat.get(`${lender.k}/${mapping}`)).body[0].status === "connected");
  expect((await codat.pushed(lender, name, body)).status).toBe("Success");
});

test("QuickBooks and Sage take feeds through a separate connection, mapped on its page", async () => {
  const codat = await open();
  for (const [platform, feedKey] of [
    ["qhyg", "hcws"],
    ["tgff", "olpr"],
  ] as const) {
    const { c, k, connectionId, account } = await codat.linked(platform);
    expect((await codat.post(`${k}/${feeds}`, sourceAccount("s1"))).body.error).toContain(feedKey);
    const feed = (await codat.post(`${c}/connections`, { platformKey: feedKey })).body;
    const f = `${c}/connections/${feed.id}`;
    expect(feed.sourceType).toBe("BankFeed");
    expect((await codat.post(`${f}/${feeds}`, sourceAccount("s1"))).status).toBe(200);
    expect((await codat.post(`${f}/${mapping}`, { sourceAccountId: "s1" })).status).toBe(400);
    const url = new URL((await codat.get(f)).body.linkUrl);
    expect((await codat.get(url.pathname + url.search)).body).toContain("Business Savings</option>");
    const target = account("Business Savings");
    const form = new URLSearchParams({
      otp: url.searchParams.get("otp")!,
      decision: "allow",
      "target-s1": target,
    });
    const headers = { "content-type": "application/x-www-form-urlencoded" };
    await codat.ask("POST", url.pathname, undefined, { raw: String(form), headers });
    await until(async () => (await codat.get(`${f}/${mapping}`)).body[0].status === "connected");
    expect((await codat.control(`/connections/${connectionId}/books`)).sources).toMatchObject([
      { id: "s1", targetAccountId: target },
    ]);
    const pushed = await codat.pushed({ c, k: f }, "bankAccounts/s1/bankTransactions", {
      accountId: "s1",
      transactions: [line("a", -1000, -1000, "2026-07-01")],
    });
    expect(pushed.status).toBe("Success");
  }
});
