// Ledger transactions and entries as plain objects: what leaves this folder toward screens and statements.
import { fromDbDate, type IsoDate } from "@/lib/calendar/dates";
import type { Prisma } from "@/prisma/generated/client";
import { CURRENCY, currencyExponent, fromMinor } from "@/lib/money/currency";
import type { Metadata, PostingKind, PostingMode, Side } from "./posting-request";

const KINDS: Record<number, PostingKind> = { 1: "post", 2: "hold", 3: "settle", 4: "release", 5: "reversal" };

/**
 * Its status. A hold is `pending` until it is `settled` or `released`; what was posted stays `posted`, or was
 * `reversed`, always as a whole.
 */
export type TransactionStatus = "posted" | "pending" | "settled" | "released" | "reversed";

export type TransactionLink = {
  id: string;
  kind: PostingKind;
  eventType: string;
  effectiveOn: IsoDate;
  postedAt: string;
};

export type Leg = {
  account: string;
  name: string;
  normalSide: Side;
  currency: string;
  side: Side;
  /** Dollars; negative only where a hold is released. */
  amount: string;
  /** Pending legs are reserved, not final. */
  layer: "posted" | "pending";
  /** The account's posted balance after this entry, by its normal side, in posting order. */
  balanceAfter: string;
  /** Counts the account's entries from 1. */
  version: string;
  metadata: Metadata;
};

export type TransactionSummary = TransactionLink & {
  mode: PostingMode;
  key: string;
  status: TransactionStatus;
  /** The date of a closed month that it belongs to, when it was posted into the open one. */
  belongsOn: IsoDate | null;
  /** When a hold may be released as expired. */
  expiresAt: string | null;
  metadata: Metadata;
  /** Σ debits of what it posts, or of what it reserves or frees when it posts nothing. */
  amount: string;
  /** The hold it settles or releases, the transaction it reverses. */
  parent: TransactionLink | null;
  /** The settle or release of a hold. */
  resolution: TransactionLink | null;
  reversal: TransactionLink | null;
  /** The legs people look at: what was posted, or reserved. At most as many as asked for; `legCount` has them all. */
  legs: Leg[];
  legCount: number;
};

/** An entry of one account, with the rest of its transaction. */
export type AccountEntry = Leg & {
  transactionId: string;
  kind: PostingKind;
  eventType: string;
  effectiveOn: IsoDate;
  postedAt: string;
  status: TransactionStatus;
  /** The date of a closed month that it belongs to, when it was posted into the open one. */
  belongsOn: IsoDate | null;
  /** When a hold may be released as expired. */
  expiresAt: string | null;
  parent: TransactionLink | null;
  resolution: TransactionLink | null;
  reversal: TransactionLink | null;
  /** The other legs, at most a handful; `counterLegCount` has them all. */
  counterLegs: Leg[];
  counterLegCount: number;
};

const link = { id: true, kind: true, eventType: true, effectiveOn: true, postedAt: true } as const;

/** The relations that a summary needs; entries that take a hold back are bookkeeping and left out. */
export function withLegs(legs: number) {
  return {
    parent: { select: link },
    children: { select: link },
    entries: {
      where: { amount: { gt: 0 } },
      include: { account: true },
      orderBy: [{ side: "desc" }, { accountId: "asc" }, { accountVersion: "asc" }],
      take: legs,
    },
    _count: { select: { entries: { where: { amount: { gt: 0 } } } } },
  } satisfies Prisma.LedgerTransactionInclude;
}

/** Entries of holds that were settled or released; with `byEntry` by a transaction that has such an entry. */
export function resolvedHold(byEntry?: Prisma.LedgerEntryWhereInput) {
  return {
    transaction: {
      kind: 2,
      children: { some: { kind: { in: [3, 4] }, ...(byEntry && { entries: { some: byEntry } }) } },
    },
  } satisfies Prisma.LedgerEntryWhereInput;
}

export type TransactionRow = Prisma.LedgerTransactionGetPayload<{ include: ReturnType<typeof withLegs> }>;
export type EntryRow = Prisma.LedgerEntryGetPayload<{ include: { account: true } }>;
type LinkRow = Prisma.LedgerTransactionGetPayload<{ select: typeof link }>;

export function asSummary(row: TransactionRow, amountMinor: bigint): TransactionSummary {
  return {
    ...asLink(row),
    ...fate(row),
    mode: row.mode === 1 ? "authorize" : "record",
    key: row.idempotencyKey,
    belongsOn: row.belongsOn && fromDbDate(row.belongsOn),
    expiresAt: row.expiresAt && row.expiresAt.toISOString(),
    metadata: asMetadata(row.metadata),
    amount: fromMinor(amountMinor, currencyExponent(row.entries[0]?.currency ?? CURRENCY)),
    legs: row.entries.map(asLeg),
    legCount: row._count.entries,
  };
}

export function asAccountEntry(entry: EntryRow & { transaction: TransactionRow }): AccountEntry {
  const { transaction } = entry;
  const { id, ...header } = asLink(transaction);
  const own = `${entry.accountId}:${entry.accountVersion}`;
  const others = transaction.entries.filter((leg) => `${leg.accountId}:${leg.accountVersion}` !== own);
  return {
    ...asLeg(entry),
    ...header,
    ...fate(transaction),
    transactionId: id,
    belongsOn: transaction.belongsOn && fromDbDate(transaction.belongsOn),
    expiresAt: transaction.expiresAt && transaction.expiresAt.toISOString(),
    counterLegs: others.map(asLeg),
    counterLegCount: transaction._count.entries - 1,
  };
}

export function asLeg(entry: EntryRow): Leg {
  return {
    account: entry.account.code,
    name: entry.account.name,
    normalSide: asSide(entry.account.normalSide),
    currency: entry.currency,
    side: asSide(entry.side),
    amount: fromMinor(entry.amount, entry.account.exponent),
    layer: entry.layer === 0 ? "posted" : "pending",
    balanceAfter: fromMinor(entry.balanceAfter, entry.account.exponent),
    version: String(entry.accountVersion),
    metadata: asMetadata(entry.metadata),
  };
}

export function asLink(row: LinkRow): TransactionLink {
  return {
    id: String(row.id),
    kind: KINDS[row.kind]!,
    eventType: row.eventType,
    effectiveOn: fromDbDate(row.effectiveOn),
    postedAt: row.postedAt.toISOString(),
  };
}

function fate(row: TransactionRow) {
  const resolution = row.children.find((child) => child.kind === 3 || child.kind === 4);
  const reversal = row.children.find((child) => child.kind === 5);
  return {
    status: statusOf(KINDS[row.kind]!, resolution && KINDS[resolution.kind], reversal !== undefined),
    parent: row.parent && asLink(row.parent),
    resolution: resolution ? asLink(resolution) : null,
    reversal: reversal ? asLink(reversal) : null,
  };
}

function statusOf(
  kind: PostingKind,
  resolvedBy: PostingKind | undefined,
  isReversed: boolean,
): TransactionStatus {
  if (kind === "release") return "released";
  if (kind !== "hold") return isReversed ? "reversed" : "posted";
  if (resolvedBy === undefined) return "pending";
  return resolvedBy === "settle" ? "settled" : "released";
}

function asSide(side: number): Side {
  return side === 1 ? "debit" : "credit";
}

function asMetadata(value: unknown): Metadata {
  return value && typeof value === "object" ? (value as Metadata) : {};
}
