import { expect, test } from "vitest";
import { listen, open, until, type Desk } from "@/test/support/stand-in";

async function pending(codat: Desk, platformKey = "gbol") {
  const company = (await codat.post("/companies", { name: "Toft stores" })).body;
  const { body } = await codat.post(`/companies/${company.id}/connections`, { platformKey });
  return {
    k: `/companies/${company.id}/connections/${body.id}`,
    c: `/companies/${company.id}`,
    connection: body,
  };
}

/** Opens a link as a browser does, and presses a button on the page. */
async function press(
  codat: Desk,
  linkUrl: string,
  decision: "allow" | "cancel",
  fields: Record<string, string> = {},
) {
  const url = new URL(linkUrl);
  const shown = await codat.get(url.pathname + url.search);
  const form = new URLSearchParams({ otp: url.searchParams.get("otp")!, decision, ...fields });
  const headers = { "content-type": "application/x-www-form-urlencoded" };
  const pressed = await codat.ask("POST", url.pathname, undefined, { raw: String(form), headers });
  return { shown, pressed };
}

test("a connection waits for its customer, and Allow links it and fills the books", async () => {
  const codat = await open();
  const { heard, url } = await listen();
  await codat.control("/consumer", { url });
  const { c, k, connection } = await pending(codat);
  expect(connection).toMatchObject({
    status: "PendingAuth",
    sourceType: "Accounting",
    integrationKey: "gbol",
    platformName: "Xero",
  });
  expect((await codat.get(`${k}/data/bankAccounts`)).status).toBe(404);
  const { shown, pressed } = await press(codat, connection.linkUrl, "allow");
  expect(shown.body).toContain("Allow</button>");
  expect(pressed.body).toContain("Connected.");
  expect((await codat.get(k)).body.status).toBe("Linked");
  await until(async () => (await codat.get(`${c}/data/info`)).status === 200);
  expect((await codat.get(`${c}/data/info`)).body).toMatchObject({
    companyName: "Toft stores",
    baseCurrency: "USD",
  });
  const types = await until(async () => {
    const found = heard.map(({ body }) => body.eventType);
    return found.includes("read.completed.initial") && found;
  });
  expect(types).toEqual(
    expect.arrayContaining(["company.created", "connection.created", "connection.connected"]),
  );
  const connected = heard.find(({ body }) => body.eventType === "connection.connected")!.body.payload;
  expect(connected).toMatchObject({
    referenceCompany: { name: "Toft stores" },
    connection: { status: "Linked" },
  });
});

test("a link's code is good for one decision, for this connection, and for a day", async () => {
  const codat = await open();
  const { k, connection } = await pending(codat);
  const other = await pending(codat);
  await press(codat, connection.linkUrl, "cancel");
  expect((await press(codat, connection.linkUrl, "allow")).pressed.status).toBe(403);
  const stolen = new URL(other.connection.linkUrl).searchParams.get("otp")!;
  const fresh = new URL((await codat.get(k)).body.linkUrl);
  fresh.searchParams.set("otp", stolen);
  expect((await press(codat, fresh.href, "allow")).pressed.status).toBe(403);
  const old = (await codat.get(k)).body.linkUrl;
  await codat.control("/clock", { advanceMinutes: 24 * 60 + 1 });
  expect((await press(codat, old, "allow")).shown.body).toContain("expired");
  expect((await codat.get(k)).body.status).toBe("PendingAuth");
  await press(codat, (await codat.get(k)).body.linkUrl, "allow");
  expect((await codat.get(k)).body.status).toBe("Linked");
});

test("Cancel leaves the reason behind and goes back with 403", async () => {
  const codat = await open();
  const { heard, url } = await listen();
  const redirectUrl =
    "http://localhost:3000/back?status={statusCode}&why={errorMessage}&c={connectionId}&mine={mine}";
  await codat.control("/consumer", { url, redirectUrl });
  const { k, connection } = await pending(codat);
  const { pressed } = await press(codat, connection.linkUrl, "cancel", { mine: "a b" });
  expect(pressed.status).toBe(303);
  expect(pressed.headers.get("location")).toBe(
    `http://localhost:3000/back?status=403&why=User%20cancelled%20linking.&c=${connection.id}&mine=a%20b`,
  );
  expect((await codat.get(k)).body).toMatchObject({
    status: "PendingAuth",
    dataConnectionErrors: [{ statusCode: "403", status: "Active" }],
  });
  await until(async () => heard.some(({ body }) => body.eventType === "connection.failed"));
});

test("unlinking, revoking and linking again are notified, and stop writes while they last", async () => {
  const codat = await open();
  const { heard, url } = await listen();
  await codat.control("/consumer", { url });
  const { k, connectionId } = await codat.linked();
  const told = (type: string) => until(async () => heard.find(({ body }) => body.eventType === type)?.body);
  await codat.control(`/connections/${connectionId}/deauthorize`, {});
  expect((await told("connection.disconnected")).payload.connection.status).toBe("Deauthorized");
  expect((await codat.post(`${k}/push/transfers`, {})).status).toBe(400);
  expect((await codat.get(`${k}/data/bankAccounts`)).status).toBe(200);
  await press(codat, (await codat.get(k)).body.linkUrl, "allow");
  await told("connection.reconnected");
  expect((await codat.ask("PATCH", k, { status: "Unlinked" })).body.status).toBe("Unlinked");
  expect((await codat.ask("PATCH", k, { status: "Unlinked" })).status).toBe(400);
  expect((await codat.ask("PATCH", k, { status: "Linked" })).status).toBe(400);
  expect((await codat.ask("DELETE", k)).status).toBe(204);
  await told("connection.deleted");
});

test("there is one linked accounting connection a company, and no platform but those of the table", async () => {
  const codat = await open();
  const { c } = await codat.linked();
  expect((await codat.post(`${c}/connections`, { platformKey: "qhyg" })).status).toBe(400);
  expect((await codat.post(`${c}/connections`, { platformKey: "zzzz" })).status).toBe(400);
  expect((await codat.post(`${c}/connections`, {})).status).toBe(400);
  expect((await codat.get(`${c}/connections`)).body.totalResults).toBe(1);
});

test("of two connections that wait, only one can be linked", async () => {
  const codat = await open();
  const { c, connection } = await pending(codat);
  const second = (await codat.post(`${c}/connections`, { platformKey: "fbrh" })).body;
  await press(codat, connection.linkUrl, "allow");
  const { pressed } = await press(codat, second.linkUrl, "allow");
  expect([pressed.status, pressed.body.includes("already has a linked accounting connection")]).toEqual([
    400,
    true,
  ]);
  expect((await codat.get(`${c}/connections/${second.id}`)).body.status).toBe("PendingAuth");
});

test("a company's own link shows its connections, each with a working link", async () => {
  const codat = await open();
  const { c } = await pending(codat);
  const { pathname } = new URL((await codat.get(c)).body.redirect);
  const page = (await codat.get(pathname)).body as string;
  const href = /href="([^"]+)"/.exec(page)![1]!.replaceAll("&#38;", "&");
  expect((await press(codat, href, "allow")).pressed.body).toContain("Connected.");
  expect((await codat.get("/link/companies/none")).status).toBe(404);
});

test("a connection is found under its own company only", async () => {
  const codat = await open();
  const [one, other] = [await pending(codat), await pending(codat)];
  expect((await codat.get(`${one.c}/connections/${other.connection.id}`)).status).toBe(404);
});

test("data is refused while it is read for the first time, and old data shows a problem's name", async () => {
  const codat = await open({ syncDelayMs: 3000 });
  const { c, k, connection } = await pending(codat);
  await codat.control(`/connections/${connection.id}/allow`, {});
  expect((await codat.get(`${k}/data/suppliers`)).status).toBe(409);
  const seen = new Set<string>();
  await until(async () => {
    const status = (await codat.get(`${c}/dataStatus`)).body.suppliers.currentStatus;
    seen.add(status);
    return status === "Complete";
  });
  expect(seen.size).toBeGreaterThan(1);
  expect((await codat.get(`${c}/dataStatus`)).body.bankTransactions.currentStatus).toBe("FetchError");
  await codat.control(`/connections/${connection.id}/dataset`, {
    dataType: "suppliers",
    status: "AuthError",
  });
  expect((await codat.get(`${c}/dataStatus`)).body.suppliers.currentStatus).toBe("AuthError");
  expect((await codat.get(`${k}/data/suppliers`)).status).toBe(200);
  expect((await codat.post(`${c}/data/queue/suppliers`)).status).toBe(200);
  expect((await codat.post(`${c}/data/queue/suppliers`)).body.error).toContain("DatasetAlreadyInProgress");
  expect((await codat.post(`${c}/data/all`)).status).toBe(204);
});

test("lists are Codat's copy: what is new in the books shows after the next sync", async () => {
  const codat = await open();
  const { k, c, connectionId } = await codat.linked();
  const names = async () =>
    (await codat.get(`${k}/data/suppliers?pageSize=5000`)).body.results.map(
      (one: { supplierName: string }) => one.supplierName,
    );
  await codat.control("/settings", { syncDelayMs: 60_000 });
  await codat.control(`/connections/${connectionId}/suppliers`, {
    suppliers: [{ supplierName: "Modern Lending" }],
  });
  expect(await names()).not.toContain("Modern Lending");
  await codat.control(`/connections/${connectionId}/dataset`, { dataType: "suppliers", status: "Complete" });
  expect(await names()).toContain("Modern Lending");
  await codat.control("/settings", { syncDelayMs: 0 });
  await codat.control(`/connections/${connectionId}/accounts`, { accounts: [{ name: "Late Fees" }] });
  const query = encodeURIComponent("name=Late Fees");
  await until(async () => (await codat.get(`${c}/data/accounts?query=${query}`)).body.totalResults === 1);
});

test("accounts come in their types, states and currencies, and by query", async () => {
  const codat = await open();
  const { c, k } = await codat.linked();
  const query = encodeURIComponent("type=Expense && status=Active && metadata.isDeleted!=true");
  const expenses = (await codat.get(`${c}/data/accounts?query=${query}`)).body.results;
  expect(expenses.map((one: { name: string }) => one.name)).toEqual([
    "Interest Expense",
    "Bank Charges",
    "Advertising",
    "Office Supplies",
  ]);
  const banks = (await codat.get(`${k}/data/bankAccounts`)).body.results;
  expect(banks.map((one: { currency: string; status: string }) => [one.currency, one.status])).toEqual([
    ["USD", "Active"],
    ["USD", "Active"],
    ["EUR", "Active"],
    ["USD", "Archived"],
  ]);
  expect(banks[0].balance).toBeNull(); // Xero never fills it
  expect((await codat.get(`${k}/data/bankAccounts/${banks[0].id}`)).body.accountName).toBe(
    "Business Checking",
  );
  expect((await codat.get(`${k}/data/bankAccounts/none`)).status).toBe(404);
  expect((await codat.get(`${k}/data/invoices`)).status).toBe(404);
});
