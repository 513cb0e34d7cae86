// A tree that somebody builds falsely: whoever is left out or counted for less has no path that the verifier accepts.
import { randomBytes } from "node:crypto";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { verifyProof } from "@/public/verify-proof.mjs";
import { digestOf } from "@/lib/ledger/sealed-claims";
import { fromMinor } from "@/lib/money/currency";
import { leavesOf, packed, unpacked } from "./leaves";
import { fingerprintOf, leafNode, pathOf, rootOf, type Leaf, type Node } from "./tree";

const HEAD = { businessDate: "2026-01-02", block: "7", blockHash: "ab".repeat(32) };
const dollars = (cents: bigint) => fromMinor(cents, 2);
const written = ({ hash, claims, debts }: Node) => ({ hash, claims: dollars(claims), debts: dollars(debts) });

type Customer = { owner: string; claims: bigint; debts: bigint };

function accountsOf({ owner, claims, debts }: Customer) {
  const entry = (amount: bigint, side: "credit" | "debit") => ({
    ...{ version: "1", transaction: "1", on: "2026-01-02", side, amount: dollars(amount) },
  });
  return [
    { code: `${owner}:a`, entries: [entry(claims, "credit")] },
    { code: `${owner}:b`, entries: [entry(debts, "debit")] },
  ];
}

/** Builds a tree over leaves that somebody chose, and the file that a customer gets out of it. */
function book(customers: Customer[], { cash, leaves }: { cash: bigint; leaves?: (own: Leaf[]) => Leaf[] }) {
  const secret = randomBytes(32);
  const ofCustomer = (customer: Customer) =>
    leavesOf({ ...customer, digest: digestOf(accountsOf(customer)) }, secret);
  const all = customers.flatMap(ofCustomer);
  const nodes = (leaves?.(all) ?? all).map(leafNode).sort((a, b) => (a.hash < b.hash ? -1 : 1));
  const root = rootOf(nodes);
  const shared = {
    root: written(root),
    cash: dollars(cash),
    fingerprint: fingerprintOf({ ...HEAD, root, cash: dollars(cash) }),
  };
  const fileOf = (customer: Customer) => ({
    ...{ format: "modern-lending-proof/1", businessDate: HEAD.businessDate },
    head: { block: HEAD.block, hash: HEAD.blockHash },
    ...shared,
    ...{ owner: customer.owner, claims: dollars(customer.claims), debts: dollars(customer.debts) },
    accounts: accountsOf(customer),
    leaves: ofCustomer(customer).map((leaf) => ({
      ...{ salt: leaf.salt, part: leaf.part, claims: dollars(leaf.claims), debts: dollars(leaf.debts) },
      path: pathOf(
        nodes,
        nodes.findIndex(({ hash }) => hash === leafNode(leaf).hash),
      ).map(({ side, ...node }) => ({
        ...{ side, ...written(node) },
      })),
    })),
  });
  return { fileOf, nodes };
}

const BOOK: Customer[] = [
  { owner: "investor:brittany", claims: 1_048_000n, debts: 0n },
  { owner: "investor:carl", claims: 500_000n, debts: 0n },
  { owner: "borrower:art", claims: 0n, debts: 458_333n },
];
const [BRITTANY, CARL] = BOOK as [Customer, Customer];

describe("a book", () => {
  it("is proved to every customer, whatever its size", async () => {
    const amounts = fc.record({ claims: fc.bigInt(0n, 10n ** 9n), debts: fc.bigInt(0n, 10n ** 9n) });
    await fc.assert(
      fc.asyncProperty(fc.array(amounts, { minLength: 1, maxLength: 20 }), async (sums) => {
        const customers = sums.map((each, n) => ({ ...each, owner: `investor:inv_${n}` }));
        const { fileOf } = book(customers, { cash: 10n ** 11n });
        for (const customer of customers)
          await expect(verifyProof(fileOf(customer))).resolves.toHaveLength(3);
      }),
      { numRuns: 20 },
    );
  });

  it("keeps leaves as bytes and reads them back", () => {
    const { nodes } = book(BOOK, { cash: 0n });
    expect(unpacked(packed(nodes))).toEqual(nodes);
  });
});

describe("a false tree", () => {
  const cash = 2_000_000n;

  it("that leaves out a claim has no path for it, and counts the others all the same", async () => {
    const { fileOf } = book(BOOK, {
      cash,
      leaves: (all) => all.filter(({ owner }) => owner !== BRITTANY.owner),
    });
    await expect(verifyProof(fileOf(BRITTANY))).rejects.toThrow(/does not lead to the root/);
    await expect(verifyProof(fileOf(CARL))).resolves.toHaveLength(3);
  });

  it("that counts a balance for less has no path for the whole of it", async () => {
    const { fileOf } = book(BOOK, {
      cash,
      leaves: (all) => all.map((leaf) => (leaf.owner === BRITTANY.owner ? { ...leaf, claims: 1n } : leaf)),
    });
    await expect(verifyProof(fileOf(BRITTANY))).rejects.toThrow(/does not lead to the root/);
  });

  it("cannot hide a claim behind a negative one", async () => {
    const hole = {
      salt: "00",
      owner: "investor:nobody",
      part: "1/1",
      claims: -1_500_000n,
      debts: 0n,
      digest: "",
    };
    const { fileOf } = book(BOOK, { cash: 0n, leaves: (all) => [...all, hole] });
    const verdicts = await Promise.allSettled(BOOK.map((customer) => verifyProof(fileOf(customer))));
    expect(verdicts.filter(({ status }) => status === "rejected").length).toBeGreaterThan(0);
  });

  it("whose claims exceed cash and loans says by how much", async () => {
    const { fileOf } = book(BOOK, { cash: 1_089_667n });
    await expect(verifyProof(fileOf(CARL))).resolves.toHaveLength(3);
    await expect(verifyProof(book(BOOK, { cash: 1_089_666n }).fileOf(CARL))).rejects.toThrow(
      "root: claims of 15480.00 exceed cash and loans by 0.01.",
    );
    await expect(verifyProof(book(BOOK, { cash: -1n }).fileOf(CARL))).rejects.toThrow(/exceed/);
  });
});
