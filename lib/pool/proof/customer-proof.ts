import { fromDbDate, type IsoDate } from "@/lib/calendar/dates";
import { db, type Tx } from "@/lib/db";
import { DomainError, invariant } from "@/lib/errors";
import { digestOf, isInCurrentChain, sealedAccounts, type SealedAccount } from "@/lib/ledger/sealed-claims";
import { fromMinor, toMinor, CURRENCY } from "@/lib/money/currency";
import { toMoney } from "@/lib/money/money";
import { PREFIXES } from "@/lib/transaction-types/account-codes";
import { leavesOf, unpacked } from "./leaves";
import { leafNode, pathOf, type Leaf, type Node, type Step } from "./tree";

const FORMAT = "modern-lending-proof/1";

export type Customer = { kind: "investor" | "borrower"; id: string };

type Written = { hash: string; claims: string; debts: string };

/** What a customer downloads; public/verify-proof.mjs reads it. Dollars with two decimals. */
export type CustomerProof = {
  format: string;
  businessDate: IsoDate;
  head: { block: string; hash: string };
  root: Written;
  cash: string;
  fingerprint: string;
  owner: string;
  claims: string;
  debts: string;
  accounts: SealedAccount[];
  leaves: {
    salt: string;
    part: string;
    claims: string;
    debts: string;
    path: (Written & { side: string })[];
  }[];
};

/**
 * The newest proof as one customer may see it: their own entries up to its block, and the way from their leaves to the root.
 * It is made again from the ledger, so it exists only if the ledger still says what the tree was built from.
 *
 * @throws DomainError "not-found" while there is no proof with an entry of theirs, and after a restore until the next one
 */
export function customerProof(customer: Customer): Promise<CustomerProof> {
  return db.$transaction(async (tx) => {
    const proof = await tx.claimProof.findFirst({ orderBy: { n: "desc" } });
    const owner = `${customer.kind === "investor" ? PREFIXES.investors : PREFIXES.borrowers}${customer.id}`;
    const block = String(proof?.block ?? "");
    const accounts =
      proof && (await isInCurrentChain(tx, block)) ? await sealedAccounts(tx, { block, owner }) : [];
    if (!proof || accounts.length === 0) {
      throw new DomainError(
        "not-found",
        "There is no proof of your balances yet. One is made every night; come back after the first night with an entry.",
      );
    }
    const sums = sumsOf(accounts);
    const leaves = leavesOf({ owner, ...sums, digest: digestOf(accounts) }, proof.secret);
    return {
      ...{ format: FORMAT, businessDate: fromDbDate(proof.businessDate) },
      head: { block, hash: proof.blockHash },
      root: {
        hash: proof.root,
        claims: toMoney(proof.claims.toString()),
        debts: toMoney(proof.debts.toString()),
      },
      ...{ cash: toMoney(proof.cash.toString()), fingerprint: proof.fingerprint },
      ...{ owner, claims: fromMinor(sums.claims, 2), debts: fromMinor(sums.debts, 2), accounts },
      leaves: await Promise.all(leaves.map((leaf) => writtenLeaf(tx, proof.n, leaf))),
    };
  });
}

/** An account with a credit balance is owed to the customer, one with a debit balance is owed by them. */
function sumsOf(accounts: readonly SealedAccount[]) {
  let [claims, debts] = [0n, 0n];
  for (const { entries } of accounts) {
    const owed = entries.reduce((sum, { side, amount }) => {
      const cents = toMinor(amount, CURRENCY);
      return side === "credit" ? sum + cents : sum - cents;
    }, 0n);
    if (owed > 0n) claims += owed;
    else debts -= owed;
  }
  return { claims, debts };
}

async function writtenLeaf(tx: Tx, proof: bigint, leaf: Leaf): Promise<CustomerProof["leaves"][number]> {
  const { salt, part, claims, debts } = leaf;
  const path = await pathToRoot(tx, proof, leafNode(leaf));
  return {
    ...{ salt, part, claims: fromMinor(claims, 2), debts: fromMinor(debts, 2) },
    path: path.map(({ side, ...node }) => ({ side, ...written(node) })),
  };
}

async function pathToRoot(tx: Tx, proof: bigint, leaf: Node): Promise<Step[]> {
  const chunks = await tx.claimProofChunk.findMany({
    where: { proof },
    orderBy: { chunk: "asc" },
    select: { chunk: true, firstHash: true, root: true, claims: true, debts: true },
  });
  const at = chunks.findLastIndex(({ firstHash }) => firstHash <= leaf.hash);
  const kept = await tx.claimProofChunk.findUnique({
    where: { proof_chunk: { proof, chunk: chunks[at]?.chunk ?? 0 } },
    select: { leaves: true },
  });
  const nodes = unpacked(kept?.leaves ?? new Uint8Array());
  const index = nodes.findIndex(({ hash }) => hash === leaf.hash);
  invariant(index >= 0, "the ledger still says what the proof was built from");
  const roots = chunks.map(({ root, claims, debts }) => ({
    ...{
      hash: root,
      claims: toMinor(claims.toFixed(2), CURRENCY),
      debts: toMinor(debts.toFixed(2), CURRENCY),
    },
  }));
  return [...pathOf(nodes, index), ...pathOf(roots, at)];
}

function written({ hash, claims, debts }: Node): Written {
  return { hash, claims: fromMinor(claims, 2), debts: fromMinor(debts, 2) };
}
