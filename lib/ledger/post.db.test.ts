import { afterEach, beforeAll, describe, expect, it } from "vitest";
import { db, inTransaction } from "@/lib/db";
import { LedgerError } from "./ledger-error";
import { post } from "./post";
import {
  available,
  child,
  connect,
  DAY,
  expectBooksHold,
  move,
  open,
  posted,
  postAll,
  postOne,
  request,
  size,
} from "@/test/ledger-books";
import { postTransaction, releaseHold, reverseTransaction, settleHold } from "./verbs";

beforeAll(async () => {
  await open("owed:a", "owed:b", "owed:c");
  await posted(request("start", move("1000.00", "owed:a", "cash")));
});

afterEach(expectBooksHold);

describe("idempotency", () => {
  it("answers the same request with the original result, forever", async () => {
    const asked = request("same", move("1.00", "owed:a", "cash"), { metadata: { b: 1, a: "x" } });
    const first = await postOne(asked);
    const before = await size();
    expect(await postOne(asked)).toEqual({ ...first, replayed: true });
    expect(await postOne({ ...asked, metadata: { a: "x", b: 1 } })).toEqual({ ...first, replayed: true });
    expect(await size()).toEqual(before);
  });

  it("calls another request under a used key a conflict and lets the first outcome stand", async () => {
    const asked = request("taken", move("1.00", "owed:a", "cash"));
    const first = await postOne(asked);
    const conflict = { status: "refused", reason: "key-conflict", replayed: false };
    expect(await postOne({ ...asked, lines: move("2.00", "owed:a", "cash") })).toEqual(conflict);
    expect(await postOne({ ...asked, effectiveOn: "2026-01-02" })).toEqual(conflict);
    expect(await postOne({ ...asked, mode: "record" })).toEqual(conflict);
    expect(await postOne(asked)).toEqual({ ...first, replayed: true });
    await expect(
      inTransaction((tx) => postTransaction(tx, { ...asked, lines: move("3.00", "owed:a", "cash") })),
    ).rejects.toMatchObject({ code: "conflict" });
  });

  it("keeps a refusal: more money later does not revive its key", async () => {
    const asked = request("refused", move("5000.00", "cash", "owed:a"));
    const refusal = {
      status: "refused",
      reason: "insufficient-funds",
      account: "cash",
      available: await available("cash"),
    };
    expect(await postOne(asked)).toEqual({ ...refusal, replayed: false });
    await posted(request("more", move("9000.00", "owed:b", "cash")));
    expect(await postOne(asked)).toEqual({ ...refusal, replayed: true });
    await posted({ ...asked, key: "a new attempt" });
  });

  it("gives the second of one key in one call the outcome of the first", async () => {
    const asked = request("twin", move("1.00", "owed:a", "cash"));
    const [first, second, other] = await postAll(asked, asked, {
      ...asked,
      lines: move("2.00", "owed:a", "cash"),
    });
    expect(first).toMatchObject({ status: "posted", replayed: false });
    expect(second).toEqual({ ...first, replayed: true });
    expect(other).toEqual({ status: "refused", reason: "key-conflict", replayed: false });
  });

  it("leaves the key fresh when the caller rolls back, of what was posted and of what was refused", async () => {
    const before = await size();
    const good = request("rolled back", move("1.00", "owed:a", "cash"));
    const bad = request("rolled back too", move("99999999.00", "cash", "owed:a"));
    const attempt = inTransaction(async (tx) => {
      const results = await post(tx, [good, bad]);
      expect(results.map(({ status }) => status)).toEqual(["posted", "refused"]);
      throw new Error("the business fact failed");
    });
    await expect(attempt).rejects.toThrow("the business fact failed");
    expect(await size()).toEqual(before);
    expect(await postOne(good)).toMatchObject({ status: "posted", replayed: false });
  });

  it("posts once when twenty callers send the same request at the same time", async () => {
    const asked = request("twenty", move("1.00", "owed:a", "cash"));
    const results = await Promise.all(Array.from({ length: 20 }, () => postOne(asked)));
    expect(new Set(results.map((result) => result.status === "posted" && result.transactionId)).size).toBe(1);
    expect(results.filter(({ replayed }) => !replayed)).toHaveLength(1);
  });
});

describe("one key for two requests that share no account", () => {
  it("goes to the first to commit; the other, waiting for it, is a conflict", async () => {
    await open("left:a", "left:b", "right:a", "right:b");
    let commit = () => {};
    const mayCommit = new Promise<void>((resolve) => (commit = resolve));
    let hasPosted = () => {};
    const posted = new Promise<void>((resolve) => (hasPosted = resolve));
    const first = inTransaction(async (tx) => {
      const results = await post(tx, [request("contested", move("1.00", "left:a", "left:b"))]);
      hasPosted();
      await mayCommit;
      return results;
    });
    await posted;
    const second = postAll(request("contested", move("1.00", "right:a", "right:b")));
    commit();
    expect(await first).toMatchObject([{ status: "posted" }]);
    // Whether it waited at the unique index or came later and read the key, it gets the same answer.
    const told = await second.then(
      ([result]) => (result as { reason: string }).reason,
      (error: { code: string }) => error.code,
    );
    expect(["conflict", "key-conflict"]).toContain(told);
  });
});

describe("floors", () => {
  it("refuses our own postings that would leave too little, and does the others of the call", async () => {
    const [first, second, third] = await postAll(
      request("big", move("900000.00", "cash", "owed:a")),
      request("in", move("900000.00", "owed:a", "cash")),
      request("big again", move("900000.00", "cash", "owed:a")),
    );
    expect(first).toMatchObject({ status: "refused", reason: "insufficient-funds", account: "cash" });
    expect([second!.status, third!.status]).toEqual(["posted", "posted"]);
  });

  it("counts what is promised away, but not what is only announced", async () => {
    await posted(request("announced", move("500000.00", "owed:a", "cash"), { kind: "hold" }));
    expect(await postOne(request("too early", move("400000.00", "cash", "owed:a")))).toMatchObject({
      reason: "insufficient-funds",
    });
    const all = await available("cash");
    const hold = await posted(request("promised", move(all, "cash", "owed:b"), { kind: "hold" }));
    expect(await available("cash")).toBe("0.00");
    expect(await postOne(request("one cent more", move("0.01", "cash", "owed:a")))).toMatchObject({
      available: "0.00",
    });
    await inTransaction((tx) => releaseHold(tx, { key: "promise broken", holdId: hold, effectiveOn: DAY }));
    expect(await available("cash")).toBe(all);
  });

  it("judges a transaction as a whole: money that comes in and goes out again lowers nothing", async () => {
    const lines = [...move("5000000.00", "cash", "owed:a"), ...move("5000000.00", "owed:b", "cash")];
    expect(await postOne(request("through", lines))).toMatchObject({ status: "posted" });
  });

  it("records a fact below the floor, states what is missing, raises an alert, and inflows bring it back", async () => {
    const all = await available("cash");
    await posted(request("empty", move(all, "cash", "owed:b")));
    const id = await posted(request("returned", move("30.00", "cash", "owed:a"), { mode: "record" }));
    expect(await cashShortfall()).toBe(3000n);
    const alert = await db.ledgerOutbox.findFirstOrThrow({ orderBy: { id: "desc" } });
    expect(alert).toMatchObject({
      topic: "floor-alert",
      payload: { account: "cash", transactionId: id, available: "-3000", floor: "0" },
    });
    expect(await postOne(request("ours", move("1.00", "cash", "owed:a")))).toMatchObject({
      status: "refused",
      available: "-30.00",
    });
    await posted(request("some", move("20.00", "owed:a", "cash")));
    expect(await cashShortfall()).toBe(1000n);
    await posted(request("enough", move("5000.00", "owed:a", "cash")));
    expect(await cashShortfall()).toBe(0n);
  });

  it("refuses our own postings on a frozen account, and records facts there all the same", async () => {
    await owner(
      "UPDATE ledger.balances SET is_frozen = true FROM ledger.accounts a WHERE a.id = account_id AND a.code = 'owed:c'",
    );
    const lines = move("1.00", "owed:c", "cash");
    expect(await postOne(request("frozen", lines))).toMatchObject({
      status: "refused",
      reason: "frozen",
      account: "owed:c",
    });
    expect(await postOne(request("fact", lines, { mode: "record" }))).toMatchObject({ status: "posted" });
    await owner("UPDATE ledger.balances SET is_frozen = false");
  });

  it("lets exactly the affordable ones of twenty pass at the last dollar, without a deadlock", async () => {
    const all = await available("cash");
    await posted(request("drain", move(all, "cash", "owed:b")));
    await posted(request("seven dollars", move("7.00", "owed:a", "cash")));
    const results = await Promise.all(
      Array.from({ length: 20 }, (_, n) => {
        // Half of them name their accounts in the other order, which must not matter to the order of locks.
        const lines = n % 2 ? move("1.00", "cash", "owed:b") : move("1.00", "cash", "owed:b").reverse();
        return postOne(request(`last dollar ${n}`, lines, { kind: "hold" }));
      }),
    );
    expect(results.filter(({ status }) => status === "posted")).toHaveLength(7);
    expect(await available("cash")).toBe("0.00");
    await posted(request("refill", move("5000.00", "owed:a", "cash")));
  });

  it("crosses many accounts from many callers without a deadlock", async () => {
    const names = Array.from({ length: 8 }, (_, n) => `cross:${n}`);
    await open(...names);
    const pick = (n: number) => names[n % names.length]!;
    const results = await Promise.all(
      Array.from({ length: 40 }, (_, n) =>
        inTransaction((tx) =>
          post(tx, [
            request(`cross ${n} a`, move("1.00", pick(n * 3), pick(n * 5 + 1))),
            request(`cross ${n} b`, move("1.00", pick(n * 7 + 2), "cash")),
          ]),
        ),
      ),
    );
    expect(results.flat().every(({ status }) => status === "posted")).toBe(true);
  });
});

describe("holds and reversals", () => {
  it("settles a hold in full, once", async () => {
    const before = await available("cash");
    const hold = await posted(request("h1", move("10.00", "cash", "owed:a"), { kind: "hold" }));
    const settled = await inTransaction((tx) =>
      settleHold(tx, { key: "s1", holdId: hold, effectiveOn: "2026-01-03" }),
    );
    expect(settled.replayed).toBe(false);
    expect(Number(before) - Number(await available("cash"))).toBeCloseTo(10, 2);
    expect(await postOne(child("settle", "s1 again", hold))).toMatchObject({ reason: "already-resolved" });
    expect(await postOne(child("release", "r1", hold))).toMatchObject({ reason: "already-resolved" });
    await expect(
      inTransaction((tx) => releaseHold(tx, { key: "r2", holdId: hold, effectiveOn: DAY })),
    ).rejects.toMatchObject({ code: "wrong-state" });
  });

  it("settles a part and frees the rest", async () => {
    const before = await available("cash");
    const hold = await posted(request("h2", move("10.00", "cash", "owed:a"), { kind: "hold" }));
    await posted(child("settle", "s2", hold, { lines: move("4.00", "cash", "owed:a") }));
    expect(Number(before) - Number(await available("cash"))).toBeCloseTo(4, 2);
  });

  it("refuses to settle more than was held, or on an account that was not held", async () => {
    const hold = await posted(request("h3", move("10.00", "cash", "owed:a"), { kind: "hold" }));
    const exceeds = { status: "refused", reason: "exceeds-hold" };
    expect(
      await postOne(child("settle", "s3", hold, { lines: move("10.01", "cash", "owed:a") })),
    ).toMatchObject(exceeds);
    expect(
      await postOne(child("settle", "s4", hold, { lines: move("1.00", "cash", "owed:b") })),
    ).toMatchObject(exceeds);
    expect(
      await postOne(child("settle", "s5", hold, { lines: move("1.00", "owed:a", "cash") })),
    ).toMatchObject(exceeds);
    const twice = [...move("6.00", "cash", "owed:a"), ...move("6.00", "cash", "owed:a")];
    expect(await postOne(child("settle", "s6", hold, { lines: twice }))).toMatchObject(exceeds);
    await posted(child("release", "r3", hold));
  });

  it("lets one of two that race to resolve a hold win, also within one call", async () => {
    const hold = await posted(request("h4", move("10.00", "cash", "owed:a"), { kind: "hold" }));
    const race = await Promise.all(
      Array.from({ length: 6 }, (_, n) => postOne(child(n % 2 ? "settle" : "release", `race ${n}`, hold))),
    );
    expect(race.filter(({ status }) => status === "posted")).toHaveLength(1);
    const other = await posted(request("h5", move("10.00", "cash", "owed:a"), { kind: "hold" }));
    const [won, lost] = await postAll(
      child("settle", "same call 1", other),
      child("release", "same call 2", other),
    );
    expect([won!.status, lost]).toEqual(["posted", expect.objectContaining({ reason: "already-resolved" })]);
  });

  it("reverses a transaction once, and a settled hold by its settle", async () => {
    const before = await available("cash");
    const payment = await posted(request("p1", move("10.00", "cash", "owed:a")));
    await inTransaction((tx) =>
      reverseTransaction(tx, { key: "back 1", transactionId: payment, effectiveOn: DAY }),
    );
    expect(await available("cash")).toBe(before);
    expect(await postOne(child("reversal", "back 2", payment))).toMatchObject({ reason: "already-reversed" });
    const hold = await posted(request("h6", move("10.00", "cash", "owed:a"), { kind: "hold" }));
    expect(await postOne(child("reversal", "back 3", hold))).toMatchObject({ reason: "not-reversible" });
    const settle = await posted(child("settle", "s7", hold));
    const back = await posted(child("reversal", "back 4", settle));
    expect(await postOne(child("reversal", "back 5", back))).toMatchObject({ reason: "not-reversible" });
    expect(await postOne(child("settle", "s8", settle))).toMatchObject({ reason: "not-a-hold" });
    expect(await available("cash")).toBe(before);
  });
});

describe("a malformed call", () => {
  const good = move("1.00", "owed:a", "cash");
  const line = (change: object) => [{ ...good[0]!, ...change }, good[1]!];
  it.each([
    ["that is not balanced", request("m1", [good[0]!, { ...good[1]!, amount: "1.01" }]), "unbalanced"],
    ["with one line", request("m2", [good[0]!]), "unbalanced"],
    ["without lines", request("m3", []), "malformed"],
    ["of zero", request("m4", move("0.00", "owed:a", "cash")), "malformed"],
    ["below zero", request("m5", move("-1.00", "owed:a", "cash")), "malformed"],
    ["with a fraction of a cent", request("m6", move("1.005", "owed:a", "cash")), "malformed"],
    [
      "beyond what a bigint holds",
      request("m7", move("92233720368547758.08", "owed:a", "cash")),
      "out-of-range",
    ],
    [
      "that overflows a counter",
      request("m8", move("92233720368547758.07", "owed:a", "cash")),
      "out-of-range",
    ],
    ["with an unknown account", request("m9", line({ account: "no:such" })), "unknown-account"],
    ["on a day that does not exist", request("m10", good, { effectiveOn: "2026-02-30" }), "malformed"],
    ["on an absurd day", request("m11", good, { effectiveOn: "0001-01-01" }), "malformed"],
    ["without a key", request("", good), "malformed"],
    ["without an event type", request("m12", good, { eventType: "" }), "malformed"],
    ["with a parent where none belongs", request("m13", good, { parentId: "1" }), "malformed"],
    ["that settles nothing", child("settle", "m14", "0"), "malformed"],
    ["that settles what does not exist", child("settle", "m15", "999999999"), "unknown-transaction"],
    ["whose parent is no number", child("settle", "m16", "1 or 1=1"), "malformed"],
    ["that releases with lines", child("release", "m17", "1", { lines: good }), "malformed"],
  ])(
    "%s is an error that leaves no trace, and takes the rest of the call with it",
    async (_, asked, reason) => {
      const before = await size();
      const error = await postAll(request(`innocent ${reason}`, good), asked).then(
        () => null,
        (thrown: unknown) => thrown,
      );
      expect(error).toBeInstanceOf(LedgerError);
      expect(error).toMatchObject({ reason });
      expect(await size()).toEqual(before);
    },
  );

  it("from a caller with a frozen snapshot is refused by name, instead of failing at random", async () => {
    for (const isolationLevel of ["RepeatableRead", "Serializable"] as const) {
      const attempt = db.$transaction((tx) => post(tx, [request("snapshot", good)]), { isolationLevel });
      await expect(attempt).rejects.toMatchObject({ name: "LedgerError", reason: "isolation-level" });
    }
  });

  it("of nothing at all answers nothing", async () => {
    expect(await postAll()).toEqual([]);
  });
});

async function cashShortfall() {
  const cash = await db.ledgerAccount.findUniqueOrThrow({
    where: { code: "cash" },
    include: { balance: true },
  });
  return cash.balance!.shortfall;
}

async function owner(sql: string) {
  const client = await connect();
  await client.query(sql);
  await client.end();
}
