// Recomputes the chain of hashes outside the database. It uses none of the database's functions that made the seal:
// whoever could alter the books could alter those too.
import { createHash } from "node:crypto";
import { db, type Tx } from "@/lib/db";

export type SealVerdict = {
  blocks: number;
  transactions: number;
  /** The last block's number and hash, to be compared with what was kept outside. */
  head: { block: string; hash: string } | null;
  /** What was found, in words, naming the row; empty when all is well. */
  faults: string[];
  /** The database was restored into another cluster: what was added since then cannot be distinguished from what belongs there. */
  isRestored: boolean;
};

type Block = {
  n: bigint;
  from: string;
  upto: string;
  ids: bigint[];
  digests: Buffer;
  prev: Buffer;
  hash: Buffer;
};

/** A chain that a restored database started; the first has no such row's hash in its link. */
type Chain = {
  n: bigint;
  system: string;
  first: bigint;
  transactions: bigint;
  rejections: bigint;
  commits: bigint;
  begins: string;
  reason: string;
  by: string;
  at: bigint;
};

const GENESIS = sha256("Modern Lending");
const DIGEST = 32;
const SHORTEST_HASH = 16;
const TIMEOUT_MS = 10 * 60 * 1000;

/**
 * Verifies the blocks from `since` on, all of it from one snapshot.
 *
 * @param since  number of the first block to verify, default 1; the block before it is trusted
 * @param anchor a head that was kept outside: its block must still have that hash, or one that begins with it, since
 *               that is what is in the footer of a statement
 */
export function verifySeal({
  since = "1",
  anchor,
}: { since?: string; anchor?: { block: string; hash: string } } = {}): Promise<SealVerdict> {
  return db.$transaction((tx) => verify(tx, BigInt(since), anchor), {
    isolationLevel: "RepeatableRead",
    timeout: TIMEOUT_MS,
  });
}

async function verify(
  tx: Tx,
  since: bigint,
  anchor: { block: string; hash: string } | undefined,
): Promise<SealVerdict> {
  const faults: string[] = [];
  let before = since > 1n ? ((await blocksFrom(tx, since - 1n, 1))[0] ?? null) : null;
  if (since > 1n && before?.n !== since - 1n) {
    faults.push(`Block ${since - 1n} is missing.`);
    before = null;
  }
  const chains = await laterChains(tx);
  let next = since;
  let [blocks, transactions] = [0, 0];
  for (;;) {
    const [block] = await blocksFrom(tx, next, 1);
    if (!block) break;
    const chain = chains.find(({ first }) => first === next);
    faults.push(...linkFaults(block, before, next, chain), ...(await rowFaults(tx, block)));
    blocks++;
    transactions += block.ids.length;
    before = block;
    next = block.n + 1n;
  }
  if (anchor) faults.push(...(await anchorFaults(tx, anchor)));
  const [cluster] = await tx.$queryRaw<{ restored: boolean }[]>`
    SELECT COALESCE(b.xact_upto > pg_snapshot_xmax(pg_current_snapshot()) OR c.system_identifier <> s.system_identifier::text, false) AS restored
    FROM pg_control_system() s LEFT JOIN (SELECT xact_upto FROM ledger.blocks ORDER BY n DESC LIMIT 1) b ON true
      LEFT JOIN (SELECT system_identifier FROM ledger.chains ORDER BY n DESC LIMIT 1) c ON true`;
  const isRestored = cluster!.restored;
  if (!isRestored) faults.push(...(await unsealed(tx, since, chains.at(-1))));
  return {
    blocks,
    transactions,
    head: before && { block: String(before.n), hash: before.hash.toString("hex") },
    faults,
    isRestored,
  };
}

function laterChains(tx: Tx): Promise<Chain[]> {
  return tx.$queryRaw<Chain[]>`
    SELECT n, system_identifier AS system, first_block AS first, transactions_after AS transactions, rejections_after AS rejections,
      commits_after AS commits, begins::text AS begins, reason, started_by AS by, (extract(epoch FROM started_at) * 1000000)::bigint AS at
    FROM ledger.chains WHERE n > 1 ORDER BY n`;
}

/** Also of a block before the first that is verified, and of one that was cut off the end, which no chain shows. */
async function anchorFaults(tx: Tx, anchor: { block: string; hash: string }): Promise<string[]> {
  if (anchor.hash.length < SHORTEST_HASH)
    throw new RangeError(`Enter at least ${SHORTEST_HASH} digits of the hash that was kept.`);
  const [kept] = await blocksFrom(tx, BigInt(anchor.block), 1);
  if (String(kept?.n) !== anchor.block) return [`Block ${anchor.block} is missing.`];
  if (kept!.hash.toString("hex").startsWith(anchor.hash)) return [];
  return [`Block ${anchor.block} has a different hash from the one that was kept outside.`];
}

function linkFaults(
  block: Block,
  before: Block | null,
  expected: bigint,
  chain: Chain | undefined,
): string[] {
  const faults = [];
  if (block.n !== expected) faults.push(`Block ${expected} is missing.`);
  const follows = before?.hash ?? (expected === 1n ? GENESIS : null);
  const link = follows
    ? chain
      ? sha256(Buffer.concat([follows, Buffer.from(written(chain))]))
      : follows
    : block.prev;
  if (!block.prev.equals(link)) faults.push(`Block ${block.n} does not follow the one before it.`);
  // As the database writes JSON arrays: a space after each comma.
  const head = `[${block.n}, "${block.from}", "${block.upto}", [${block.ids.join(", ")}]]`;
  if (!sha256(Buffer.concat([block.prev, Buffer.from(head), block.digests])).equals(block.hash))
    faults.push(`Block ${block.n} was changed.`);
  return faults;
}

/** As the database writes JSON arrays. */
function written(chain: Chain): string {
  const { n, system, first, transactions, rejections, commits, begins, reason, by, at } = chain;
  const [cluster, xid, why, who] = [system, begins, reason, by].map((text) => JSON.stringify(text));
  return `[${n}, ${cluster}, ${first}, ${transactions}, ${rejections}, ${commits}, ${xid}, ${why}, ${who}, ${at}]`;
}

/** Every row of a block, hashed again. */
async function rowFaults(tx: Tx, block: Block): Promise<string[]> {
  const bodies = new Map((await readBodies(tx, block.ids)).map(({ id, body }) => [id, body]));
  return block.ids.flatMap((id, n) => {
    const name = nameOf(id);
    const body = bodies.get(id);
    if (body === undefined) return [`${name}, sealed in block ${block.n}, is missing.`];
    const digest = block.digests.subarray(n * DIGEST, (n + 1) * DIGEST);
    return sha256(body).equals(digest) ? [] : [`${name}, sealed in block ${block.n}, was changed.`];
  });
}

/**
 * Transactions and refusals that claim to be of a time that is sealed and are in no block: added afterward. What was there
 * before the last chain began is in a block, whatever time it claims.
 */
async function unsealed(tx: Tx, since: bigint, chain: Chain | undefined): Promise<string[]> {
  const [first, transactions, rejections] = [
    chain?.first ?? 1n,
    chain?.transactions ?? 0n,
    chain?.rejections ?? 0n,
  ];
  const rows = await tx.$queryRaw<{ id: bigint }[]>`
    SELECT t.id FROM (SELECT x.id, x.xact_id FROM ledger.transactions x WHERE x.id > ${transactions}
      UNION ALL SELECT -r.id, r.xact_id FROM ledger.rejections r WHERE r.id > ${rejections}) t
    WHERE t.xact_id >= (SELECT b.xact_from FROM ledger.blocks b WHERE b.n >= ${since} AND b.n >= ${first} ORDER BY b.n LIMIT 1)
      AND t.xact_id < (SELECT b.xact_upto FROM ledger.blocks b ORDER BY b.n DESC LIMIT 1)
      AND NOT EXISTS (SELECT 1 FROM ledger.blocks b
        WHERE b.n >= ${first} AND t.xact_id >= b.xact_from AND t.xact_id < b.xact_upto AND t.id = ANY (b.ids))
    UNION ALL
    (SELECT x.id FROM ledger.transactions x WHERE x.id <= ${transactions}
      UNION ALL SELECT -r.id FROM ledger.rejections r WHERE r.id <= ${rejections}
      EXCEPT SELECT unnest(b.ids) FROM ledger.blocks b WHERE ${chain !== undefined})
    ORDER BY 1 LIMIT 50`;
  return rows.map(({ id }) => `${nameOf(id)} was added after its time was sealed.`);
}

async function blocksFrom(tx: Tx, n: bigint, count: number): Promise<Block[]> {
  const rows = await tx.$queryRaw<
    (Omit<Block, "digests" | "prev" | "hash"> & Record<"digests" | "prev" | "hash", Uint8Array>)[]
  >`
    SELECT n, xact_from::text AS from, xact_upto::text AS upto, ids, digests, prev_hash AS prev, hash
    FROM ledger.blocks WHERE n >= ${n} ORDER BY n LIMIT ${count}`;
  return rows.map((row) => ({
    ...row,
    digests: Buffer.from(row.digests),
    prev: Buffer.from(row.prev),
    hash: Buffer.from(row.hash),
  }));
}

/** The same canonical form as the database's function ledger.canonical, asked for in our own words. */
function readBodies(tx: Tx, ids: bigint[]): Promise<{ id: bigint; body: string }[]> {
  return tx.$queryRaw`
    SELECT t.id, jsonb_build_array('transaction', t.id, t.kind, t.mode, t.parent_id, t.idem_key, encode(k.request_hash, 'hex'), t.event_type,
        t.effective_on, t.belongs_on, (extract(epoch FROM t.posted_at) * 1000000)::bigint, (extract(epoch FROM t.expires_at) * 1000000)::bigint,
        t.xact_id::text, t.entry_count, t.metadata, (
          SELECT jsonb_agg(jsonb_build_array(a.code, e.account_version, e.currency, e.layer, e.side, e.amount, e.balance_after, e.effective_on, e.metadata)
            ORDER BY e.account_id, e.account_version)
          FROM ledger.entries e LEFT JOIN ledger.accounts a ON a.id = e.account_id WHERE e.transaction_id = t.id))::text AS body
    FROM ledger.transactions t LEFT JOIN ledger.keys k ON k.idem_key = t.idem_key
    WHERE t.id = ANY (${ids.filter((id) => id > 0n).map(String)}::bigint[])
    UNION ALL
    SELECT -r.id, jsonb_build_array('rejection', r.id, r.idem_key, encode(k.request_hash, 'hex'), r.event_type, r.mode, r.effective_on, r.reason,
        r.account_id, r.balances_seen, r.request, (extract(epoch FROM r.refused_at) * 1000000)::bigint, r.xact_id::text)::text
    FROM ledger.rejections r LEFT JOIN ledger.keys k ON k.idem_key = r.idem_key
    WHERE r.id = ANY (${ids.filter((id) => id < 0n).map((id) => String(-id))}::bigint[])`;
}

/** As in a block's list of ids: refusals are negative. */
function nameOf(id: bigint): string {
  return id > 0n ? `Transaction ${id}` : `Refusal ${-id}`;
}

function sha256(data: string | Buffer): Buffer {
  return createHash("sha256").update(data).digest();
}
