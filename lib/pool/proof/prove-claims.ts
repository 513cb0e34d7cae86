import { randomBytes } from "node:crypto";
import { setImmediate as breathe } from "node:timers/promises";
import { toDbDate } from "@/lib/calendar/dates";
import { chunksOf } from "@/lib/chunks";
import { businessDate } from "@/lib/clock";
import { LONG_READ_MS } from "@/lib/connection-limits";
import { allowLongStatements, db } from "@/lib/db";
import { sealLedger } from "@/lib/ledger/seal";
import { lastBlock } from "@/lib/ledger/seal-blocks";
import { isInCurrentChain, sealedDebits, sealedOwners, type SealedOwner } from "@/lib/ledger/sealed-claims";
import { fromMinor } from "@/lib/money/currency";
import { CASH, PREFIXES } from "@/lib/transaction-types/account-codes";
import type { Prisma } from "@/prisma/generated/client";
import { LEAVES_OF_A_CHUNK, leavesOf, packed } from "./leaves";
import { fingerprintOf, leafNode, rootOf, type Node } from "./tree";

/** How many proofs customers can still download; the roots of all stay. */
const KEPT = 31;
const CUSTOMERS_AT_ONCE = 1000;
const SECRET_BYTES = 32;

/**
 * Builds the tree of all claims of investors and debts of borrowers at the newest block of the seal, and keeps its root, totals
 * and leaves. Seals first. Does nothing when that block has a proof, when nothing is sealed, when no customer has an entry, or
 * while sealing is paused after a restore.
 *
 * @returns the proof's number; null when there was nothing to do
 */
export async function proveClaims(): Promise<string | null> {
  await sealLedger();
  const head = await lastBlock();
  if (!head || (await db.claimProof.findUnique({ where: { block: BigInt(head.block) } }))) return null;
  const facts = await readFacts(head.block);
  if (!facts || facts.owners.length === 0) return null;
  const secret = randomBytes(SECRET_BYTES);
  const chunks = await chunksOfLeaves(facts.owners, secret);
  const root = rootOf(chunks.map((chunk) => chunk.root));
  const on = await businessDate();
  const cash = fromMinor(facts.cash, 2);
  const fingerprint = fingerprintOf({
    businessDate: on,
    block: head.block,
    blockHash: head.hash,
    root,
    cash,
  });
  return keep(
    {
      ...{ businessDate: toDbDate(on), block: BigInt(head.block), blockHash: head.hash, fingerprint, secret },
      ...{ root: root.hash, ...inDollars(root), cash, customers: facts.owners.length },
    },
    chunks,
  );
}

/** What the tree is made of: fixed by the block, whatever is posted while it is read. */
function readFacts(block: string): Promise<{ owners: SealedOwner[]; cash: bigint } | null> {
  return db.$transaction(
    async (tx) => {
      if (!(await isInCurrentChain(tx, block))) return null;
      await allowLongStatements(tx);
      const owners = await sealedOwners(tx, { block, prefixes: [PREFIXES.investors, PREFIXES.borrowers] });
      return { owners, cash: await sealedDebits(tx, { block, code: CASH }) };
    },
    { timeout: LONG_READ_MS },
  );
}

type Chunk = { nodes: Node[]; root: Node };

/** Hashing a large book takes seconds, during which the worker must still hear of payments: it pauses between pieces. */
async function chunksOfLeaves(owners: readonly SealedOwner[], secret: Buffer): Promise<Chunk[]> {
  const nodes: Node[] = [];
  for (const some of chunksOf(owners, CUSTOMERS_AT_ONCE)) {
    const leaves = some.flatMap(({ owner, credits, debits, digest }) =>
      leavesOf({ owner, claims: credits, debts: debits, digest }, secret),
    );
    nodes.push(...leaves.map(leafNode));
    await breathe();
  }
  nodes.sort((a, b) => (a.hash < b.hash ? -1 : 1));
  const chunks: Chunk[] = [];
  for (const some of chunksOf(nodes, LEAVES_OF_A_CHUNK)) {
    chunks.push({ nodes: some, root: rootOf(some) });
    await breathe();
  }
  return chunks;
}

/** Of two that make a proof of one block, the first one's is kept. */
function keep(row: Prisma.ClaimProofCreateManyInput, chunks: Chunk[]): Promise<string | null> {
  return db.$transaction(
    async (tx) => {
      const [made] = await tx.claimProof.createManyAndReturn({
        data: [row],
        skipDuplicates: true,
        select: { n: true },
      });
      if (!made) return null;
      await tx.claimProofChunk.createMany({
        data: chunks.map(({ nodes, root }, chunk) => ({
          ...{ proof: made.n, chunk, firstHash: nodes[0]!.hash, root: root.hash, ...inDollars(root) },
          leaves: packed(nodes),
        })),
      });
      const downloadable = await tx.claimProof.findMany({
        orderBy: { n: "desc" },
        take: KEPT,
        select: { n: true },
      });
      await tx.claimProofChunk.deleteMany({ where: { proof: { lt: downloadable.at(-1)!.n } } });
      return String(made.n);
    },
    { timeout: LONG_READ_MS },
  );
}

function inDollars({ claims, debts }: Node) {
  return { claims: fromMinor(claims, 2), debts: fromMinor(debts, 2) };
}
