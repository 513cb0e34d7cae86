// A proof of a small book, verified by the program that customers download, and every way to tamper with it.
import { spawnSync } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { db } from "@/lib/db";
import { sealLedger } from "@/lib/ledger/seal";
import { lastBlock } from "@/lib/ledger/seal-blocks";
import { digestOf, sealedAccounts, sealedOwners } from "@/lib/ledger/sealed-claims";
import { d, sum, toMoney } from "@/lib/money/money";
import { newInvestor, openAndClear, type TestInvestor } from "@/test/support/investing";
import { newLoan, repay, type TestLoan } from "@/test/support/loan";
import { sealAll } from "@/test/ledger-books";
import { customerProof, type CustomerProof, type Customer } from "./customer-proof";
import { proveClaims } from "./prove-claims";
import { verifyProof } from "@/public/verify-proof.mjs";

const DAY_0 = "2026-01-02";
const folder = mkdtempSync(join(tmpdir(), "modern-lending-proof-"));
afterAll(() => rmSync(folder, { recursive: true }));

let brittany: TestInvestor;
let art: TestLoan;
let proof: CustomerProof;
const investor = (): Customer => ({ kind: "investor", id: brittany.investorId });
const borrower = (): Customer => ({ kind: "borrower", id: art.borrowerId });

beforeAll(async () => {
  brittany = await newInvestor("Brittany Chen");
  await openAndClear(brittany, DAY_0);
  await openAndClear(await newInvestor("Carl Weber"), DAY_0);
  art = await newLoan(DAY_0);
  await newLoan(DAY_0);
  await sealAll();
  await proveClaims();
  proof = await customerProof(investor());
});

const changed = (change: (copy: CustomerProof) => void): CustomerProof => {
  const copy = structuredClone(proof);
  change(copy);
  return copy;
};

function run(...args: string[]) {
  const { status, stdout, stderr } = spawnSync(process.execPath, ["public/verify-proof.mjs", ...args], {
    encoding: "utf8",
  });
  return { status, text: stdout + stderr };
}

function saved(name: string, file: unknown): string {
  const path = join(folder, name);
  writeFileSync(path, JSON.stringify(file));
  return path;
}

describe("a proof", () => {
  it("counts an investor's claims and a borrower's debts, and says so on the command line with status 0", async () => {
    expect(proof).toMatchObject({
      claims: "10000.00",
      debts: "0.00",
      root: { claims: "20000.00", debts: "10000.00" },
    });
    expect(proof.cash).toBe("10000.00");
    const { status, text } = run(saved("brittany.json", proof), proof.fingerprint);
    expect({ status, text }).toEqual({
      status: 0,
      text: expect.stringContaining("are counted in the totals"),
    });
    const arts = await customerProof(borrower());
    expect(arts).toMatchObject({ claims: "0.00", debts: "5000.00", fingerprint: proof.fingerprint });
    await expect(verifyProof(arts)).resolves.toHaveLength(3);
  });

  it("is of what is sealed: later entries are in the next one, and the old root stays", async () => {
    await repay(art, DAY_0, { interest: "0.00", principal: "100.00" });
    expect(await customerProof(borrower())).toMatchObject({
      debts: "5000.00",
      fingerprint: proof.fingerprint,
    });
    await sealAll();
    expect(await customerProof(borrower())).toMatchObject({ debts: "5000.00" });
    expect(await proveClaims()).not.toBeNull();
    const next = await customerProof(borrower());
    expect(next.debts).toBe("4900.00");
    await expect(verifyProof(next)).resolves.toHaveLength(3);
    expect(await db.claimProof.count({ where: { fingerprint: proof.fingerprint } })).toBe(1);
  });

  it("is made once for a block", async () => {
    const before = await db.claimProof.count();
    expect(await Promise.all([proveClaims(), proveClaims()])).toEqual([null, null]);
    expect(await db.claimProof.count()).toBe(before);
  });

  it("splits a customer's sums at random and puts leaves in the order of their salted hashes", async () => {
    expect(proof.leaves.map(({ part }) => part)).toEqual(["1/2", "2/2"]);
    expect(toMoney(sum(proof.leaves.map(({ claims }) => d(claims))))).toBe("10000.00");
    const neighbors = proof.leaves.flatMap(({ path }) => path.slice(0, 1));
    for (const { claims, debts } of neighbors) expect(["10000.00", "5000.00"]).not.toContain(claims + debts);
  });

  it("is refused in words to a customer who has no entry in it", async () => {
    const newcomer = await newInvestor("Nora New");
    await expect(customerProof({ kind: "investor", id: newcomer.investorId })).rejects.toThrow(
      /no proof of your balances yet/,
    );
  });

  it("never mixes up customers whose ids begin alike", async () => {
    await sealLedger();
    const { block } = (await lastBlock())!;
    const owners = await sealedOwners(db, { block, prefixes: ["investor:", "borrower:"] });
    for (const { owner, digest } of owners) {
      expect(digestOf(await sealedAccounts(db, { block, owner }))).toBe(digest);
    }
    const short = brittany.investorId.slice(0, -1);
    expect(await sealedAccounts(db, { block, owner: `investor:${short}` })).toEqual([]);
    const wild = `${brittany.investorId.slice(0, -1)}_`;
    expect(await sealedAccounts(db, { block, owner: `investor:${wild}` })).toEqual([]);
  });

  it("has a root that neither the application nor the owner of the database can change", async () => {
    await expect(db.$executeRaw`UPDATE claim_proofs SET claims = 0`).rejects.toThrow(
      /permission denied|append-only/i,
    );
    await expect(db.$executeRaw`DELETE FROM claim_proofs`).rejects.toThrow(/permission denied|append-only/i);
  });
});

describe("a tampered file", () => {
  const other = (hash: string) => (hash.startsWith("0") ? "1" : "0") + hash.slice(1);
  const leafWithPath = () => proof.leaves.findIndex(({ path }) => path.length > 0);

  it.each<[string, (copy: CustomerProof) => void, RegExp]>([
    ["format", (copy) => (copy.format = "modern-lending-proof/2"), /^format/],
    ["business date", (copy) => (copy.businessDate = "2026-01-03"), /^fingerprint/],
    ["block", (copy) => (copy.head.block = "999"), /^fingerprint/],
    ["block's hash", (copy) => (copy.head.hash = other(copy.head.hash)), /^fingerprint/],
    ["root's hash", (copy) => (copy.root.hash = other(copy.root.hash)), /^fingerprint/],
    ["total of claims", (copy) => (copy.root.claims = "10000.00"), /^fingerprint/],
    ["total of debts", (copy) => (copy.root.debts = "90000.00"), /^fingerprint/],
    ["cash", (copy) => (copy.cash = "90000.00"), /^fingerprint/],
    ["fingerprint", (copy) => (copy.fingerprint = other(copy.fingerprint)), /^fingerprint/],
    ["owner", (copy) => (copy.owner = "investor:inv_other"), /^accounts: .* is not yours/],
    ["claims", (copy) => (copy.claims = "9999.99"), /^claims/],
    ["debts", (copy) => (copy.debts = "0.01"), /^debts/],
    ["account's code", (copy) => (copy.accounts[0]!.code += "x"), /^leaves: leaf 1 of 2 does not lead/],
    ["entry's version", (copy) => (copy.accounts[0]!.entries[0]!.version = "9"), /does not lead to the root/],
    [
      "entry's transaction",
      (copy) => (copy.accounts[0]!.entries[0]!.transaction = "9"),
      /does not lead to the root/,
    ],
    [
      "entry's date",
      (copy) => (copy.accounts[0]!.entries[0]!.on = "2026-01-09"),
      /does not lead to the root/,
    ],
    ["entry's side", (copy) => (copy.accounts[0]!.entries[0]!.side = "debit"), /^claims/],
    ["entry's amount", (copy) => (copy.accounts[0]!.entries[0]!.amount = "9000.00"), /^claims/],
    ["leaf's salt", (copy) => (copy.leaves[0]!.salt = other(copy.leaves[0]!.salt)), /^leaves: leaf 1 of 2/],
    ["leaf's part", (copy) => (copy.leaves[0]!.part = "2/2"), /^leaves: leaf 1 of 2/],
    ["leaf's claims", (copy) => (copy.leaves[1]!.claims = "1.00"), /^leaves: leaf 2 of 2/],
    ["leaf's debts", (copy) => (copy.leaves[1]!.debts = "1.00"), /^leaves: leaf 2 of 2/],
    [
      "neighbor's hash",
      (copy) => (copy.leaves[0]!.path[0]!.hash = other(copy.leaves[0]!.path[0]!.hash)),
      /does not lead/,
    ],
    ["neighbor's claims", (copy) => (copy.leaves[0]!.path[0]!.claims = "0.01"), /does not lead/],
    ["neighbor's debts", (copy) => (copy.leaves[0]!.path[0]!.debts = "0.01"), /does not lead/],
    ["neighbor's side", (copy) => (copy.leaves[0]!.path[0]!.side = "up"), /has no side/],
  ])("with another %s is rejected by name", async (_, change, sentence) => {
    await expect(verifyProof(changed(change))).rejects.toThrow(sentence);
  });

  it("with an altered balance, a missing claim or a swapped neighbor ends with status 1 and says what", () => {
    const altered = changed((copy) => {
      copy.accounts[0]!.entries[0]!.amount = "20000.00";
      copy.claims = "20000.00";
    });
    const missing = changed((copy) => copy.leaves.pop());
    const swapped = changed((copy) => {
      const step = copy.leaves[leafWithPath()]!.path[0]!;
      step.side = step.side === "left" ? "right" : "left";
    });
    for (const [name, file, sentence] of [
      ["altered.json", altered, /does not lead to the root: a balance or a neighbor differs/],
      ["missing.json", missing, /leaf 1 of 1 is not the one that it says/],
      ["swapped.json", swapped, /does not lead to the root: a balance or a neighbor differs/],
    ] as const) {
      const { status, text } = run(saved(name, file));
      expect({ name, status, text }).toEqual({ name, status: 1, text: expect.stringMatching(sentence) });
    }
  });

  it("of another tree is found by the published fingerprint", async () => {
    await expect(verifyProof(proof, other(proof.fingerprint))).rejects.toThrow(/another one was published/);
  });

  it.each([null, 5, "text", [], {}])("that is %j is no proof", async (file) => {
    await expect(verifyProof(file)).rejects.toThrow(/^(file|format)/);
  });

  it("that cannot be read ends with status 1", () => {
    expect(run(join(folder, "nowhere.json"))).toMatchObject({
      status: 1,
      text: expect.stringContaining("ENOENT"),
    });
  });
});
