// Statements that can be said again: what an account's entries of some business dates came to, as they were known at one
// version of the account. What is posted later, even backdated, does not change them.
import { fromDbDate, type IsoDate } from "@/lib/calendar/dates";
import { db, type Tx } from "@/lib/db";
import { fromMinor } from "@/lib/money/currency";
import type { Prisma } from "@/prisma/generated/client";
import { asLedgerError } from "./ledger-error";
import { asLeg, asLink, type Leg, type TransactionLink } from "./transaction-views";

export type LedgerStatement = {
  id: string;
  account: string;
  name: string;
  currency: string;
  from: IsoDate;
  to: IsoDate;
  /** How many entries the account had when the statement was made. */
  version: string;
  createdAt: string;
  /** Posted balances by the account's normal side: before `from`, and at the end of `to`. */
  opening: string;
  closing: string;
};

export type StatementLine = Leg & { transaction: TransactionLink };

/**
 * Makes a statement of an account over business dates, both included.
 *
 * @returns its id
 * @throws LedgerError "unknown-account"; "floor" (a CHECK) when `to` is before `from`
 */
export async function createStatement(
  tx: Tx,
  { account, from, to }: { account: string; from: IsoDate; to: IsoDate },
): Promise<string> {
  try {
    const [row] = await tx.$queryRaw<{ id: string }[]>`
      SELECT ledger.create_statement(${account}, ${from}::date, ${to}::date)::text AS id`;
    return row!.id;
  } catch (error) {
    throw asLedgerError(error);
  }
}

/** The statements of an account, or all, newest first. */
export async function listStatements(account?: string, limit = 50): Promise<LedgerStatement[]> {
  const rows = await db.ledgerStatement.findMany({
    where: account === undefined ? {} : { account: { code: account } },
    include: { account: true },
    orderBy: { id: "desc" },
    take: limit,
  });
  return rows.map(asStatement);
}

/**
 * A statement with its entries, read from the journal again up to the version it was made at.
 *
 * @returns null when there is none; `reproduced` says whether the entries lead from the opening to the closing balance
 *          that was noted then, which only altered books could prevent
 */
export async function readStatement(
  id: string,
): Promise<(LedgerStatement & { lines: StatementLine[]; reproduced: boolean }) | null> {
  if (!/^\d{1,18}$/.test(id)) return null;
  const row = await db.ledgerStatement.findUnique({ where: { id: BigInt(id) }, include: { account: true } });
  if (!row) return null;
  const known = { accountId: row.accountId, accountVersion: { lte: row.accountVersion }, layer: 0 };
  const entries = await db.ledgerEntry.findMany({
    where: { ...known, effectiveOn: { gte: row.fromOn, lte: row.toOn } },
    include: { account: true, transaction: true },
    orderBy: [{ effectiveOn: "asc" }, { accountVersion: "asc" }],
  });
  const [before] = await db.$queryRaw<{ opening: bigint }[]>`
    SELECT (a.normal_side * COALESCE(sum(e.side * e.amount), 0))::bigint AS opening
    FROM ledger.accounts a LEFT JOIN ledger.entries e ON e.account_id = a.id AND e.account_version <= ${row.accountVersion}
      AND e.layer = 0 AND e.effective_on < ${fromDbDate(row.fromOn)}::date
    WHERE a.id = ${row.accountId} GROUP BY a.normal_side`;
  const moved = entries.reduce(
    (sum, { side, amount }) => sum + BigInt(row.account.normalSide * side) * amount,
    0n,
  );
  return {
    ...asStatement(row),
    lines: entries.map((entry) => ({ ...asLeg(entry), transaction: asLink(entry.transaction) })),
    reproduced: before!.opening === row.opening && row.opening + moved === row.closing,
  };
}

function asStatement(row: Prisma.LedgerStatementGetPayload<{ include: { account: true } }>): LedgerStatement {
  return {
    id: String(row.id),
    account: row.account.code,
    name: row.account.name,
    currency: row.account.currency,
    from: fromDbDate(row.fromOn),
    to: fromDbDate(row.toOn),
    version: String(row.accountVersion),
    createdAt: row.createdAt.toISOString(),
    opening: fromMinor(row.opening, row.account.exponent),
    closing: fromMinor(row.closing, row.account.exponent),
  };
}
