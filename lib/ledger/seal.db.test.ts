// What the seal covers. That tampering is found: scripts/ledger.db.test.ts.
import { beforeAll, describe, expect, it } from "vitest";
import { db, inTransaction } from "@/lib/db";
import { move, open, posted, postOne, request, sealAll } from "@/test/ledger-books";
import { post } from "./post";
import { setFrozen } from "./account-terms";
import { blockOf, countUnsealed, sealHead, sealLedger } from "./seal";
import { blockList } from "./seal-blocks";
import { verifySeal } from "./verify-seal";

beforeAll(() => open("owed:sealed", "owed:cold"));

const next = (() => {
  let n = 0;
  return () => request(`sealed ${++n}`, move("1.00", "owed:sealed", "cash"));
})();

/** Every sealed id, in the order of the blocks. */
async function sealedIds() {
  const blocks = await db.$queryRaw<{ ids: bigint[] }[]>`SELECT ids FROM ledger.blocks ORDER BY n`;
  return blocks.flatMap(({ ids }) => ids.map(String));
}

describe("the window", () => {
  it("is held back by a transaction that is still open, although later ones are committed", async () => {
    let commit = () => {};
    const mayCommit = new Promise<void>((resolve) => (commit = resolve));
    let posting = () => {};
    const hasPosted = new Promise<void>((resolve) => (posting = resolve));
    const slow = inTransaction(async (tx) => {
      // Its own Accounts: whoever posts in the meantime does not wait for it.
      const results = await post(tx, [request("slow", move("1.00", "owed:cold", "revenue:fees"))]);
      posting();
      await mayCommit;
      return results;
    });
    await hasPosted;
    const fast = await posted(next());
    await sealLedger();
    expect(await blockOf(fast)).toBeNull();
    expect(await countUnsealed()).toBe(1); // the open one is not there to be counted yet

    commit();
    const [early] = await slow;
    await sealAll();
    const ids = await sealedIds();
    const slowId = early!.status === "posted" ? early!.transactionId : "";
    expect(ids.indexOf(slowId)).toBeGreaterThanOrEqual(0);
    expect(ids.indexOf(slowId)).toBeLessThan(ids.indexOf(fast)); // in the order in which they began to write
    expect((await verifySeal()).faults).toEqual([]);
  });

  it("leaves out what was rolled back", async () => {
    await sealAll();
    const before = await sealedIds();
    await expect(
      inTransaction(async (tx) => {
        await post(tx, [next()]);
        throw new Error("undone");
      }),
    ).rejects.toThrow("undone");
    await sealLedger();
    expect(await sealedIds()).toEqual(before);
    expect((await verifySeal()).faults).toEqual([]);
  });

  it("takes refusals in, each under its own number", async () => {
    await inTransaction((tx) => setFrozen(tx, { account: "owed:cold", frozen: true }));
    await postOne(request("refused", move("1.00", "owed:cold", "cash")));
    await sealAll();
    const [row] = await db.ledgerRejection.findMany({ where: { idempotencyKey: "refused" } });
    expect(await sealedIds()).toContain(String(-row!.id));
  });
});

describe("sealing", () => {
  it("by two at once seals each transaction once", async () => {
    const ids = [];
    for (let n = 0; n < 5; n++) ids.push(await posted(next()));
    await Promise.all([sealLedger(), sealLedger(), sealLedger()]);
    await sealAll();
    const sealed = await sealedIds();
    expect(new Set(sealed).size).toBe(sealed.length);
    expect(sealed).toEqual(expect.arrayContaining(ids));
    expect((await verifySeal()).faults).toEqual([]);
  });

  it("goes on where the last block ended, and an old head stays true", async () => {
    await posted(next());
    await sealAll();
    const old = (await sealHead())!;
    const transaction = await posted(next());
    expect(await blockOf(transaction)).toBeNull();
    await sealAll();
    const head = (await sealHead())!;
    expect(Number(head.block)).toBeGreaterThan(Number(old.block));
    expect(await blockOf(transaction)).toBe(head.block);
    expect(head.transactions).toBe(old.transactions + 1);
    const { rows, total } = await blockList.page({ pageSize: 2 });
    expect(total).toBe(Number(head.block));
    expect(rows.map(({ block, hash }) => [block, hash])).toEqual([
      [head.block, head.hash],
      [old.block, old.hash],
    ]);
    const largest = await blockList.page({ sort: { by: "transactions", direction: "desc" } });
    const sizes = largest.rows.map(({ transactions }) => transactions);
    expect(sizes).toEqual(sizes.toSorted((a, b) => b - a));

    const whole = await verifySeal({ anchor: old });
    expect(whole).toEqual({
      blocks: Number(head.block),
      transactions: head.transactions,
      head: { block: head.block, hash: head.hash },
      faults: [],
      isRestored: false,
    });
    const tail = await verifySeal({ since: head.block, anchor: old });
    expect(tail).toMatchObject({ blocks: 1, transactions: 1, faults: [] });
    expect(await sealLedger()).toBe(0);
    expect(await sealHead()).toEqual(head);
  });

  it("in pieces never divides a database transaction, and leads to blocks that verify", async () => {
    await sealAll();
    const first = Number((await sealHead())!.block) + 1;
    await inTransaction((tx) => post(tx, [next(), next(), next()]));
    await posted(next());
    const pieces: number[] = [];
    await expect
      .poll(
        async () => {
          const [row] = await db.$queryRaw<{ sealed: number }[]>`SELECT ledger.seal(2) AS sealed`;
          if (row!.sealed > 0) pieces.push(row!.sealed);
          return countUnsealed();
        },
        { timeout: 20_000 },
      )
      .toBe(0);
    expect(pieces).toEqual([3, 1]);
    expect(await verifySeal({ since: String(first) })).toMatchObject({
      blocks: 2,
      transactions: 4,
      faults: [],
    });
  });
});

describe("a head that was kept outside", () => {
  it("must be of a block that is there, with that hash, wherever verifying begins", async () => {
    await posted(next());
    await sealAll();
    const head = (await sealHead())!;
    const faults = async (block: string, hash: string, since = "1") =>
      (await verifySeal({ since, anchor: { block, hash } })).faults;
    expect(await faults(head.block, head.hash.slice(0, 16))).toEqual([]); // as printed
    const other = "0123456789abcdef".repeat(4);
    expect(await faults(head.block, other)).toEqual([
      `Block ${head.block} has a different hash from the one that was kept outside.`,
    ]);
    expect(await faults("1", other, head.block)).toEqual([
      "Block 1 has a different hash from the one that was kept outside.",
    ]);
    const beyond = String(Number(head.block) + 1);
    expect(await faults(beyond, head.hash)).toEqual([`Block ${beyond} is missing.`]);
    await expect(faults(head.block, head.hash.slice(0, 15))).rejects.toThrow("at least 16 digits");
  });

  it("is not found to be true by verifying from beyond the end", async () => {
    const { block } = (await sealHead())!;
    const { blocks, faults } = await verifySeal({ since: String(Number(block) + 2) });
    expect({ blocks, faults }).toEqual({
      blocks: 0,
      faults: [`Block ${Number(block) + 1} is missing.`],
    });
    expect((await verifySeal({ since: String(Number(block) + 1) })).faults).toEqual([]);
  });
});
