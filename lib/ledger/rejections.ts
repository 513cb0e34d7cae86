// What the ledger refused, kept forever under its key: the same request gets the same refusal.
import { fromDbDate, type IsoDate } from "@/lib/calendar/dates";
import { db } from "@/lib/db";
import { defineList } from "@/lib/list";
import { fromMinor } from "@/lib/money/currency";
import type { Prisma } from "@/prisma/generated/client";
import type { PostingMode, RefusalReason } from "./posting-request";

export type Rejection = {
  id: string;
  key: string;
  eventType: string;
  mode: PostingMode;
  effectiveOn: IsoDate;
  refusedAt: string;
  reason: RefusalReason;
  /** The account that a rule protected, when it was about one. */
  account: { code: string; name: string } | null;
  /** What was seen of that account when it was refused; what the reason is not about is absent. */
  seen: { posted?: string; available?: string; floor?: string; version?: string };
};

type RejectionFilter = {
  reason?: RefusalReason | undefined;
  /** Code of the account. */
  account?: string | undefined;
};

/** Refused requests, newest first. */
export const rejectionList = defineList<Prisma.LedgerRejectionOrderByWithRelationInput>()({
  orders: {
    id: (to) => ({ id: to }),
    reason: (to) => ({ reason: to }),
    event: (to) => ({ eventType: to }),
    effective: (to) => ({ effectiveOn: to }),
  },
  tie: (to) => [{ id: to }],
  defaultSort: { by: "id", direction: "desc" },
  where: rejectionsWhere,
  count: (where) => db.ledgerRejection.count({ where }),
  ids: (where, orderBy, slice) =>
    db.ledgerRejection.findMany({ where, orderBy, select: { id: true }, ...slice }),
  load: loadRejections,
  idOf: ({ id }) => id,
});

async function rejectionsWhere({
  reason,
  account,
}: RejectionFilter): Promise<Prisma.LedgerRejectionWhereInput> {
  if (account === undefined) return { reason };
  const only = await db.ledgerAccount.findUnique({ where: { code: account } });
  return only ? { reason, accountId: only.id } : { id: { in: [] } };
}

async function loadRejections(ids: bigint[]): Promise<Rejection[]> {
  const rows = await db.ledgerRejection.findMany({ where: { id: { in: ids } } });
  const accounts = await db.ledgerAccount.findMany({
    where: { id: { in: [...new Set(rows.flatMap(({ accountId }) => accountId ?? []))] } },
  });
  const byId = new Map(accounts.map((row) => [row.id, row]));
  return rows.map((row) => {
    const about = row.accountId === null ? undefined : byId.get(row.accountId);
    return {
      id: String(row.id),
      key: row.idempotencyKey,
      eventType: row.eventType,
      mode: row.mode === 1 ? "authorize" : "record",
      effectiveOn: fromDbDate(row.effectiveOn),
      refusedAt: row.refusedAt.toISOString(),
      reason: row.reason as RefusalReason,
      account: about ? { code: about.code, name: about.name } : null,
      seen: asSeen(row.balancesSeen, about?.exponent ?? 2),
    };
  });
}

function asSeen(value: unknown, exponent: number): Rejection["seen"] {
  const seen = value && typeof value === "object" ? (value as Record<string, unknown>) : {};
  const text = (name: string) => (typeof seen[name] === "string" ? seen[name] : undefined);
  const amounts = (["posted", "available", "floor"] as const).flatMap((name) => {
    const minor = text(name);
    return minor === undefined ? [] : [[name, fromMinor(BigInt(minor), exponent)] as const];
  });
  const version = text("version");
  return { ...Object.fromEntries(amounts), ...(version !== undefined && { version }) };
}
