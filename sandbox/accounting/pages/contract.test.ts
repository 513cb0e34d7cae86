import { describe, expect, test } from "vitest";
import { directCost, line, transfer } from "@/test/support/stand-in-bodies";
import { open, type Desk } from "@/test/support/stand-in";

async function ready(platform = "gbol") {
  const codat = await open();
  const lender = await codat.withLender(platform);
  const { account, target, supplier } = lender;
  const cost = (amount?: number, extra?: object, part?: object) =>
    directCost(
      {
        paidFrom: target,
        expense: account("Interest Expense"),
        supplier,
        ...(amount ? { amount } : {}),
        ...(part ? { line: part } : {}),
      },
      extra,
    );
  return {
    codat,
    lender,
    bank: account("Business Checking"),
    cost,
    feed: `bankAccounts/${lender.source}/bankTransactions`,
  };
}

/** A push that the contract forbids: 400 at once, counted, and nothing begun. */
async function refused(codat: Desk, { c, k }: { c: string; k: string }, name: string, body: unknown) {
  const before = (await codat.get(`${c}/push`)).body.totalResults;
  const { status, body: said } = await codat.post(`${k}/push/${name}`, body);
  expect([status, said.statusCode]).toEqual([400, 400]);
  expect((await codat.get(`${c}/push`)).body.totalResults).toBe(before);
  return said.error as string;
}

describe("what breaks the contract", () => {
  test("in a transfer", async () => {
    const { codat, lender, bank } = await ready();
    const { target, source } = lender;
    const good = transfer(target, bank);
    const { amount: _amount, ...noAmount } = good.to;
    const wrong: [object, string][] = [
      [{ ...good, to: { ...noAmount, account: 1000 } }, "account"],
      [{ ...good, to: noAmount }, "to.amount"],
      [{ ...good, from: noAmount }, "from.amount"],
      [transfer(target, bank, 0), "greater than zero"],
      [transfer(target, bank, -5), "greater than zero"],
      [transfer(target, bank, 10.005), "two decimals"],
      [{ ...good, to: { ...good.to, amount: 999 } }, "equal"],
      [transfer(bank, bank), "different"],
      [transfer(source, bank), "source account"],
      [{ ...good, date: "2026-05-01T00:00:00Z" }, "date"],
      [{ ...good, date: "2026-02-30" }, "date"],
      [{ ...good, id: "mine" }, "id"],
      [{ ...good, color: "red" }, "color"],
    ];
    for (const [body, word] of wrong) expect(await refused(codat, lender, "transfers", body)).toContain(word);
    const raw = JSON.stringify(good).replaceAll(":1000,", ":1000.001,");
    expect((await codat.ask("POST", `${lender.k}/push/transfers`, undefined, { raw })).status).toBe(400);
    expect((await codat.control("/stats")).contractViolations.count).toBe(wrong.length + 1);
  });

  test("in a direct cost", async () => {
    const { codat, lender, cost } = await ready();
    const { subTotal: _subTotal, ...noSubTotal } = cost();
    const wrong: [object, string][] = [
      [noSubTotal, "subTotal"],
      [{ ...cost(), totalAmount: 70 }, "totalAmount"],
      [{ ...cost(), subTotal: 70, totalAmount: 70 }, "add up"],
      [cost(66.67, {}, { subTotal: 60 }), "subTotal"],
      [cost(66.67, {}, { quantity: 2 }), "subTotal"],
      [{ ...cost(), lineItems: [] }, "lineItems"],
      [{ ...cost(), paymentAllocations: [] }, "paymentAllocations"],
      [{ ...cost(), issueDate: "01/06/2026" }, "issueDate"],
      [{ ...cost(), currency: "usd" }, "currency"],
      [
        directCost({
          paidFrom: lender.source,
          expense: lender.account("Interest Expense"),
          supplier: lender.supplier,
        }),
        "source account",
      ],
    ];
    for (const [body, word] of wrong)
      expect(await refused(codat, lender, "directCosts", body)).toContain(word);
  });

  test("in feed lines", async () => {
    const { codat, lender, feed } = await ready();
    const { source: accountId } = lender;
    const { balance: _balance, ...noBalance } = line("a", -1, -1);
    const many = Array.from({ length: 1001 }, (_, index) => line(`n${index}`, 1, index + 1));
    const wrong: [object, string][] = [
      [{ accountId, transactions: [noBalance] }, "balance"],
      [{ accountId, transactions: [line("a", 0, 0)] }, "zero"],
      [{ accountId, transactions: [] }, "empty"],
      [{ accountId, transactions: many }, "1000"],
      [{ accountId, transactions: [line("a", 1, 1), line("a", 1, 2)] }, "repeat"],
      [{ accountId, transactions: [line("a", 1, 1, "2026-05-02"), line("b", 1, 2, "2026-05-01")] }, "order"],
      [{ accountId: "other", transactions: [line("a", 1, 1)] }, "accountId"],
      [{ accountId, transactions: [{ ...line("a", 1, 1), note: "x" }] }, "note"],
    ];
    for (const [body, word] of wrong) expect(await refused(codat, lender, feed, body)).toContain(word);
    const elsewhere = `${lender.k}/push/bankAccounts/${lender.target}/bankTransactions`;
    expect(
      (await codat.post(elsewhere, { accountId: lender.target, transactions: [line("a", 1, 1)] })).status,
    ).toBe(404);
  });
});

describe("what a platform refuses later", () => {
  test("feed lines that are too old, in the future, or in the feed already", async () => {
    const { codat, lender, feed } = await ready();
    const push = (...transactions: object[]) =>
      codat.pushed(lender, feed, { accountId: lender.source, transactions });
    const messageOf = (done: { validation: { errors: { message: string }[] } }) =>
      done.validation.errors[0]!.message;
    expect(messageOf(await push(line("old", 1, 1, "2025-07-01")))).toContain("365 days");
    expect(messageOf(await push(line("soon", 1, 1, "2026-07-03")))).toContain("future");
    expect((await push(line("a", -10, -10, "2026-07-02"))).status).toBe("Success");
    expect(messageOf(await push(line("a", -10, -20, "2026-07-02")))).toContain("already");
    expect(await codat.control("/stats")).toMatchObject({ duplicates: 0, repeatedFeedLines: 1 });
    expect((await push(line("b", 4, -6, "2026-05-01"))).status).toBe("Success");
  });

  test("accounts that are unknown, archived, of another kind or currency", async () => {
    const { codat, lender, bank, cost } = await ready();
    const { target, account, supplier } = lender;
    const failed = async (name: string, body: unknown) => {
      const done = await codat.pushed(lender, name, body);
      expect(done.status).toBe("Failed");
      return done.validation.errors[0].message as string;
    };
    expect(await failed("transfers", transfer(target, "2f7d6c0a-0000-4000-8000-000000000000"))).toContain(
      "existing bank account",
    );
    expect(await failed("transfers", transfer(target, account("Sales")))).toContain("existing bank account");
    expect(await failed("transfers", transfer(target, account("Euro Account")))).toContain("EUR");
    await codat.control(`/accounts/${account("Interest Expense")}`, { status: "Archived" });
    expect(await failed("directCosts", cost())).toContain("archived");
    expect(await failed("directCosts", directCost({ paidFrom: target, expense: bank, supplier }))).toContain(
      "bank account",
    );
    const stranger = directCost({ paidFrom: target, expense: account("Bank Charges"), supplier: "nobody" });
    expect(await failed("directCosts", stranger)).toContain("contact");
  });

  test("a write whose connection was cut after it was accepted", async () => {
    const { codat, lender, bank } = await ready();
    await codat.control("/outcomes", { outcome: "Success", delayMs: 3000 });
    const accepted = (await codat.post(`${lender.k}/push/transfers`, transfer(lender.target, bank))).body;
    await codat.control(`/connections/${lender.connectionId}/deauthorize`, {});
    expect((await codat.ended(lender.c, accepted.pushOperationKey)).status).toBe("Failed");
  });
});
