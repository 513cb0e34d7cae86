// A Merkle-sum tree: every node has a hash and the sums of what is below it, and its hash covers both sums of both children. So a
// path from a leaf to the root shows that the leaf is counted in the root's totals, and shows of the rest only sums.
// public/verify-proof.mjs computes the same without this file.
import { hash as digestOf } from "node:crypto";
import { fromMinor } from "@/lib/money/currency";

/** Cents: what customers are owed, and what they owe. Never negative: a negative leaf could hide another's claim. */
export type Sums = { claims: bigint; debts: bigint };
export type Node = Sums & { hash: string };
/** The neighbor on the way up, on its side. */
export type Step = Node & { side: "left" | "right" };

export type Leaf = Sums & {
  /** Hex; makes the hash of a small amount impossible to guess. */
  salt: string;
  owner: string;
  /** Such as "1/2": a customer's sums are split at random, so that a neighbor's leaf shows nobody's balance. */
  part: string;
  /** SHA-256 of the owner's entries, in hex. */
  digest: string;
};

/**
 * A leaf of the tree.
 *
 * hash = SHA-256("leaf|salt|owner|part|claims|debts|digest"), amounts in dollars with two decimals
 */
export function leafNode({ salt, owner, part, claims, debts, digest }: Leaf): Node {
  const hash = sha256(["leaf", salt, owner, part, dollars(claims), dollars(debts), digest]);
  return { hash, claims, debts };
}

/**
 * The node above two others.
 *
 * hash = SHA-256("node|left hash|left claims|left debts|right hash|right claims|right debts"); the sums are added
 */
function nodeAbove(left: Node, right: Node): Node {
  const hash = sha256(["node", ...written(left), ...written(right)]);
  return { hash, claims: left.claims + right.claims, debts: left.debts + right.debts };
}

/** The root over nodes in their order; an unpaired last node moves up unchanged. At least one node. */
export function rootOf(nodes: readonly Node[]): Node {
  let level = nodes;
  while (level.length > 1) level = levelAbove(level);
  const [root] = level;
  if (!root) throw new RangeError("A tree has a leaf.");
  return root;
}

/** The neighbors on the way from the node at `index` to the root, lowest first. */
export function pathOf(nodes: readonly Node[], index: number): Step[] {
  const path: Step[] = [];
  let [level, at] = [nodes, index];
  while (level.length > 1) {
    const isLeft = at % 2 === 0;
    const neighbor = level[isLeft ? at + 1 : at - 1];
    if (neighbor) path.push({ ...neighbor, side: isLeft ? "right" : "left" });
    [level, at] = [levelAbove(level), Math.floor(at / 2)];
  }
  return path;
}

/**
 * What everybody compares: one hash of the totals, the root and the head of the seal.
 *
 * SHA-256("proof|business date|block|block hash|root|claims|debts|cash")
 */
export function fingerprintOf(proof: {
  businessDate: string;
  block: string;
  blockHash: string;
  root: Node;
  cash: string;
}): string {
  const { businessDate, block, blockHash, root, cash } = proof;
  return sha256(["proof", businessDate, block, blockHash, ...written(root), cash]);
}

function levelAbove(level: readonly Node[]): Node[] {
  const above: Node[] = [];
  for (let at = 0; at < level.length; at += 2) {
    const [left, right] = [level[at]!, level[at + 1]];
    above.push(right ? nodeAbove(left, right) : left);
  }
  return above;
}

function written({ hash, claims, debts }: Node): string[] {
  return [hash, dollars(claims), dollars(debts)];
}

function dollars(cents: bigint): string {
  return fromMinor(cents, 2);
}

function sha256(parts: string[]): string {
  return digestOf("sha256", parts.join("|"));
}
