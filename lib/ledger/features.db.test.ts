// Conditions, versions, holds that expire, closed periods, monitors, categories, statements and currencies.
import { describe, expect, it } from "vitest";
import { db, inTransaction } from "@/lib/db";
import { child, DAY, move, open, postAll, posted, postOne, request, size } from "@/test/ledger-books";
import { setFloor, setFrozen } from "./account-terms";
import { openAccounts } from "./accounts";
import { accountList } from "./account-lists";
import { categorize, listCategories, openCategory } from "./categories";
import { closePeriod, listClosedPeriods } from "./close-period";
import { expireHolds } from "./expire-holds";
import { dropMonitor, listMonitors, setMonitor } from "./monitors";
import { takeUntoldNotes } from "./notes";
import type { Condition, LedgerLine } from "./posting-request";
import { getBalances, getTransaction, trialBalance } from "./queries";
import { createStatement, listStatements, readStatement } from "./statements";

/** 10.00 from `from` to `to`, with demands on the line of `from`. */
const demanding = (from: string, to: string, demand: Partial<LedgerLine>): LedgerLine[] => {
  const [debit, credit] = move("10.00", from, to);
  return [debit!, { ...credit!, ...demand }];
};

describe("conditions", () => {
  it.each<[Condition["op"], string, boolean]>([
    ["gt", "109.99", true],
    ["gt", "110.00", false],
    ["gte", "110.00", true],
    ["gte", "110.01", false],
    ["lt", "110.01", true],
    ["lt", "110.00", false],
    ["lte", "110.00", true],
    ["lte", "109.99", false],
    ["eq", "110.00", true],
    ["eq", "110.01", false],
  ])("look at the balance that results: 110.00 %s %s is %s", async (op, amount, holds) => {
    const account = `owed:condition:${op}:${holds}`;
    await open(account);
    await posted(request(`${account} start`, move("100.00", account, "cash")));
    const before = await size();
    const result = await postOne(
      request(
        `${account} asked`,
        demanding(account, "cash", { conditions: [{ balance: "posted", op, amount }] }),
      ),
    );
    expect(result).toMatchObject(holds ? { status: "posted" } : { reason: "condition-failed", account });
    if (!holds) expect((await size()).entries).toBe(before.entries);
  });

  it("tell posted, pending and available apart", async () => {
    await open("owed:fields");
    await posted(request("fields 1", move("100.00", "owed:fields", "cash")));
    await posted(request("fields 2", move("30.00", "cash", "owed:fields"), { kind: "hold" })); // out
    await posted(request("fields 3", move("5.00", "owed:fields", "cash"), { kind: "hold" })); // in
    const conditions: Condition[] = [
      { balance: "posted", op: "eq", amount: "110.00" },
      { balance: "pending", op: "eq", amount: "85.00" },
      { balance: "available", op: "eq", amount: "80.00" },
    ];
    expect(
      await postOne(request("fields 4", demanding("owed:fields", "cash", { conditions }))),
    ).toMatchObject({ status: "posted" });
  });

  it("see the requests before them in the same call, and bind a recorded fact too", async () => {
    await open("owed:order");
    const eq = (amount: string) => ({ conditions: [{ balance: "posted", op: "eq", amount } as const] });
    const results = await postAll(
      request("order 1", demanding("owed:order", "cash", eq("10.00"))),
      request("order 2", demanding("owed:order", "cash", eq("10.00")), { mode: "record" }),
      request("order 3", demanding("owed:order", "cash", eq("20.00"))),
    );
    expect(results.map((result) => (result.status === "posted" ? "posted" : result.reason))).toEqual([
      "posted",
      "condition-failed",
      "posted",
    ]);
  });
});

describe("an expected version", () => {
  it("lets the first of two who read the same balance pass", async () => {
    await open("owed:version");
    const read = (await getBalances(["owed:version"])).get("owed:version")!.version;
    const attempt = (key: string) =>
      postOne(request(key, demanding("owed:version", "cash", { expectedVersion: read })));
    const results = await Promise.all([attempt("version a"), attempt("version b")]);
    expect(results.map((result) => (result.status === "posted" ? "posted" : result.reason)).sort()).toEqual([
      "posted",
      "version-conflict",
    ]);
    const stale = results.find(({ status }) => status === "refused")!;
    expect(stale).toMatchObject({ account: "owed:version" });
  });

  it("counts the version before the transaction, also when it touches the account twice", async () => {
    await open("owed:twice");
    const lines = [
      ...demanding("owed:twice", "cash", { expectedVersion: "0" }),
      ...move("1.00", "owed:twice", "cash"),
    ];
    expect(await postOne(request("twice", lines))).toMatchObject({ status: "posted" });
    expect((await getBalances(["owed:twice"])).get("owed:twice")!.version).toBe("2");
  });
});

describe("a hold that expires", () => {
  it("is released when its time is up, once, and no sooner", async () => {
    await open("owed:expiry");
    await posted(request("expiry start", move("100.00", "owed:expiry", "cash")));
    const lines = move("40.00", "cash", "owed:expiry");
    const soon = await posted(request("expires soon", lines, { kind: "hold", expiresAfter: 5 }));
    const late = await posted(request("expires late", lines, { kind: "hold", expiresAfter: 3600 }));
    const never = await posted(request("expires never", lines, { kind: "hold" }));
    expect(await expireHolds({ effectiveOn: "2026-01-05" })).toBe(0);
    await new Promise((resolve) => setTimeout(resolve, 5100));
    expect(
      (await Promise.all([expireHolds({ effectiveOn: DAY }), expireHolds({ effectiveOn: DAY })])).sort(),
    ).toEqual([0, 1]);
    expect((await getTransaction(soon))!.status).toBe("released");
    expect((await getTransaction(soon))!.resolution).toMatchObject({ eventType: "hold-expired" });
    expect((await getTransaction(late))!.status).toBe("pending");
    expect((await getTransaction(never))!.status).toBe("pending");
    await postAll(child("release", "expiry done 1", late), child("release", "expiry done 2", never));
  });

  it("leaves a settle that came first alone", async () => {
    await open("owed:race");
    const hold = await posted(
      request("race", move("1.00", "owed:race", "cash"), { kind: "hold", expiresAfter: 1 }),
    );
    await posted(child("settle", "race settled", hold));
    await new Promise((resolve) => setTimeout(resolve, 1100));
    expect(await expireHolds({ effectiveOn: DAY })).toBe(0);
    expect((await getTransaction(hold))!.status).toBe("settled");
  });

  it.each([0, -1, 1.5, 3e9])("after %d seconds is malformed", async (expiresAfter) => {
    const asked = request(`life ${expiresAfter}`, move("1.00", "cash", "revenue:fees"), {
      kind: "hold",
      expiresAfter,
    });
    await expect(postOne(asked)).rejects.toMatchObject({ reason: "malformed" });
  });
});

describe("a closed period", () => {
  it("takes nothing of ours, and sends facts to the first open day with the date they belong to", async () => {
    await open("owed:closed");
    await posted(
      request("closed before", move("50.00", "owed:closed", "cash"), { effectiveOn: "2020-03-15" }),
    );
    await inTransaction((tx) => closePeriod(tx, { through: "2020-03-31", by: "usr_closer" }));
    expect(await listClosedPeriods()).toMatchObject([
      { closedThrough: "2020-03-31", closedBy: "usr_closer" },
    ]);

    const inside = { effectiveOn: "2020-03-31" as const };
    expect(await postOne(request("closed ours", move("1.00", "owed:closed", "cash"), inside))).toMatchObject({
      reason: "period-closed",
    });
    const fact = await posted(
      request("closed fact", move("2.00", "owed:closed", "cash"), { ...inside, mode: "record" }),
    );
    expect(await getTransaction(fact)).toMatchObject({ effectiveOn: "2020-04-01", belongsOn: "2020-03-31" });
    expect(
      await postOne(
        request("open again", move("1.00", "owed:closed", "cash"), { effectiveOn: "2020-04-01" }),
      ),
    ).toMatchObject({ status: "posted" });
    const march = await getBalances(["owed:closed"], { asOf: "2020-03-31" });
    expect(march.get("owed:closed")!.posted).toBe("50.00");
  });

  it("is a month, and no month is opened again", async () => {
    const close = (through: string) => inTransaction((tx) => closePeriod(tx, { through, by: "x" }));
    await expect(close("2020-04-29")).rejects.toMatchObject({ reason: "floor" });
    await expect(close("2020-02-29")).rejects.toMatchObject({ reason: "period-closed" });
  });

  it("waits for a posting that is under way", async () => {
    await open("owed:under-way");
    let commit = () => {};
    const mayCommit = new Promise<void>((resolve) => (commit = resolve));
    let posting = () => {};
    const hasPosted = new Promise<void>((resolve) => (posting = resolve));
    const slow = inTransaction(async (tx) => {
      const { post } = await import("./post");
      const results = await post(tx, [
        request("under way", move("1.00", "owed:under-way", "cash"), { effectiveOn: "2020-05-31" }),
      ]);
      posting();
      await mayCommit;
      return results;
    });
    await hasPosted;
    let closed = false;
    const close = inTransaction((tx) => closePeriod(tx, { through: "2020-05-31", by: "x" })).then(
      () => (closed = true),
    );
    await new Promise((resolve) => setTimeout(resolve, 150));
    expect(closed).toBe(false);
    commit();
    expect(await slow).toMatchObject([{ status: "posted" }]);
    await close;
  });
});

describe("a monitor", () => {
  it("notes the crossing of its threshold, once a crossing, and has a job tell of it", async () => {
    await open("owed:watched");
    const id = await inTransaction((tx) =>
      setMonitor(tx, {
        account: "owed:watched",
        name: "Deposits",
        balance: "posted",
        op: "gte",
        amount: "100.00",
      }),
    );
    expect(await listMonitors("owed:watched")).toMatchObject([
      { id, balance: "posted", op: "gte", amount: "100.00" },
    ]);
    await posted(request("watched 1", move("99.00", "owed:watched", "cash")));
    expect(await notesOf("owed:watched")).toEqual([]);
    const crossing = await posted(request("watched 2", move("1.00", "owed:watched", "cash")));
    await posted(request("watched 3", move("1.00", "owed:watched", "cash")));
    expect(await notesOf("owed:watched")).toMatchObject([
      {
        topic: "balance-monitor",
        transactionId: crossing,
        name: "Deposits",
        balance: "100.00",
        threshold: "100.00",
      },
    ]);
    // Down and up again inside one call: each crossing counts.
    await postAll(
      request("watched 4", move("50.00", "cash", "owed:watched")),
      request("watched 5", move("50.00", "owed:watched", "cash")),
    );
    expect(await notesOf("owed:watched")).toHaveLength(2);
    const jobs = await db.$queryRaw<{ task: string }[]>`
      SELECT task_identifier AS task FROM graphile_worker.jobs WHERE task_identifier = 'tell-ledger-notes'`;
    expect(jobs).toHaveLength(1); // one job for all of them

    expect(await inTransaction((tx) => dropMonitor(tx, id))).toBe(true);
    expect(await inTransaction((tx) => dropMonitor(tx, id))).toBe(false);
    await posted(request("watched 6", move("90.00", "cash", "owed:watched")));
    await posted(request("watched 7", move("90.00", "owed:watched", "cash")));
    expect(await notesOf("owed:watched")).toHaveLength(2);
  });

  it("of an unknown account is refused", async () => {
    const monitor = { account: "no:such", name: "x", balance: "posted", op: "gt", amount: "1.00" } as const;
    await expect(inTransaction((tx) => setMonitor(tx, monitor))).rejects.toMatchObject({
      reason: "unknown-account",
    });
  });
});

describe("categories", () => {
  it("roll up what is below them, each account once, now and at a date", async () => {
    await open("owed:cat:a", "owed:cat:b");
    await inTransaction(async (tx) => {
      await openCategory(tx, { code: "test", name: "Test", normalSide: "credit" });
      await openCategory(tx, { code: "test:left", name: "Left", normalSide: "credit", parent: "test" });
      await openCategory(tx, { code: "test:right", name: "Right", normalSide: "credit", parent: "test" });
      await categorize(tx, "test:left", ["owed:cat:a", "owed:cat:b"]);
      await categorize(tx, "test:right", ["owed:cat:b"]);
    });
    await posted(request("cat 1", move("10.00", "owed:cat:a", "cash"), { effectiveOn: "2026-02-01" }));
    await posted(request("cat 2", move("5.00", "owed:cat:b", "cash"), { effectiveOn: "2026-03-01" }));
    await posted(
      request("cat 3", move("1.00", "cash", "owed:cat:b"), { kind: "hold", effectiveOn: "2026-03-01" }),
    );
    const posted0 = async (asOf?: "2026-02-28") =>
      (await listCategories({ asOf }))
        .filter(({ code }) => code.startsWith("test"))
        .map(({ code, accounts, balances }) => [code, accounts, balances[0]?.posted, balances[0]?.available]);
    expect(await posted0()).toEqual([
      ["test", 2, "15.00", "14.00"],
      ["test:left", 2, "15.00", "14.00"],
      ["test:right", 1, "5.00", "4.00"],
    ]);
    expect((await posted0("2026-02-28")).map(([, , amount]) => amount)).toEqual(["10.00", "10.00", "0.00"]);
    const codesIn = async (category: string) =>
      (await accountList.page({ category })).rows.map(({ code }) => code);
    expect(await codesIn("test")).toEqual(["owed:cat:a", "owed:cat:b"]);
    expect(await codesIn("test:right")).toEqual(["owed:cat:b"]);
    expect(await codesIn("no:such")).toEqual([]);
  });

  it("of the chart of accounts balance: assets are liabilities and equity", async () => {
    const of = new Map((await listCategories()).map((category) => [category.code, category]));
    expect(of.get("assets:cash")!.parents).toEqual(["assets"]);
    expect([...of.keys()].filter((code) => !code.startsWith("test"))).toHaveLength(23);
  });

  it("refuse a loop, an unknown parent and an unknown account", async () => {
    const reopen = (code: string, parent: string) =>
      inTransaction((tx) => openCategory(tx, { code, name: "X", normalSide: "credit", parent }));
    await expect(reopen("test", "test:left")).rejects.toMatchObject({ reason: "category-loop" });
    await expect(reopen("orphan", "no:such")).rejects.toMatchObject({ reason: "unknown-account" });
    await expect(inTransaction((tx) => categorize(tx, "test", ["no:such"]))).rejects.toMatchObject({
      reason: "unknown-account",
    });
  });
});

describe("a statement", () => {
  it("says the same again after later and backdated postings", async () => {
    await open("owed:said");
    const on = (key: string, amount: string, effectiveOn: string) =>
      posted(request(key, move(amount, "owed:said", "cash"), { effectiveOn: effectiveOn as typeof DAY }));
    await on("said 1", "100.00", "2026-06-15");
    await on("said 2", "20.00", "2026-07-10");
    await posted(
      request("said hold", move("5.00", "cash", "owed:said"), { kind: "hold", effectiveOn: "2026-07-11" }),
    );
    const id = await inTransaction((tx) =>
      createStatement(tx, { account: "owed:said", from: "2026-07-01", to: "2026-07-31" }),
    );
    const first = await readStatement(id);
    expect(first).toMatchObject({ opening: "100.00", closing: "120.00", version: "3", reproduced: true });
    expect(first!.lines.map(({ amount }) => amount)).toEqual(["20.00"]);

    await on("said late", "7.00", "2026-07-05"); // backdated into it
    await on("said earlier", "3.00", "2026-06-01"); // and before it
    expect(await readStatement(id)).toEqual(first);
    const again = await inTransaction((tx) =>
      createStatement(tx, { account: "owed:said", from: "2026-07-01", to: "2026-07-31" }),
    );
    expect(await readStatement(again)).toMatchObject({
      opening: "103.00",
      closing: "130.00",
      reproduced: true,
    });
    expect((await listStatements("owed:said")).map((statement) => statement.id)).toEqual([again, id]);
  });

  it("of an unknown account, over no days, or under no number is refused", async () => {
    const make = (account: string, from: string, to: string) =>
      inTransaction((tx) => createStatement(tx, { account, from: from as typeof DAY, to: to as typeof DAY }));
    await expect(make("no:such", DAY, DAY)).rejects.toMatchObject({ reason: "unknown-account" });
    await expect(make("cash", "2026-02-01", "2026-01-01")).rejects.toMatchObject({ reason: "floor" });
    expect([await readStatement("0"), await readStatement("x")]).toEqual([null, null]);
  });
});

describe("currencies", () => {
  it("balance each by itself, with the decimals each has", async () => {
    await inTransaction((tx) =>
      openAccounts(tx, [
        { code: "yen:cash", name: "Cash", normalSide: "debit", currency: "JPY", minAvailable: "0" },
        { code: "yen:owed", name: "Owed", normalSide: "credit", currency: "JPY" },
      ]),
    );
    const yen = (amount: string) =>
      move(amount, "yen:owed", "yen:cash").map((line) => ({ ...line, currency: "JPY" }));
    await posted(request("yen", yen("5000")));
    await open("owed:usd");
    await posted(request("both", [...yen("100"), ...move("1.50", "owed:usd", "cash")]));
    expect((await getBalances(["yen:cash"])).get("yen:cash")).toMatchObject({
      posted: "5100",
      currency: "JPY",
      minAvailable: "0",
    });
    expect((await trialBalance()).totals.find(({ currency }) => currency === "JPY")).toEqual({
      currency: "JPY",
      debit: "5100",
      credit: "5100",
    });
    await expect(postOne(request("half a yen", yen("0.5")))).rejects.toMatchObject({ reason: "malformed" });
  });

  it("are never mixed up: equal numbers of two do not balance, and an account has one", async () => {
    await open("owed:mixed");
    const [debit, credit] = move("5.00", "owed:mixed", "cash");
    const mixed = request("mixed", [
      debit!,
      { ...credit!, account: "yen:owed", amount: "500", currency: "JPY" },
    ]);
    await expect(postOne(mixed)).rejects.toMatchObject({ reason: "unbalanced" });
    const wrong = request("wrong", move("5.00", "yen:owed", "cash"));
    await expect(postOne(wrong)).rejects.toMatchObject({ reason: "malformed" });
  });
});

describe("the terms of an account", () => {
  it("can be a floor that is there already, and no higher one", async () => {
    await open("owed:terms");
    await posted(request("terms", move("10.00", "owed:terms", "cash")));
    const floor = (amount: string | null) =>
      inTransaction((tx) =>
        setFloor(tx, { account: "owed:terms", floor: amount, actor: null, reason: "test" }),
      );
    await floor("4.00");
    expect(await postOne(request("terms 2", move("7.00", "cash", "owed:terms")))).toMatchObject({
      reason: "insufficient-funds",
    });
    await expect(floor("10.01")).rejects.toMatchObject({ reason: "floor" });
    await floor(null);
    expect(await postOne(request("terms 3", move("7.00", "cash", "owed:terms")))).toMatchObject({
      status: "posted",
    });
  });

  it("can be frozen and freed", async () => {
    await open("owed:frozen");
    const attempt = (key: string) => postOne(request(key, move("1.00", "owed:frozen", "cash")));
    await inTransaction((tx) => setFrozen(tx, { account: "owed:frozen", frozen: true }));
    expect(await attempt("frozen 1")).toMatchObject({ reason: "frozen", account: "owed:frozen" });
    await inTransaction((tx) => setFrozen(tx, { account: "owed:frozen", frozen: false }));
    expect(await attempt("frozen 2")).toMatchObject({ status: "posted" });
    await expect(
      inTransaction((tx) => setFrozen(tx, { account: "no:such", frozen: true })),
    ).rejects.toMatchObject({
      reason: "unknown-account",
    });
  });
});

async function notesOf(account: string) {
  return (await inTransaction((tx) => takeUntoldNotes(tx))).filter((note) => note.account === account);
}
