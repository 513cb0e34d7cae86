import { describe, expect, test } from "vitest";
import { directCost, line, transfer } from "@/test/support/stand-in-bodies";
import { listen, open, until } from "@/test/support/stand-in";

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

test("the loan of Codat's guide ends at zero, in the books and on the feed", async () => {
  const { codat, lender, bank, cost, feed } = await ready();
  const { target, source, connectionId, account } = lender;
  await codat.pushed(lender, "transfers", transfer(target, bank, 1000));
  await codat.pushed(lender, feed, { accountId: source, transactions: [line("dd", -1000, -1000)] });
  let balance = -1000_00;
  for (const [nth, fee] of [66_67, 66_67, 66_66].entries()) {
    const date = `2026-06-0${nth + 1}`;
    await codat.pushed(lender, "transfers", transfer(bank, target, 400, { date }));
    await codat.pushed(
      lender,
      "directCosts",
      cost(fee / 100, { issueDate: date, reference: `ML-123-${nth}` }),
    );
    const transactions = [
      line(`r${nth}`, 400, (balance + 400_00) / 100, date),
      line(`f${nth}`, -fee / 100, (balance + 400_00 - fee) / 100, date),
    ];
    await codat.pushed(lender, feed, { accountId: source, transactions });
    balance += 400_00 - fee;
  }
  const books = await codat.control(`/connections/${connectionId}/books`);
  const balanceOf = (id: string) => books.accounts.find((one: { id: string }) => one.id === id).balance;
  expect(balanceOf(target)).toBe("0.00");
  expect(balanceOf(account("Interest Expense"))).toBe("200.00");
  expect(balanceOf(bank)).toBe("24800.00"); // 25,000 before, 200 less after
  expect(books.sources[0]).toMatchObject({ feedBalance: "0.00", balance: "0.00", booksBalance: "0.00" });
  expect(books.sources[0].lines.every((one: { match: unknown }) => one.match !== null)).toBe(true);
  const stats = await codat.control("/stats");
  expect(stats).toMatchObject({
    duplicates: 0,
    records: { transfers: 4, directCosts: 3, bankTransactions: 7 },
  });
});

describe("operations", () => {
  test("begin as Pending and end with the new id, in the answer, in the webhook and in the history", async () => {
    const { codat, lender, bank } = await ready();
    const { heard, url } = await listen();
    await codat.control("/consumer", { url });
    await codat.control("/settings", { pushDelayMs: 60 });
    const accepted = (
      await codat.post(`${lender.k}/push/transfers?timeoutInMinutes=5`, transfer(lender.target, bank))
    ).body;
    expect(accepted).toMatchObject({
      status: "Pending",
      statusCode: 202,
      dataType: "transfers",
      timeoutInMinutes: 5,
    });
    expect(accepted).toMatchObject({ completedOnUtc: null, validation: null, changes: [] });
    expect(accepted.data).toBeUndefined();
    const done = await codat.ended(lender.c, accepted.pushOperationKey);
    expect(done).toMatchObject({ status: "Success", statusCode: 200, changes: [{ type: "Created" }] });
    const { id } = done.changes[0].recordRef;
    const told = await until(async () =>
      heard.find(({ body }) => body.eventType === "transfers.write.successful"),
    );
    expect(told.body.payload).toMatchObject({
      id: accepted.pushOperationKey,
      status: "Success",
      record: { id },
    });
    const history = (
      await codat.get(`${lender.c}/push?query=${encodeURIComponent("status=Success && dataType=transfers")}`)
    ).body;
    expect(history.results).toMatchObject([{ pushOperationKey: accepted.pushOperationKey }]);
    await until(async () => (await codat.get(`${lender.k}/data/transfers/${id}`)).status === 200);
    expect((await codat.get(`${lender.k}/data/accountTransactions`)).body.totalResults).toBe(2);
    expect((await codat.get(`${lender.c}/push/${lender.companyId}`)).status).toBe(404);
  });

  test("fail with words in the answer, and without words in the webhook", async () => {
    const { codat, lender } = await ready();
    const { heard, url } = await listen();
    await codat.control("/consumer", { url });
    const done = await codat.pushed(
      lender,
      "transfers",
      transfer(lender.target, lender.account("Old Checking")),
    );
    expect(done).toMatchObject({
      status: "Failed",
      statusCode: 400,
      validation: { errors: [{ itemId: "To.AccountRef.Id", validatorName: "Transfer" }] },
    });
    const told = await until(async () =>
      heard.find(({ body }) => body.eventType === "transfers.write.unsuccessful"),
    );
    expect(told.raw).not.toContain("archived");
    expect(told.body.payload).toMatchObject({ status: "Failed", record: null });
  });

  test("end as a test asks: failed in given words, timed out, held until asked", async () => {
    const { codat, lender, bank } = await ready();
    const next = (script: object) => codat.control("/outcomes", script);
    const go = (amount: number) =>
      codat.post(`${lender.k}/push/transfers`, transfer(lender.target, bank, amount));
    await next({ outcome: "Failed", message: "The books are locked.", dataType: "transfers" });
    const failed = await codat.ended(lender.c, (await go(1)).body.pushOperationKey);
    expect(failed.validation.errors[0].message).toBe("The books are locked.");
    await next({ outcome: "TimedOut" });
    const timedOut = await codat.ended(lender.c, (await go(2)).body.pushOperationKey);
    expect(timedOut.status).toBe("TimedOut");
    await next({ outcome: "Pending" });
    const held = (await go(3)).body.pushOperationKey;
    expect(await codat.control(`/operations/${held}`, { outcome: "Success" })).toMatchObject({
      status: "Success",
    });
    const books = await codat.control(`/connections/${lender.connectionId}/books`);
    expect(books.transfers.map((one: { amount: string }) => one.amount)).toEqual(["3.00"]);
  });

  test("that timed out may be in the books after all: unseen until a sync, or with a late success", async () => {
    const { codat, lender, bank } = await ready();
    const { heard, url } = await listen();
    await codat.control("/consumer", { url });
    await codat.control("/outcomes", { outcome: "TimedOutWritten", lateMs: 30 });
    const done = await codat.pushed(lender, "transfers", transfer(lender.target, bank));
    expect(done).toMatchObject({ status: "TimedOut", changes: [] });
    await until(
      async () => (await codat.control(`/connections/${lender.connectionId}/books`)).transfers.length === 1,
    );
    expect((await codat.get(`${lender.k}/data/transfers`)).body.totalResults).toBe(0);
    expect((await codat.get(`${lender.c}/push/${done.pushOperationKey}`)).body.status).toBe("TimedOut");
    await codat.post(`${lender.c}/data/queue/transfers?connectionId=${lender.connectionId}`);
    await until(async () => (await codat.get(`${lender.k}/data/transfers`)).body.totalResults === 1);
    const late = await codat.control(`/operations/${done.pushOperationKey}`, { outcome: "Success" });
    expect(late.status).toBe("Success");
    await codat.control("/outcomes", { outcome: "TimedOutThenSuccess", lateMs: 30 });
    const second = await codat.pushed(lender, "transfers", transfer(lender.target, bank, 7));
    await until(
      async () => (await codat.get(`${lender.c}/push/${second.pushOperationKey}`)).body.status === "Success",
    );
    expect((await codat.control(`/connections/${lender.connectionId}/books`)).transfers).toHaveLength(2);
    await until(async () => heard.filter(({ body }) => body.payload.status === "TimedOut").length === 2);
    await until(
      async () => heard.filter(({ body }) => body.eventType === "transfers.write.successful").length === 2,
    );
  });

  test("leave Codat's copy alone when asked not to sync", async () => {
    const { codat, lender, bank } = await ready();
    const path = `${lender.k}/push/transfers?allowSyncOnPushComplete=false`;
    const accepted = (await codat.post(path, transfer(lender.target, bank))).body;
    await codat.ended(lender.c, accepted.pushOperationKey);
    await new Promise((resolve) => setTimeout(resolve, 50));
    expect((await codat.get(`${lender.k}/data/transfers`)).body.totalResults).toBe(0);
  });
});

test("what says the same twice is in the books twice, and counted", async () => {
  const { codat, lender, bank } = await ready();
  await codat.pushed(lender, "transfers", transfer(lender.target, bank));
  await codat.pushed(lender, "transfers", transfer(lender.target, bank));
  expect(await codat.control("/stats")).toMatchObject({
    duplicates: 1,
    records: { transfers: 2 },
    pushesWithoutKey: 2,
  });
  const { description: _words, ...bare } = transfer(lender.target, bank, 8);
  await codat.pushed(lender, "transfers", bare);
  await codat.pushed(lender, "transfers", bare);
  expect(await codat.control("/stats")).toMatchObject({ duplicates: 1, alike: 1 });
});
