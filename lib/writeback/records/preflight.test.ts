import { describe, expect, it } from "vitest";
import { d } from "@/lib/money/money";
import { Amount } from "./exact-json";
import { rulesOf } from "./platforms";
import {
  checkAgainstModel,
  checkFeed,
  checkTransfer,
  chooseTaxRate,
  fitToModel,
  type OptionModel,
} from "./preflight";
import { directCostBody, feedBody, transferBody } from "./record-bodies";
import { subject, target } from "@/test/support/writeback-bodies";

const xero = rulesOf("gbol");
const leaf = (more: Partial<OptionModel> = {}): OptionModel => ({
  type: "String",
  displayName: null,
  description: null,
  required: false,
  properties: null,
  options: null,
  ...more,
});
const object = (properties: Record<string, OptionModel>, required = false) =>
  leaf({ type: "Object", properties, required });

describe("bodies", () => {
  it("codat row 24: a transfer has an amount on both legs, and never a key called account", () => {
    const body = transferBody(subject, { direction: "to-lender", amount: d("466.67") }, target, xero);
    expect(body).toMatchObject({
      date: "2026-05-01",
      from: { accountRef: { id: "bank" }, amount: new Amount("466.67"), currency: "USD" },
      to: { accountRef: { id: "target" }, amount: new Amount("466.67"), currency: "USD" },
    });
    expect(JSON.stringify(body)).not.toContain('"account"');
  });

  it("codat row 19: a drawdown goes from the lender's target account to the borrower's bank account", () => {
    const body = transferBody(subject, { direction: "to-borrower", amount: d("5000") }, target, xero);
    expect(body).toMatchObject({
      from: { accountRef: { id: "target" } },
      to: { accountRef: { id: "bank" } },
    });
  });

  it("codat row 23: a direct cost has its sub-total, line totals, note and tax amount", () => {
    const amount = new Amount("50");
    expect(directCostBody(subject, { amount: d("50") }, target, xero, null)).toMatchObject({
      issueDate: "2026-05-01",
      subTotal: amount,
      taxAmount: new Amount("0"),
      totalAmount: amount,
      note: "Interest and fees. Modern Lending loan ML-12, repayment (ML-12-3)",
      reference: "ML-12-3",
      contactRef: { id: "lender", dataType: "suppliers" },
      lineItems: [
        {
          quantity: 1,
          unitAmount: amount,
          subTotal: amount,
          taxAmount: new Amount("0"),
          totalAmount: amount,
          accountRef: { id: "interest" },
        },
      ],
      paymentAllocations: [
        { payment: { accountRef: { id: "target" }, currency: "USD" }, allocation: { totalAmount: amount } },
      ],
    });
  });

  it("codat row 38: feed lines go to the source account, each with the balance after it", () => {
    expect(feedBody(subject, { lines: [d("466.67"), d("-50")] }, target, d("-5000"))).toMatchObject({
      accountId: "source",
      transactions: [
        {
          id: "ml-12-3-a",
          amount: new Amount("466.67"),
          date: "2026-05-01",
          balance: new Amount("-4533.33"),
        },
        { id: "ml-12-3-b", amount: new Amount("-50"), date: "2026-05-01", balance: new Amount("-4583.33") },
      ],
    });
  });

  it("keeps a text within what the platform takes", () => {
    const long = { ...subject, reference: "ML-123456789012-12345678" };
    const body = directCostBody(long, { amount: d("1") }, target, rulesOf("qhyg"), "NON");
    expect(String(body.reference).length).toBeLessThan(22);
    expect(body.lineItems).toMatchObject([{ taxRateRef: { id: "NON" } }]);
  });
});

describe("the check against a connection's own model", () => {
  const model = object({
    issueDate: leaf({ required: true }),
    lineItems: object({
      taxRateRef: object(
        { id: leaf({ required: true, options: [{ value: "NON", displayName: null }] }) },
        true,
      ),
    }),
    department: leaf({ required: true, displayName: "Department" }),
  });

  it("codat row 18: names the field that the connection requires and we do not send", () => {
    const body = directCostBody(subject, { amount: d("50") }, target, xero, null);
    expect(checkAgainstModel(body, model).map(({ field }) => field)).toEqual([
      "lineItems[0].taxRateRef",
      "department",
    ]);
    expect(checkAgainstModel(body, model)[1]!.sentence).toBe(
      "The accounting software requires department (Department), which we do not send.",
    );
  });

  it("names a value that is not among the allowed ones, whatever its case", () => {
    const choice = object({
      contactRef: object({ dataType: leaf({ options: [{ value: "Suppliers", displayName: null }] }) }),
    });
    expect(checkAgainstModel({ contactRef: { dataType: "suppliers" } }, choice)).toEqual([]);
    expect(checkAgainstModel({ contactRef: { dataType: "customers" } }, choice)[0]!.field).toBe(
      "contactRef.dataType",
    );
  });

  it("leaves out decoration that the connection does not list, and nothing else", () => {
    const body = transferBody(subject, { direction: "to-lender", amount: d("1") }, target, xero);
    const fitted = fitToModel(body, object({ from: object({ amount: leaf() }), to: object({}) }));
    expect(fitted).toEqual({
      date: "2026-05-01",
      from: { accountRef: { id: "bank" }, amount: new Amount("1"), currency: "USD" },
      to: { accountRef: { id: "target" }, amount: new Amount("1"), currency: "USD" },
    });
    expect(fitToModel(body, null)).toBe(body);
  });

  it("chooses a tax rate that the connection offers", () => {
    const offering = (...values: string[]) =>
      object({
        lineItems: object({
          taxRateRef: object({
            id: leaf({ options: values.map((value) => ({ value, displayName: null })) }),
          }),
        }),
      });
    expect(chooseTaxRate(rulesOf("qhyg"), offering("TAX", "NON"))).toBe("NON");
    expect(chooseTaxRate(rulesOf("qhyg"), offering("TAX"))).toBeNull();
    expect(chooseTaxRate(rulesOf("qhyg"), null)).toBe("NON");
    expect(chooseTaxRate(xero, null)).toBeNull();
  });
});

describe("our own rules", () => {
  const good = () => transferBody(subject, { direction: "to-lender", amount: d("1") }, target, xero);
  const leg = (change: object) => ({ ...(good().from as object), ...change }) as never;

  it.each([
    ["codat row 24: without an amount", { from: leg({ amount: undefined }) }, "from.amount"],
    ["with an amount of zero", { from: leg({ amount: new Amount("0") }) }, "from.amount"],
    ["with two amounts", { from: leg({ amount: new Amount("2") }) }, "to.amount"],
    ["codat row 41: between two currencies", { from: leg({ currency: "EUR" }) }, "to.currency"],
    ["from an account to itself", { from: leg({ accountRef: { id: "target" } }) }, "to.accountRef"],
    ["without an account", { from: leg({ accountRef: {} }) }, "from.accountRef"],
  ])("stop a transfer %s", (_, change, field) => {
    expect(checkTransfer({ ...good(), ...change }).map((problem) => problem.field)).toContain(field);
  });

  it("let a good transfer pass", () => expect(checkTransfer(good())).toEqual([]));

  const feed = (...dates: string[]) => ({
    ...feedBody(subject, { lines: dates.map(() => d("1")) }, target, d("0")),
    transactions: dates.map((date, at) => ({
      id: `l${at}`,
      amount: new Amount("1"),
      date,
      balance: new Amount("1"),
      description: "x",
    })),
  });
  const problems = (body: ReturnType<typeof feed>, key = "gbol", newest: string | null = null) =>
    checkFeed(body, rulesOf(key), "2026-05-01", newest).map(({ sentence }) => sentence);

  it("codat row 38: a feed line is not in the future and not too old for the platform", () => {
    expect(problems(feed("2026-05-02"))).toEqual([
      "A feed line is dated May 2, 2026, which is in the future.",
    ]);
    expect(problems(feed("2025-04-30"))[0]).toContain("up to 365 days old");
    expect(problems(feed("2025-05-01"))).toEqual([]);
    expect(problems(feed("2026-04-23"), "qhyg")[0]).toContain(
      "QuickBooks Online accepts feed lines up to 7 days old",
    );
    expect(problems(feed("2026-04-24"), "qhyg")).toEqual([]);
  });

  it("codat row 38: feed lines are in order, also after the newest one where the platform wants that", () => {
    expect(problems(feed("2026-04-30", "2026-04-29"))[0]).toContain("no feed line older than the newest one");
    expect(problems(feed("2026-04-29"), "qhyg", "2026-04-30")).toHaveLength(1);
    expect(problems(feed("2026-04-29"), "gbol", "2026-04-30")).toEqual([]);
  });

  it("a line that is too old can never be accepted; any other fault can be fixed", () => {
    const forGood = (body: ReturnType<typeof feed>, key: string, newest: string | null = null) =>
      checkFeed(body, rulesOf(key), "2026-05-01", newest).map(({ isForGood }) => isForGood === true);
    expect(forGood(feed("2026-04-23"), "qhyg")).toEqual([true]);
    expect(forGood(feed("2026-04-29", "2026-04-29"), "qhyg", "2026-04-30")[0]).toBe(true);
    expect(forGood(feed("2025-04-30"), "gbol")).toEqual([true]);
    expect(forGood(feed("2026-05-02"), "qhyg"), "it comes true by waiting").toEqual([false]);
    expect(forGood(feed("2026-04-30", "2026-04-29"), "gbol"), "our own order").toEqual([false]);
  });

  it("codat row 38: at most a thousand feed lines at once, each with amount, balance and id", () => {
    expect(problems(feed(...Array.from({ length: 1001 }, () => "2026-05-01")))).toEqual([
      "At most 1000 feed lines can be sent at once.",
    ]);
    expect(problems(feed(...Array.from({ length: 1000 }, () => "2026-05-01")))).toEqual([]);
    const bare = { accountId: "source", transactions: [{ date: "2026-05-01" }] };
    expect(checkFeed(bare, xero, "2026-05-01", null).map(({ field }) => field)).toEqual([
      "transactions[0].id",
      "transactions[0].amount",
      "transactions[0].balance",
    ]);
    expect(checkFeed({ accountId: "s", transactions: [] }, xero, "2026-05-01", null)).toHaveLength(1);
  });
});

describe("platforms", () => {
  it.each(["akxx", "qudb", "zzzz"])("codat row 25: %s is refused in words before any write", (key) => {
    expect(rulesOf(key).refusal).toMatch(/\.$/);
  });

  it.each(["gbol", "qhyg", "fbrh", "tgff"])("codat row 25: %s writes", (key) =>
    expect(rulesOf(key).refusal).toBeNull(),
  );
});
