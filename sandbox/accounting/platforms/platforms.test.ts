import { describe, expect, test } from "vitest";
import { toPushOption, violations } from "./option-models";
import { parseJson } from "@/sandbox/accounting/http/json";
import { PLATFORMS, platformOf } from "./platforms";
import { directCost, line, sourceAccount, transfer } from "@/test/support/stand-in-bodies";
import { open, until, type Desk } from "@/test/support/stand-in";

type Place = Awaited<ReturnType<Desk["linked"]>>;
const expenseOf = (place: Place) => place.account("Interest Expense");
const savings = (place: Place) => place.account("Business Savings");
const checking = (place: Place) => place.account("Business Checking");

async function messages(codat: Desk, place: Place, name: string, body: unknown): Promise<string> {
  const done = await codat.pushed(place, name, body);
  expect(done.status).toBe("Failed");
  return done.validation.errors.map((one: { message: string }) => one.message).join(" ");
}

async function succeeds(codat: Desk, place: Place, name: string, body: unknown) {
  const done = await codat.pushed(place, name, body);
  expect([done.status, done.validation]).toEqual(["Success", null]);
  return done.changes[0].recordRef as { id: string; dataType: string };
}

const cost = (place: Place, extra: object = {}, part: object = {}, amount = 66.67) =>
  directCost(
    { paidFrom: savings(place), expense: expenseOf(place), supplier: place.supplier, amount, line: part },
    extra,
  );

test("every option model is in Codat's shape, and a body without what it requires is refused by it", () => {
  for (const { models } of PLATFORMS)
    for (const model of Object.values(models)) {
      expect(toPushOption(model)).toMatchObject({
        type: "Object",
        required: false,
        properties: expect.any(Object),
      });
      const required = Object.values(model.properties).filter((part) => part.required);
      expect(violations(model, parseJson("{}"), "Test")).toHaveLength(required.length);
    }
});

test("options answer with the model, and 404 where the platform has none", async () => {
  const codat = await open();
  const { k } = await codat.linked("fbrh");
  const options = (await codat.get(`${k}/options/directCosts`)).body;
  expect(options.properties.note.required).toBe(true);
  expect(
    (await codat.get(`${k}/options/bankAccounts/any/bankTransactions`)).body.properties.transactions.required,
  ).toBe(true);
  expect(await codat.get(`${k}/options/chartOfAccounts`)).toMatchObject({
    status: 404,
    body: { detailedErrorCode: 1 },
  });
  expect((await codat.post(`${k}/push/accounts`, { name: "Interest" })).status).toBe(400);
  expect((await codat.post(`${k}/push/invoices`, {})).status).toBe(404);
});

describe("Xero", () => {
  test("wants a status on both legs, GUIDs, and a contact", async () => {
    const codat = await open();
    const place = await codat.linked("gbol");
    expect(savings(place)).toMatch(/^[0-9a-f]{8}-/);
    const body = transfer(savings(place), checking(place));
    const { status: _status, ...noStatus } = body.from;
    expect(await messages(codat, place, "transfers", { ...body, from: noStatus })).toContain("From.Status");
    const { contactRef: _contact, ...noContact } = cost(place);
    expect(await messages(codat, place, "directCosts", noContact)).toContain("ContactRef");
    expect(
      await messages(codat, place, "directCosts", cost(place, { reference: "x".repeat(256) })),
    ).toContain("255");
  });

  test("turns a negative direct cost into money received, listed as such and not among the costs", async () => {
    const codat = await open();
    const place = await codat.linked("gbol");
    await succeeds(codat, place, "directCosts", cost(place));
    const made = await succeeds(
      codat,
      place,
      "directCosts",
      cost(place, { reference: "ML-123-R" }, {}, -66.67),
    );
    expect(made.dataType).toBe("directIncomes");
    await until(async () => (await codat.get(`${place.k}/data/directIncomes`)).body.totalResults === 1);
    expect((await codat.get(`${place.k}/data/directCosts`)).body.totalResults).toBe(1);
    const books = await codat.control(`/connections/${place.connectionId}/books`);
    const expense = books.accounts.find((one: { id: string }) => one.id === expenseOf(place));
    expect(expense.balance).toBe("0.00");
  });

  test("takes codes of ten characters and known categories, each name once", async () => {
    const codat = await open();
    const place = await codat.linked("gbol");
    const account = {
      name: "Loan interest",
      nominalCode: "7100",
      fullyQualifiedCategory: "Expense.Overhead",
    };
    expect(await messages(codat, place, "accounts", { ...account, nominalCode: "12345678901" })).toContain(
      "10 characters",
    );
    expect(await messages(codat, place, "accounts", { ...account, fullyQualifiedCategory: "Fun" })).toContain(
      "one of",
    );
    expect(await messages(codat, place, "accounts", { name: "Loan interest" })).toContain("NominalCode");
    const { id } = await succeeds(codat, place, "accounts", {
      ...account,
      type: "Expense",
      status: "Active",
    });
    expect(await messages(codat, place, "accounts", account)).toContain("unique");
    const path = `${place.c}/data/accounts/${id}`;
    await until(async () => (await codat.get(path)).status === 200);
    expect((await codat.get(path)).body).toMatchObject({
      type: "Expense",
      status: "Active",
      currency: "USD",
    });
  });

  test("takes a supplier with a name, and not the same name twice", async () => {
    const codat = await open();
    const place = await codat.linked("gbol");
    const supplier = { supplierName: "Modern Lending", status: "Active", emailAddress: "books@example.com" };
    const { id } = await succeeds(codat, place, "suppliers", supplier);
    await until(async () => (await codat.get(`${place.c}/data/suppliers/${id}`)).status === 200);
    expect((await codat.get(`${place.c}/data/suppliers/${id}`)).body).toMatchObject(supplier);
    expect(await messages(codat, place, "suppliers", supplier)).toContain("already exists");
    for (const wrong of [{ ...supplier, id: "mine" }, { status: "Active" }, { supplierName: "X" }])
      expect((await codat.post(`${place.k}/push/suppliers`, wrong)).status).toBe(400);
    expect(
      (await codat.post(`${place.k}/push/bankAccounts`, { accountName: "A", currency: "USD" })).status,
    ).toBe(400);
  });
});

describe("QuickBooks Online", () => {
  test("wants a tax rate on each line and short references; the second amount may be left out", async () => {
    const codat = await open();
    const place = await codat.linked("qhyg");
    expect(savings(place)).toMatch(/^\d+$/);
    const body = transfer(savings(place), checking(place));
    const { amount: _amount, status: _status, ...to } = body.to;
    await succeeds(codat, place, "transfers", { ...body, to });
    expect(await messages(codat, place, "directCosts", cost(place))).toContain("TaxRateRef");
    const tax = (id: string) => ({ taxRateRef: { id } });
    expect(await messages(codat, place, "directCosts", cost(place, {}, tax("20%")))).toContain("tax rate");
    expect(
      await messages(codat, place, "directCosts", cost(place, { reference: "x".repeat(22) }, tax("NON"))),
    ).toContain("21");
    await succeeds(codat, place, "directCosts", cost(place, {}, tax("NON")));
  });

  test("takes feed lines of the last seven days, none before the newest", async () => {
    const codat = await open();
    const place = await codat.linked("qhyg");
    const feed = (await codat.post(`${place.c}/connections`, { platformKey: "hcws" })).body;
    const f = { c: place.c, k: `${place.c}/connections/${feed.id}` };
    await codat.post(`${f.k}/connectionInfo/bankFeedAccounts`, sourceAccount("s1"));
    const url = new URL((await codat.get(f.k)).body.linkUrl);
    const raw = String(new URLSearchParams({ otp: url.searchParams.get("otp")!, decision: "allow" }));
    await codat.ask("POST", url.pathname, undefined, {
      raw,
      headers: { "content-type": "application/x-www-form-urlencoded" },
    });
    await until(
      async () => (await codat.get(`${f.k}/bankFeedAccounts/mapping`)).body[0].status === "connected",
    );
    const push = (id: string, date: string) =>
      codat.pushed(f, "bankAccounts/s1/bankTransactions", {
        accountId: "s1",
        transactions: [line(id, 1, 1, date)],
      });
    expect((await push("old", "2026-06-24")).status).toBe("Failed");
    expect((await push("new", "2026-07-01")).status).toBe("Success");
    expect((await push("late", "2026-06-30")).validation.errors[0].message).toContain("newest");
  });
});

test("FreeAgent wants a note and one line, and keeps neither reference nor contact", async () => {
  const codat = await open();
  const place = await codat.linked("fbrh");
  const { note: _note, ...noNote } = cost(place);
  expect(await messages(codat, place, "directCosts", noNote)).toContain("Note");
  const half = { ...cost(place, {}, {}, 5).lineItems[0]! };
  const two = { ...cost(place, {}, {}, 10), lineItems: [half, half] };
  expect(await messages(codat, place, "directCosts", two)).toContain("one line");
  const { id } = await succeeds(codat, place, "directCosts", cost(place));
  const path = `${place.k}/data/directCosts/${id}`;
  await until(async () => (await codat.get(path)).status === 200);
  expect((await codat.get(path)).body).toMatchObject({ reference: null, contactRef: null, note: "Interest" });
});

test("Sage Accounting takes its base currency only, and codes that are numbers", async () => {
  const codat = await open();
  const place = await codat.linked("tgff");
  await succeeds(codat, place, "transfers", transfer(savings(place), checking(place)));
  await succeeds(codat, place, "directCosts", cost(place));
  const made = await codat.control(`/connections/${place.connectionId}/accounts`, {
    accounts: [{ name: "Second Euro", isBankAccount: true, type: "Asset", currency: "EUR" }],
  });
  const euros = transfer(place.account("Euro Account"), made.ids[0]);
  for (const side of [euros.from, euros.to]) side.currency = "EUR";
  expect(await messages(codat, place, "transfers", euros)).toContain("base currency");
  const account = { name: "Loan interest", fullyQualifiedCategory: "OVERHEADS" };
  expect(await messages(codat, place, "accounts", { ...account, nominalCode: "A1" })).toContain(
    "number between",
  );
  await succeeds(codat, place, "accounts", { ...account, nominalCode: "7900" });
  const bank = { accountName: "Modern Lending loan", currency: "USD" };
  expect(await messages(codat, place, "bankAccounts", { ...bank, currency: "EUR" })).toContain(
    "base currency",
  );
  await succeeds(codat, place, "bankAccounts", bank);
});

test("NetSuite and Exact do not move money between bank accounts", async () => {
  const codat = await open();
  const netSuite = await codat.linked("akxx");
  const deposited = { depositedRecordRefs: [{ id: "1", dataType: "payments" }] };
  expect(
    await messages(
      codat,
      netSuite,
      "transfers",
      transfer(savings(netSuite), checking(netSuite), 5, deposited),
    ),
  ).toContain("undeposited funds");
  const funds = netSuite.account("Undeposited Funds");
  await succeeds(codat, netSuite, "transfers", transfer(funds, checking(netSuite), 5, deposited));
  expect(await messages(codat, netSuite, "directCosts", cost(netSuite))).toContain("CurrencyRate");
  const exact = await codat.linked("qudb");
  expect(await messages(codat, exact, "transfers", transfer(savings(exact), checking(exact)))).toContain(
    "two separate transfers",
  );
  expect((await codat.post(`${exact.k}/push/directCosts`, cost(exact))).status).toBe(400);
});

test("the Codat sandbox wants every field of its model", async () => {
  const codat = await open();
  const place = await codat.linked("mqjo");
  const body = transfer(savings(place), checking(place));
  expect(await messages(codat, place, "transfers", body)).toContain("Status");
  await succeeds(codat, place, "transfers", { ...body, status: "Unreconciled" });
});

test("no two platforms share a key, and each feed connection knows its books", () => {
  expect(new Set(PLATFORMS.map(({ key }) => key)).size).toBe(PLATFORMS.length);
  for (const { key, feed } of PLATFORMS)
    if (feed.through !== null) expect(platformOf(feed.through).feed.into).toBe(key);
  expect(() => platformOf("zzzz")).toThrow("zzzz");
});
