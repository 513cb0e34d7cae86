// What the ledger refused, kept forever under its key: the same request gets the same refusal.
import { fromDbDate, type IsoDate } from "@/lib/calendar/dates";
import { db } from "@/lib/db";
import { fromMinor } from "@/lib/money/currency";
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

export type RejectionFilter = {
  reason?: string | undefined;
  /** Code of the account. */
  account?: string | undefined;
  before?: string | undefined;
  limit?: number | undefined;
};

/** Refused requests that match all of the filter, newest first. */
export async function listRejections({ reason, account, before, limit = 50 }: RejectionFilter = {}): Promise<{
  rejections: Rejection[];
  nextBefore: string | null;
}> {
  const only = account === undefined ? null : await db.ledgerAccount.findUnique({ where: { code: account } });
  if (account !== undefined && !only) return { rejections: [], nextBefore: null };
  const rows = await db.ledgerRejection.findMany({
    where: {
      ...(reason && { reason }),
      ...(only && { accountId: only.id }),
      ...(before && { id: { lt: BigInt(before) } }),
    },
    orderBy: { id: "desc" },
    take: limit + 1,
  });
  const page = rows.slice(0, limit);
  const accounts = await db.ledgerAccount.findMany({
    where: { id: { in: [...new Set(page.flatMap(({ accountId }) => accountId ?? []))] } },
  });
  const byId = new Map(accounts.map((row) => [row.id, row]));
  return {
    rejections: page.map((row) => {
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
    }),
    nextBefore: rows.length > limit ? String(page.at(-1)!.id) : null,
  };
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
